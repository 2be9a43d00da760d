/** Many customers changed by one command: a run, and what came of each of its rows. */
import type * as z from "zod";

import type { rowSchema, runCommand, runEnd } from "../documents/run.ts";
import type { runHeaderSchema } from "../documents/run-header.ts";
import type { rowOutcomes } from "../documents/row-outcomes.ts";

export type RowOutcome = (typeof rowOutcomes)[number];

/** How many rows ended in which way; an outcome that did not occur is missing or 0. */
export type RunCounts = Readonly<Partial<Record<RowOutcome, number>>>;

/** Whether a row that ended so counts as one that failed. */
export function isFailure(outcome: RowOutcome): boolean {
  return ["failed", "unknown", "declined", "skipped"].includes(outcome);
}

/** What came of one row. */
export type RowResult = Readonly<Omit<z.infer<typeof rowSchema>, "run">>;

/** What a run does: rows of a file, saved plans, or the changes of another run taken back. */
export type RunCommand = z.infer<typeof runCommand>;

/** Why a run ended. `finished`: every row was tried. */
export type RunEnd = z.infer<typeof runEnd>;

/** What was decided when the run began. Nothing of it changes later. */
export type RunHeader = Readonly<z.infer<typeof runHeaderSchema>>;

/** A run as its directory tells it. */
export interface RunRecord {
  readonly header: RunHeader;
  /** Missing: it was killed, or is still going. */
  readonly end?: RunEnd;
  /** When its last sitting ended: ISO 8601, UTC. */
  readonly endedAt?: string;
  /** Of all its sittings. */
  readonly counts: RunCounts;
  /** The run that took changes of this one back and was not taken back itself. */
  readonly undoneBy?: string;
}
