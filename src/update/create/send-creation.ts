/** Sends a creation, and makes sure of what came of it. */
import { compact } from "../../domain/compact.ts";
import { BillingError } from "../../domain/errors.ts";
import { type HttpResponse, NoAnswer } from "../../domain/exchange.ts";
import { externalIdField } from "../../domain/fields.ts";
import type { JsonObject } from "../../domain/json.ts";
import { fieldValue } from "../../plan/apply-edits.ts";
import { verifyUpdate } from "../../plan/verify.ts";
import { asCreated } from "../../providers/creation.ts";
import { requestIdOf } from "../../providers/wire/answers.ts";
import { isReplayed } from "../../providers/wire/idempotency.ts";
import { decodeField, decodeRecord, recordId } from "../../providers/wire/record.ts";
import { type WriteAnswer, writeAnswer } from "../../providers/wire/write-answer.ts";
import { failed, type Pending, type Updated, verified } from "../outcomes.ts";
import { type CustomerRead, readAgain } from "../read-customer.ts";
import { turnsOf } from "../record-change.ts";
import { checkSuccess } from "../write/check-success.ts";
import { pauses } from "../write/look.ts";
import { sendWrite, type WriteOptions } from "../write/write-customer.ts";
import { askedText, holds, madeAt, type Search, slack } from "./find-made.ts";
import type { Creates } from "./if-exists.ts";
import { type CreatingConnection, creationRequest } from "./plan-creation.ts";
import {
  settleRefusedCreation,
  settleUnclearCreation,
  unknownCreation,
} from "./settle-creation.ts";

export interface CreationOptions extends WriteOptions, Creates {
  readonly search: Search;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** How it ended; or the customer that the provider answered with, which was there before. */
export type Sent = Updated | { readonly there: CustomerRead };

export async function sendCreation(
  connection: CreatingConnection,
  options: CreationOptions,
  pending: Pending,
): Promise<Sent> {
  const { provider } = connection;
  const view = asCreated(provider);
  const since = options.now();
  options.onStep?.(`making the customer at ${provider.title}`);
  const { request, route } = creationRequest(connection, pending);
  const answer = await sendWrite(
    { ...connection, provider: view },
    options,
    request,
    "the creation",
  );
  if (answer instanceof BillingError) return failed(pending.planned, answer);

  const requestId = answer instanceof NoAnswer ? undefined : requestIdOf(provider, answer);
  const sent = { ...pending, planned: { ...pending.planned, ...compact({ requestId }) } };
  const unclear = (why: string, error?: BillingError) =>
    settleUnclearCreation(connection, options, sent, { since, why, error });
  if (answer instanceof NoAnswer) return unclear(`no usable answer came: ${answer.message}`);
  if (isReplayed(view, answer)) {
    return unclear(`${provider.title} gave the stored answer of an earlier request`);
  }
  const said = writeAnswer(provider, route, answer, {
    subject: "place for new customers",
    account: connection.account,
  });
  if (said.kind === "unclear") return unclear(said.why, said.error);
  if (said.kind === "refused") {
    return settleRefusedCreation(connection, options, sent, { ...said, since });
  }
  const made = readIn(connection, said, answer);
  const other = aboutAnother(connection, sent, made);
  if (other !== undefined) return unclear(other);
  if (wasThere(connection, sent, made, since)) return { there: made };
  return inPlace(connection, options, sent, made, said);
}

function readIn(
  { provider }: CreatingConnection,
  { record }: { readonly record: JsonObject },
  answer: HttpResponse,
): CustomerRead {
  const id = recordId(provider, record) ?? "";
  const requestId = requestIdOf(provider, answer);
  return compact({ id, native: record, customer: decodeRecord(provider, record), requestId });
}

/** Why the record cannot be the one that was asked for. */
function aboutAnother(
  { provider }: CreatingConnection,
  { plan }: Pending,
  { id, native }: CustomerRead,
): string | undefined {
  const asked = askedText(turnsOf(asCreated(provider), plan), externalIdField);
  const held = decodeField(provider, native, externalIdField);
  return asked !== undefined && typeof held === "string" && held !== asked
    ? `the answer is about another customer (${id})`
    : undefined;
}

/**
 * Whether the provider, which does not refuse that, answered with a customer that it had already and left it as it was.
 * The look before found none: what shows nothing else than was asked is the new one, whatever the clocks say.
 */
function wasThere(
  { provider }: CreatingConnection,
  { plan }: Pending,
  made: CustomerRead,
  since: number,
): boolean {
  if (provider.create.answersExisting !== true) return false;
  const shown = turnsOf(asCreated(provider), plan).filter(
    ({ field }) => fieldValue(made.customer, field) !== undefined,
  );
  return !holds(provider, shown, made) && !(madeAt(made) >= since - slack);
}

/** It was made: what is stored is compared with what was asked. */
async function inPlace(
  connection: CreatingConnection,
  options: CreationOptions,
  { plan, planned: asSent }: Pending,
  made: CustomerRead,
  { record, isLate }: Extract<WriteAnswer, { kind: "success" }>,
): Promise<Updated> {
  const view = asCreated(connection.provider);
  const planned = { ...asSent, id: made.id };
  const read = options.verify === "read" ? await readBack(connection, options, made.id) : undefined;
  if (read instanceof BillingError && read.kind === "not_found") {
    const why = "its answer shows a customer that is not there";
    return unknownCreation(connection, { read: made, plan, planned }, { why }, { unsure: [] });
  }
  const verdict =
    read === undefined || read instanceof BillingError
      ? undefined
      : verifyUpdate(view, plan, record, read.native);
  if (verdict?.dropped === 0) {
    return asMade(verified(view, planned, verdict, [], "reading"));
  }
  const ended = await checkSuccess(
    { ...connection, provider: view },
    { kind: "id", reference: made.id },
    options,
    { read: made, plan, planned },
    { record, isLate, isReplayed: false },
  );
  return asMade(ended);
}

/** The customer as it is stored; it may be there a little later than its answer says. */
async function readBack(
  connection: CreatingConnection,
  { sleep, onStep }: CreationOptions,
  id: string,
): Promise<CustomerRead | BillingError> {
  let read: CustomerRead | BillingError = new BillingError("internal", "nobody looked");
  for (const wait of pauses.late) {
    if (wait > 0) await sleep(wait);
    onStep?.("reading back what was stored");
    read = await readAgain(connection, id);
    if (!(read instanceof BillingError && read.kind === "not_found")) return read;
  }
  return read;
}

/** A customer that is there was made, whatever of it was not stored; and all of it that nobody named is new. */
function asMade({ outcome: ended, ...rest }: Updated): Updated {
  const { beside = [], ...known } = ended;
  const isNew = new Set(beside.flatMap(({ field, kind }) => (kind === "added" ? [field] : [])));
  const others = beside.filter(({ field }) => !isNew.has(field));
  const { outcome } = ended;
  return {
    ...rest,
    outcome: {
      ...known,
      ...compact({ beside: others.length === 0 ? undefined : others }),
      outcome: outcome === "updated" || outcome === "failed" ? "created" : outcome,
      warnings: ended.warnings.filter(
        ({ code, field = "" }) => code !== "changed_beside" || !isNew.has(field),
      ),
    },
  };
}
