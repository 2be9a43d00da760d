/** Takes a creation back: the customer is archived, where the provider has a call for that. */
import { compact } from "../../domain/compact.ts";
import { BillingError } from "../../domain/errors.ts";
import { NoAnswer } from "../../domain/exchange.ts";
import { isFieldName, statusField } from "../../domain/fields.ts";
import type { CustomerPatch } from "../../domain/patch.ts";
import type { RecordedChange } from "../../domain/run/recorded-change.ts";
import type { Provider } from "../../providers/contract.ts";
import { requestIdOf } from "../../providers/wire/answers.ts";
import { isSuccess } from "../../providers/wire/failures.ts";
import { requestFor } from "../../providers/wire/requests.ts";
import { writeAnswer } from "../../providers/wire/write-answer.ts";
import { type CustomerRef, describeRef } from "../connection.ts";
import type { Expectation } from "../expectation.ts";
import { failed, type Pending, verified } from "../outcomes.ts";
import type { OtherCall } from "../update-customer.ts";
import { look, pauses } from "../write/look.ts";
import { settleRefusal, settleUnclear, unknown } from "../write/settle-write.ts";
import { sendWrite } from "../write/write-customer.ts";

/** The way back of a creation. */
export interface UndoOfCreation {
  readonly patch: CustomerPatch;
  readonly expected: Expectation;
  readonly call: OtherCall;
}

/**
 * Whatever of the customer others changed since is a conflict: they work with it.
 *
 * @returns why it cannot be taken back, where the provider has no such call
 */
export function undoOfCreation(
  change: RecordedChange,
  { title, archive }: Provider,
): UndoOfCreation | { readonly never: string } {
  const { changeId, id, fields, storedFields, identity } = change;
  if (archive === undefined) {
    return { never: `${title} has no way to archive a customer: ${id} stays` };
  }
  const { route, status } = archive;
  const location = { name: `change ${changeId}` };
  const images = fields.flatMap(({ field, after, unreadable }) => {
    if (!isFieldName(field) || unreadable === true) return [];
    const stored = storedFields?.find((held) => held.field === field);
    return [compact({ field, value: stored === undefined ? after : stored.stored })];
  });
  const requestOf: OtherCall["request"] = ({ provider, account }, ref) =>
    requestFor(provider, account, route, { ref });
  return {
    patch: {
      edits: [{ field: statusField, rest: [], op: "set", value: status, location }],
      replaceMetadata: false,
    },
    expected: {
      images,
      counts: "all",
      since: `change ${changeId}`,
      ...compact({ identity }),
    },
    call: {
      request: requestOf,
      write: (connection, options, pending) =>
        archiveCustomer(connection, options, pending, requestOf),
    },
  };
}

/** No answer to it is documented to show the customer, so that it is always read again. */
async function archiveCustomer(
  connection: Parameters<OtherCall["write"]>[0],
  options: Parameters<OtherCall["write"]>[1],
  { read, plan, planned: asRead }: Pending,
  requestOf: OtherCall["request"],
): ReturnType<OtherCall["write"]> {
  const { provider, account } = connection;
  const ref: CustomerRef = { kind: "id", reference: read.id };
  const { requestId: _read, ...untraced } = asRead;
  options.onStep?.(`archiving ${describeRef(ref)} at ${provider.title}`);
  const answer = await sendWrite(connection, options, requestOf(connection, read.id));
  if (answer instanceof BillingError) return failed(untraced, answer);
  const requestId = answer instanceof NoAnswer ? undefined : requestIdOf(provider, answer);
  const sent: Pending = { read, plan, planned: { ...untraced, ...compact({ requestId }) } };
  if (answer instanceof NoAnswer) {
    const why = `no usable answer came: ${answer.message}`;
    return settleUnclear(connection, ref, options, sent, { why });
  }
  if (isSuccess(provider, answer)) {
    const says = "reading back what was stored";
    const { verdict } = await look(connection, options, sent, pauses.late, says, isThere);
    return verdict === undefined
      ? unknown(connection, ref, sent, { why: "its answer does not show it" }, undefined)
      : verified(provider, sent.planned, verdict, [], "reading");
  }
  const said = writeAnswer(provider, provider.byId.read, answer, {
    id: read.id,
    subject: describeRef(ref),
    account,
  });
  if (said.kind === "refused") {
    const confirms = options.verify !== false;
    return settleRefusal(connection, ref, { ...options, confirms }, sent, said);
  }
  const open = said.kind === "unclear" ? said : { why: "its answer does not show it" };
  return settleUnclear(connection, ref, options, sent, open);
}

function isThere({ dropped }: { readonly dropped: number }): boolean {
  return dropped === 0;
}
