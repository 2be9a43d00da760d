/** Carries out a plan in as many updates as it takes. */
import type { FieldChange } from "../../domain/change.ts";
import { BillingError } from "../../domain/errors.ts";
import type { CustomerPatch } from "../../domain/patch.ts";
import { inTwo, keepingTrail, movedBetween } from "../../plan/in-two.ts";
import type { Verdict } from "../../plan/verify.ts";
import type { Provider } from "../../providers/contract.ts";
import { type Connection, type CustomerRef, describeRef } from "../connection.ts";
import { isThere, look, pauses } from "./look.ts";
import { type Pending, type Updated, verified } from "../outcomes.ts";
import { byOwnId, planCustomer } from "../plan-customer.ts";
import { endedBetween, isAsAsked, joined, type Part, stopped } from "./two-outcomes.ts";
import { writeCustomer, type WriteOptions } from "./write-customer.ts";

function conflictOf(moved: readonly FieldChange[]): BillingError {
  const fields = moved.map(({ field }) => field).join(", ");
  return new BillingError(
    "conflict",
    `${fields} changed between the two updates, and what is stored now stays`,
  );
}

/** What the reading after the first shows counts, where that is not what its answer said. */
function asSeen(provider: Provider, sent: Part, verdict: Verdict): Part {
  return verdict.changes.every(isAsAsked)
    ? sent
    : { ...sent, ended: verified(provider, sent.of.planned, verdict, [], "reading") };
}

/**
 * One update, or two: the second is planned from the record as the first one left it, and only sent once the first one
 * is stored.
 */
export async function writeInTwo(
  connection: Connection,
  ref: CustomerRef,
  options: WriteOptions & { readonly patch: CustomerPatch; readonly force: boolean },
  whole: Pending,
): Promise<Updated> {
  const { read, plan } = whole;
  const two = inTwo(connection.provider, options.patch, plan.touched);
  if (two === undefined) return writeCustomer(connection, ref, options, whole);

  const begun = planCustomer(connection, read, two.first, true);
  const sent = { of: begun, ended: await writeCustomer(connection, ref, options, begun) };
  if (sent.ended.outcome.outcome !== "updated" || sent.ended.error !== undefined) {
    return endedBetween(whole, sent);
  }
  const says = `reading ${describeRef(ref)} as it is stored now`;
  const seen = await look(connection, options, begun, pauses.late, says, isThere);
  if (seen.verdict === undefined) return stopped(whole, sent, seen.error);
  const { now: again } = seen;
  const first = asSeen(connection.provider, sent, seen.verdict);
  if (first.ended.error !== undefined) return endedBetween(whole, first);
  const moved = movedBetween(two, plan.before, again.customer);
  if (moved.length > 0 && !options.force) return stopped(whole, first, conflictOf(moved), moved);
  let rest: Pending;
  try {
    const second = keepingTrail(two, plan.before, again.customer);
    rest = planCustomer(connection, again, second, true);
  } catch (error) {
    if (!(error instanceof BillingError)) throw error;
    return stopped(whole, first, error);
  }
  // It may be there already.
  const ended =
    rest.plan.changes.length === 0
      ? { outcome: { ...rest.planned, verified: true, verifiedBy: "reading" as const } }
      : await writeCustomer(connection, byOwnId(read), options, rest);
  return joined(whole, first, { of: rest, ended });
}
