/** Plans the update of a customer that was read, and shows what would be sent. */
import type { PlannedStep, UpdateOutcome } from "../domain/change.ts";
import { compact } from "../domain/compact.ts";
import type { JsonObject } from "../domain/json.ts";
import type { CustomerPatch } from "../domain/patch.ts";
import { inTwo } from "../plan/in-two.ts";
import { planUpdate } from "../plan/plan.ts";
import type { Connection, CustomerRef } from "./connection.ts";
import { type Pending, plannedOutcome, previewOf } from "./outcomes.ts";
import { type CustomerRead, secretWarning } from "./read-customer.ts";
import { updateRequest } from "./write/write-customer.ts";

/**
 * @param decidedEarlier the patch was decided on an earlier record
 * @throws {BillingError} usage: the patch does not fit the record
 */
export function planCustomer(
  connection: Connection,
  read: CustomerRead,
  patch: CustomerPatch,
  decidedEarlier: boolean,
): Pending {
  const { provider, account, secrets } = connection;
  const unknownMembers = account.values["unknownMembers"];
  const plan = planUpdate(
    provider,
    read.native,
    patch,
    compact({ decidedEarlier, unknownMembers }),
  );
  const planned = plannedOutcome(connection, read, plan);
  const warnings = [...planned.warnings, ...secretWarning(provider, secrets, read.native)];
  return { read, plan, planned: { ...planned, warnings } };
}

/** The outcome with every request that carrying it out would send, as far as that is known before. */
export function withRequests(
  connection: Connection,
  ref: CustomerRef,
  { read, plan }: Pending,
  patch: CustomerPatch,
  planned: UpdateOutcome,
): UpdateOutcome {
  const { provider } = connection;
  const bodyOf = (part: CustomerPatch) => planCustomer(connection, read, part, true).plan.body;
  const step = (to: CustomerRef, body: JsonObject, because: string): PlannedStep => ({
    because,
    request: previewOf(
      provider.idempotency?.header,
      updateRequest(connection, to, read, body).request,
    ),
  });
  const { preparation } = plan;
  const two = inTwo(provider, patch, plan.touched);
  const { request } = step(ref, two === undefined ? plan.body : bodyOf(two.first), "");
  return {
    ...planned,
    ...compact({
      preparation:
        preparation === undefined ? undefined : step(ref, preparation.body, preparation.because),
      request,
      followUp:
        two === undefined ? undefined : step(byOwnId(read), bodyOf(two.second), two.because),
    }),
  };
}

/** What the customer is called whatever an update changes. */
export function byOwnId({ id }: CustomerRead): CustomerRef {
  return { kind: "id", reference: id };
}
