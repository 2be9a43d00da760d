/** Changes that may have been carried out when a run was stopped: their customers are read before all else. */
import { compact } from "../domain/compact.ts";
import { errorDocument } from "../domain/documents/errors/error-document.ts";
import { BillingError } from "../domain/errors.ts";
import { isApplied, type RecordedChange } from "../domain/run/recorded-change.ts";
import type { Host } from "../host/host.ts";
import type { Connection } from "../update/connection.ts";
import { type Resolved, resolveChange } from "../update/resolve-change.ts";
import type { OpenRun } from "./ports.ts";
import type { Progress } from "./progress.ts";
import { isQueue, mark } from "./row-marks.ts";
import type { Sitting } from "./sitting.ts";

/** A request that was cut off may still be on its way for so many milliseconds. */
const stillUnderWay = 2000;
/** Customers that are read at once. */
const readers = 16;

/**
 * Reads the customer; one that looks untouched is read again once the request can no longer be on its way.
 *
 * A request that was turned away is sent again long after it was written down, so only the recorded end tells when it
 * was sent at the latest.
 *
 * @param over when the process that sent it was known to be gone, in milliseconds since 1970
 */
async function settleOpen(
  connection: Connection,
  change: RecordedChange,
  { now, sleep }: Pick<Host, "now" | "sleep">,
  over: number,
): Promise<Resolved> {
  const first = await resolveChange(connection, change);
  const age = now() - (change.settledAt === undefined ? over : Date.parse(change.settledAt));
  if (first.outcome !== "failed" || age >= stillUnderWay) return first;
  await sleep(stillUnderWay - Math.max(0, age));
  return resolveChange(connection, change);
}

/** Settles the open changes of the rows that are in a queue. */
export async function settleRows(
  { source: { marks }, ports: { accounts, host } }: Sitting,
  { journal, point }: OpenRun,
  progress: Progress,
): Promise<void> {
  const { signal } = accounts.halt;
  // The sitting before is over: what it sent, it sent by now.
  const over = host.now();
  const settle = async (row: number, change: RecordedChange): Promise<void> => {
    const connection = await accounts.open(change.provider);
    const resolved = await settleOpen(connection, change, host, over);
    const { outcome, note, fields } = resolved;
    if (signal.aborted && outcome === "unknown") return;
    if (outcome !== "unknown") {
      await journal.forRow(row).result({
        changeId: change.changeId,
        outcome,
        resolved: true,
        note,
        fields: [...fields],
        // A failure that passes: the row is tried again.
        ...(outcome === "failed"
          ? {
              error: errorDocument(
                new BillingError("unavailable", "the run was stopped before it was sent"),
              ),
            }
          : { warnings: [settled] }),
      });
    }
    if (outcome === "failed") return;
    marks.set(row, isApplied(outcome) ? mark.done : mark.failed);
    const message = `the run was stopped while it was sent; ${note}`;
    await progress.ended(
      compact({
        row,
        provider: change.provider,
        id: change.id,
        outcome,
        changes: change.changes,
        warnings: isApplied(outcome) ? [settled] : [],
        changeId: change.changeId,
        error:
          outcome === "unknown" ? errorDocument(new BillingError("unknown", message)) : undefined,
      }),
    );
  };

  const left = (point?.open ?? new Map<number, RecordedChange>()).entries();
  const reader = async (): Promise<void> => {
    for (const [row, change] of left) {
      if (signal.aborted) return;
      if (isQueue(marks.get(row))) await settle(row, change);
    }
  };
  await Promise.all(Array.from({ length: readers }, reader));
}

const settled = {
  code: "settled_by_reading",
  message: "the run was stopped while it was sent; reading again showed that the change is stored",
};
