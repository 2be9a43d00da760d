/** What became of a change of a run that was stopped while it was under way. */
import type { RecordedChange } from "../domain/recorded-change.ts";
import type { Host } from "../host/host.ts";
import type { Target } from "../update/read-customer.ts";
import { type Resolved, resolveChange } from "../update/resolve-change.ts";

/** A request that was cut off may still be on its way for so many milliseconds. */
const stillUnderWay = 2000;

/**
 * Reads the customer; one that looks untouched is read again once the request can no longer be on its way.
 *
 * A request that was turned away is sent again long after it was written down, so only the recorded end tells when it
 * was sent at the latest.
 *
 * @param over when the process that sent it was known to be gone, in milliseconds since 1970
 */
export async function settleOpen(
  target: Target,
  change: RecordedChange,
  { now, sleep }: Pick<Host, "now" | "sleep">,
  over: number,
): Promise<Resolved> {
  const first = await resolveChange(target, change);
  const age = now() - (change.settledAt === undefined ? over : Date.parse(change.settledAt));
  if (first.outcome !== "failed" || age >= stillUnderWay) return first;
  await sleep(stillUnderWay - Math.max(0, age));
  return resolveChange(target, change);
}
