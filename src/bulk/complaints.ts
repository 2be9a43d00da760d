/** Complaints about millions of rows, of which the first hundred are kept. */
import { BillingError, type Complaint } from "../domain/errors.ts";

/** How many are shown; the rest is counted. */
const mostKept = 100;

export interface Complaints {
  readonly add: (complaints: readonly Complaint[]) => void;
  /** @throws {BillingError} usage: there are any */
  readonly refuse: (hint: string) => void;
}

export function collectComplaints(): Complaints {
  const kept: Complaint[] = [];
  let count = 0;
  return {
    add: (complaints) => {
      count += complaints.length;
      kept.push(...complaints.slice(0, mostKept - kept.length));
    },
    refuse: (hint) => {
      if (count === 0) return;
      const all = BillingError.usage(kept);
      const more = count > kept.length ? `, of which the first ${kept.length} are` : "";
      throw new BillingError(
        "usage",
        count === 1 ? all.message : `${count} things are wrong with the rows${more}`,
        { complaints: kept, hint: all.hint ?? hint },
      );
    },
  };
}
