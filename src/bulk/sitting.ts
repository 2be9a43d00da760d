/** What the parts of the engine hand one another. */
import type { RowResult } from "../domain/run/run.ts";
import type { RunConsent } from "./consent.ts";
import type { BulkOptions, BulkPorts, OpenRun, RunOutput, RunSource } from "./ports.ts";

/** One process at work on a run. */
export interface Sitting {
  readonly source: RunSource;
  readonly options: BulkOptions;
  readonly ports: BulkPorts;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/** What a pass is for, and what it has at hand for that. */
export type Pass =
  | {
      readonly mode: "write";
      readonly run: OpenRun;
      readonly output: RunOutput;
      readonly consent: RunConsent;
    }
  | { readonly mode: "dry-run"; readonly output: RunOutput }
  | { readonly mode: "rehearse"; readonly consent: RunConsent };

/** Takes what came of a row; `raw`: the row as it stands in the input. */
export type Report = (result: RowResult, raw?: string) => Promise<void>;
