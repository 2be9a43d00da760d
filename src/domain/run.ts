/** Many customers changed by one command: a run, and what came of each of its rows. */
import type { FieldChange, UpdateOutcome, Warning } from "./change.ts";
import type { ErrorKind } from "./errors.ts";

/** How a row ended; `skipped`: it was not valid, and the run was told to leave such rows out. */
export type RowOutcome = UpdateOutcome["outcome"] | "skipped";

/** In the order in which they are told. */
export const rowOutcomes = [
  "updated",
  "unchanged",
  "planned",
  "failed",
  "unknown",
  "declined",
  "skipped",
] as const satisfies readonly RowOutcome[];

/** Whether a row that ended so counts as one that failed. */
export function isFailure(outcome: RowOutcome): boolean {
  return ["failed", "unknown", "declined", "skipped"].includes(outcome);
}

/** Why a row did not end as asked. */
export interface RowError {
  readonly code: ErrorKind;
  readonly message: string;
  readonly hint?: string;
  /** HTTP status of the provider's answer. */
  readonly status?: number;
  /** The provider's own code. */
  readonly providerCode?: string;
}

/** What came of one row. */
export interface RowResult {
  /** From 1, in the order of the input. */
  readonly row: number;
  /** Empty where the row does not say and nothing else does. */
  readonly provider: string;
  /** The provider's own id once the customer was read; before that the id as it was given. */
  readonly id: string;
  /** The caller's own id, where the row names the customer by it. */
  readonly externalId?: string;
  readonly outcome: RowOutcome;
  readonly changes: readonly FieldChange[];
  readonly warnings: readonly Warning[];
  /** What showed what is stored; missing: not verified. */
  readonly verifiedBy?: "answer" | "reading";
  readonly requestId?: string;
  /** Names the change in the journal. */
  readonly changeId?: string;
  readonly error?: RowError;
}

/** How many rows ended in which way; an outcome that did not occur is missing or 0. */
export type RunCounts = Readonly<Partial<Record<RowOutcome, number>>>;

/** What a run does: rows of a file, saved plans, or the changes of another run taken back. */
export type RunCommand = "update" | "apply" | "undo";

/** Why a run ended. `finished`: every row was tried. */
export type RunEnd = "finished" | "interrupted" | "stopped";

/** What was decided when the run began. Nothing of it changes later. */
export interface RunHeader {
  /** Id of the run: a ULID, in upper case. */
  readonly run: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Version of the program that began it. */
  readonly tool: string;
  readonly command: RunCommand;
  readonly input: {
    /** As the user named it: `rows.csv`, `stdin`. */
    readonly name: string;
    /** Absolute path of the file that is read; of stdin's copy where it was stdin. */
    readonly path: string;
    readonly format: string;
    readonly bytes: number;
    /** Of the file's bytes, in hexadecimal. */
    readonly sha256: string;
  };
  /** Rows in the input. */
  readonly rows: number;
  /** Rows that this run is to change: those of its shard that are valid. */
  readonly chosen: number;
  /** Options of the command line that decide what is done, by their long names. */
  readonly options: Readonly<Record<string, string | readonly string[] | boolean>>;
  /** Other files that say what to change, absolute paths, and what they held. Missing: none. */
  readonly besides?: readonly { readonly path: string; readonly sha256: string }[];
  /** Working directory, for paths among the options. */
  readonly cwd: string;
  /** Which accounts are changed; never a credential. */
  readonly accounts: readonly {
    readonly provider: string;
    readonly baseUrl: string;
    readonly account: string;
  }[];
  /** The run that this one takes back. */
  readonly undoes?: string;
}

/** A run as its directory tells it. */
export interface RunRecord {
  readonly header: RunHeader;
  /** Missing: it was killed, or is still going. */
  readonly end?: RunEnd;
  /** When its last session ended: ISO 8601, UTC. */
  readonly endedAt?: string;
  /** Of all its sessions. */
  readonly counts: RunCounts;
  /** The run that took changes of this one back and was not taken back itself. */
  readonly undoneBy?: string;
}

/**
 * The same runs, each with what took it back. Newest first, because an undo that was undone itself leaves its run in
 * place.
 *
 * @param runs oldest first
 */
export function withUndone(runs: readonly RunRecord[]): readonly RunRecord[] {
  const undoneBy = new Map<string, string>();
  for (const { header, counts } of runs.toReversed()) {
    const { run, undoes } = header;
    if (undoes === undefined || (counts.updated ?? 0) === 0 || undoneBy.has(run)) continue;
    if (!undoneBy.has(undoes)) undoneBy.set(undoes, run);
  }
  return runs.map((record) => {
    const by = undoneBy.get(record.header.run);
    return by === undefined ? record : { ...record, undoneBy: by };
  });
}
