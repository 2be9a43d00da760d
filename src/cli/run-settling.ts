/** Rows whose change may have been carried out when the run was stopped: their customers are read before all else. */
import type { RecordedChange } from "../domain/recorded-change.ts";
import type { RowResult } from "../domain/run.ts";
import type { ResumePoint } from "../bulk/resume.ts";
import { isLane, mark } from "../bulk/row-marks.ts";
import type { RunWork } from "../bulk/ports.ts";
import { settleOpen } from "../bulk/settle-open.ts";
import type { RunAt } from "./run-at.ts";
import type { Counting } from "./run-counting.ts";
import type { RunRecording } from "./run-recording.ts";

/** Customers that are read at once. */
const readers = 16;

export async function settleRows(
  at: RunAt,
  work: RunWork,
  recording: RunRecording,
  { open }: ResumePoint,
  counting: Counting,
): Promise<void> {
  const { halt } = at.sessions;
  // The session before is over: what it sent, it sent by now.
  const over = at.invocation.host.now();
  const left = open.entries();
  const reader = async (): Promise<void> => {
    for (const [row, change] of left) {
      if (halt.signal.aborted) return;
      if (!isLane(work.table.get(row))) continue;
      await settle(at, work, recording, { row, change, over }, counting);
    }
  };
  await Promise.all(Array.from({ length: readers }, reader));
}

interface Open {
  readonly row: number;
  readonly change: RecordedChange;
  /** Milliseconds since 1970. */
  readonly over: number;
}

async function settle(
  { invocation, sessions }: RunAt,
  { table }: RunWork,
  { journal }: RunRecording,
  { row, change, over }: Open,
  counting: Counting,
): Promise<void> {
  const session = await sessions.open(change.provider);
  const { outcome, note, fields } = await settleOpen(
    session.target("id", change.id),
    change,
    invocation.host,
    over,
  );
  if (sessions.halt.signal.aborted && outcome === "unknown") return;
  if (outcome !== "unknown") {
    await journal.forRow(row).result({
      change: change.change,
      outcome,
      resolved: true,
      note,
      fields: [...fields],
      // A failure that passes: the row is tried again.
      ...(outcome === "failed"
        ? { error: { code: "unavailable", message: "the run was stopped before it was sent" } }
        : { warnings: [settled] }),
    });
  }
  if (outcome === "failed") return;
  table.set(row, outcome === "updated" ? mark.done : mark.failed);
  const told: RowResult = {
    row,
    provider: change.provider,
    id: change.id,
    outcome,
    changes: change.changes,
    warnings: outcome === "updated" ? [settled] : [],
    changeId: change.change,
    ...(outcome === "unknown"
      ? { error: { code: "unknown", message: `the run was stopped while it was sent; ${note}` } }
      : {}),
  };
  await counting.ended(told);
}

const settled = {
  code: "settled_by_reading",
  message: "the run was stopped while it was sent; reading again showed that the change is stored",
};
