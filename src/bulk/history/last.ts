/** What `--last` means. */
import { BillingError } from "../../domain/errors.ts";
import type { Journal } from "../../journal/record.ts";
import { readJournal } from "../../journal/read-journal.ts";
import type { Recorded } from "./recorded.ts";
import { readRuns } from "./runs.ts";

/**
 * The newest change or run that may have changed something, was not taken back, and takes nothing back itself: given
 * again and again it goes back one step at a time. What failed changed nothing; what is unknown is not passed over.
 *
 * @param isEmulated whether the emulator was changed, which may be recorded in the same place
 * @throws {BillingError} usage: when there is none
 */
export async function lastRecorded(
  stateDir: string,
  journal: Pick<Journal, "path">,
  isEmulated: boolean,
): Promise<Recorded> {
  const isHere = (baseUrl: string | undefined) => (baseUrl === "emulator") === isEmulated;
  const { changes } = await readJournal(journal);
  const change = changes
    .filter(
      ({ outcome, undoes, undoneBy, baseUrl }) =>
        outcome !== "failed" && undoes === undefined && undoneBy === undefined && isHere(baseUrl),
    )
    .toSorted((left, right) => (left.changeId < right.changeId ? 1 : -1))[0];
  const { runs } = await readRuns(stateDir);
  const run = runs.findLast(
    ({ header: { undoes, accounts }, undoneBy, counts, end }) =>
      undoes === undefined &&
      undoneBy === undefined &&
      isHere(accounts[0]?.baseUrl) &&
      // A run that did not end may have written what it did not count.
      (end === undefined || (counts.updated ?? 0) + (counts.unknown ?? 0) > 0),
  )?.header.run;
  if (run !== undefined && (change === undefined || run > change.changeId)) return { run };
  if (change !== undefined) return { change };
  throw new BillingError("usage", "there is no change to be undone", {
    hint: "see the list: billing history",
  });
}

/**
 * The newest change or run, whatever came of it.
 *
 * @throws {BillingError} usage: when there is none
 */
export async function newestRecorded(
  stateDir: string,
  journal: Pick<Journal, "path">,
): Promise<Recorded> {
  const { changes } = await readJournal(journal);
  const [change] = changes.toSorted((left, right) => (left.changeId < right.changeId ? 1 : -1));
  const run = (await readRuns(stateDir)).runs.at(-1)?.header.run;
  if (run !== undefined && (change === undefined || run > change.changeId)) return { run };
  if (change !== undefined) return { change };
  throw new BillingError("usage", "nothing is recorded yet", {
    hint: "a change is, when it is made: billing customers update --help",
  });
}
