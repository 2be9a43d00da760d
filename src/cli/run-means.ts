import type { Target } from "../update/read-customer.ts";
import type { Updated } from "../update/outcomes.ts";
import type { RunItem } from "../bulk/update-many.ts";
import type { RunConsent } from "./run-consent.ts";
import type { RunOutput } from "./run-output.ts";
import type { RunRecording } from "./run-recording.ts";

/** What a pass over the rows has at hand. */
export interface Means {
  /** Missing: nothing is written, every row is planned. */
  readonly recording?: RunRecording;
  /** Missing: nothing is told of single rows. */
  readonly output?: RunOutput;
  readonly consent: RunConsent;
  /** Gets each row that was planned and not carried out. */
  readonly onPlanned?: (item: RunItem, target: Target, planned: Updated) => Promise<void>;
  /** Takes each customer that was read; false where another row of the run named it before. Missing: none can. */
  readonly isFirst?: (provider: string, id: string) => boolean;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}
