/** What a run has to do, wherever its rows come from. */
import type { Complaint } from "../domain/errors.ts";
import { BillingError } from "../domain/errors.ts";
import type { RowResult, RunCommand, RunHeader } from "../domain/run.ts";
import type { RowTable } from "./row-marks.ts";
import type { RunItem } from "./update-many.ts";

/** How rows are put into a file that can be run again. */
export interface FailedFileForm {
  /** With its dot: `.csv`. */
  readonly extension: string;
  readonly before: string;
  readonly between: string;
  readonly after: string;
}

export interface RunWork {
  readonly command: RunCommand;
  readonly input: RunHeader["input"];
  /** Rows in the input. */
  readonly rows: number;
  /** Rows to be changed. */
  readonly chosen: number;
  /** Rows left out because they are not valid. */
  readonly invalid: number;
  /** Providers that have rows to be changed; the first is lane 1. */
  readonly providers: readonly string[];
  /** Lane of each row. */
  readonly table: RowTable;
  /** Customers of one provider are named in two ways, so that two rows may turn out to name the same one. */
  readonly namesTwoWays: boolean;
  /** Provider of the rows that name none. */
  readonly defaultProvider?: string;
  /** Whether what is asked may destroy something, as far as can be told before a customer is read. */
  readonly mayDestroy: boolean;
  /** Missing: what fails cannot be given again as a row. */
  readonly failedFile?: FailedFileForm;
  /** Rows whose mark is the number of the lane, in the order of the input; the file is read as they are taken. */
  items(lane: number): AsyncIterable<RunItem>;
  /** Rows marked as failed or not valid, these with why. */
  leftOut(): AsyncIterable<{ readonly raw: string; readonly refused?: RowResult }>;
  /** The run that this one takes back. */
  readonly undoes?: string;
}

/** How many complaints about rows are told; the rest is counted. */
const mostTold = 100;

/** Complaints about millions of rows, of which the first hundred are kept. */
export interface Complaints {
  readonly add: (complaints: readonly Complaint[]) => void;
  readonly count: () => number;
  /** @throws BillingError `usage` when there are any */
  readonly refuse: (hint?: string) => void;
}

export function collectComplaints(): Complaints {
  const kept: Complaint[] = [];
  let count = 0;
  return {
    add: (complaints) => {
      count += complaints.length;
      for (const complaint of complaints.slice(0, mostTold - kept.length)) kept.push(complaint);
    },
    count: () => count,
    refuse: (hint) => {
      if (count === 0) return;
      const all = BillingError.usage(kept);
      const message =
        count === 1
          ? all.message
          : `${count} things are wrong with the rows${count > kept.length ? `, of which the first ${kept.length} are` : ""}`;
      const remedy = all.hint ?? hint;
      throw new BillingError("usage", message, {
        complaints: kept,
        ...(remedy === undefined ? {} : { hint: remedy }),
      });
    },
  };
}
