/** Changes that may have been carried out when a run was stopped: their customers are read before they are tried again. */
import { compact } from "../domain/compact.ts";
import { errorDocument } from "../domain/documents/errors/error-document.ts";
import { BillingError } from "../domain/errors.ts";
import { isApplied, type RecordedChange } from "../domain/run/recorded-change.ts";
import {
  openUntil,
  type Resolved,
  resolveChange,
  resolvedFacts,
} from "../update/resolve-change.ts";
import type { OpenRun } from "./ports.ts";
import type { Progress } from "./progress.ts";
import { isQueue, mark } from "./row-marks.ts";
import type { Sitting } from "./sitting.ts";

/** Customers that are read at once. */
const readers = 16;
/**
 * Milliseconds after it was written down in which a change was sent at the latest: one that is turned away is sent again
 * for as long as a run waits for a row, and only the recorded end tells when that was.
 */
const longestTry = 20 * 60_000;
/** Milliseconds before each further look, until the request can no longer be under way. */
const pauses = [1000, 3000];

/** A row whose change is not seen, and may still be carried out. */
export interface Undecided {
  readonly row: number;
  readonly change: RecordedChange;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/**
 * Settles the open changes of the rows that are in a queue, as far as one look at each tells. What is stored is done;
 * what is not, and can no longer come, stays in its queue, and so does what others changed meanwhile.
 *
 * @returns the rows of which only time can tell: they are not to be begun yet
 */
export async function settleRows(
  sitting: Sitting,
  run: OpenRun,
  progress: Progress,
): Promise<readonly Undecided[]> {
  const { source, ports } = sitting;
  // The sitting before is over: what it sent, it sent by now.
  const over = ports.host.now();
  const open = [...(run.point?.open ?? [])].filter(([row]) => isQueue(source.marks.get(row)));
  const rows = open.map(([row, change]): Undecided => {
    const sentBy = Math.min(over, Date.parse(change.at) + longestTry);
    return { row, change, until: openUntil(change, sentBy) };
  });
  return lookAt(sitting, run, progress, rows);
}

/** Looks again, and waits for as long as any of the rows may still be carried out; all that is left may then be begun. */
export async function settleLater(
  sitting: Sitting,
  run: OpenRun,
  progress: Progress,
  undecided: readonly Undecided[],
): Promise<void> {
  const { host, accounts } = sitting.ports;
  let left = undecided;
  for (let look = 0; left.length > 0; look += 1) {
    const last = Math.max(...left.map(({ until }) => until)) - host.now();
    const wait = Math.min(pauses[look] ?? Infinity, Math.max(0, last));
    if (!(await progress.wait("what was under way", wait))) return;
    left = await lookAt(sitting, run, progress, left);
    if (accounts.halt.signal.aborted) return;
  }
}

/** @returns the rows that are still undecided */
async function lookAt(
  sitting: Sitting,
  run: OpenRun,
  progress: Progress,
  rows: readonly Undecided[],
): Promise<readonly Undecided[]> {
  const { signal } = sitting.ports.accounts.halt;
  const undecided: Undecided[] = [];
  const left = rows.values();
  const reader = async (): Promise<void> => {
    for (const row of left) {
      if (signal.aborted) return;
      if (!(await settle(sitting, run, progress, row))) undecided.push(row);
    }
  };
  await Promise.all(Array.from({ length: readers }, reader));
  return undecided;
}

/** @returns false where it is too early to say */
async function settle(
  { source: { marks }, ports: { accounts, host, search } }: Sitting,
  { journal }: OpenRun,
  progress: Progress,
  { row, change, until }: Undecided,
): Promise<boolean> {
  const connection = await accounts.open(change.provider);
  const now = host.now();
  const resolved = await resolveChange(connection, change, (words) => search(connection)(words));
  const { outcome, note, id, isMoved } = resolved;
  if (accounts.halt.signal.aborted && outcome === "unknown") return true;
  // Whoever tries it again finds out that it moved since somebody looked.
  if (isMoved === true && change.settledAt !== undefined) return true;
  if (outcome === "failed" && now < until) return false;
  if (outcome !== "unknown") {
    const facts = resolvedFacts(change, resolved);
    await journal.forRow(row).result({ ...facts, ...endOf(outcome) });
  }
  if (outcome === "failed") return true;
  marks.set(row, isApplied(outcome) ? mark.done : mark.failed);
  const message = `the run was stopped while it was sent; ${note}`;
  await progress.ended(
    compact({
      row,
      provider: change.provider,
      id: id ?? change.id,
      outcome,
      changes: change.changes,
      warnings: isApplied(outcome) ? [settled] : [],
      changeId: change.changeId,
      error:
        outcome === "unknown" ? errorDocument(new BillingError("unknown", message)) : undefined,
    }),
  );
  return true;
}

function endOf(outcome: Resolved["outcome"]) {
  return outcome === "failed"
    ? {
        // A failure that passes: the row is tried again.
        error: errorDocument(
          new BillingError("unavailable", "reading again: it was never applied"),
        ),
      }
    : { warnings: [settled] };
}

const settled = {
  code: "settled_by_reading",
  message: "the run was stopped while it was sent; reading again showed that the change is stored",
};
