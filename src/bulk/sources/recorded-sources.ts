/** Saved plans and recorded runs as sources, with the accounts at hand. */
import { BillingError } from "../../domain/errors.ts";
import type { RunAccounts, RunSource } from "../ports.ts";
import { type InputFile, openedInput } from "./input-file.ts";
import { type PlanAccount, planSource } from "./saved-plans.ts";
import { undoSource } from "./undo.ts";
import { changesOfRun } from "../store/changes.ts";
import { runDirectory } from "../store/directory.ts";
import { runJournalPath } from "../store/journal.ts";
import { checkRunJournal } from "../store/lost-journal.ts";
import { isProviderId } from "../../providers/registry.ts";
import type { SavedPlanFile } from "../../domain/documents/saved-plan.ts";
import type { ConfirmAccount } from "../../update/saved/same-account.ts";
import { accountSeal } from "../../update/saved/seal.ts";

/** Every line of the file, a plan for one of the accounts. */
export function plansIn(
  input: InputFile,
  accounts: RunAccounts,
  { isEmulated, trusts }: { readonly isEmulated: boolean; readonly trusts: boolean },
): Promise<RunSource> {
  const known = new Map<string, PlanAccount>();
  return planSource({
    input,
    trusts,
    accountFor: async (file) => {
      const { provider: id } = file;
      checkPlanLocation(file, input.name, isEmulated);
      const found = known.get(id);
      if (found !== undefined) return found;
      if (!isProviderId(id)) throw new BillingError("usage", `there is no provider "${id}"`);
      const { provider, account } = await accounts.open(id);
      const opened = { provider, account, seal: accountSeal(account) };
      known.set(id, opened);
      return opened;
    },
  });
}

/** @throws {BillingError} usage: the plan was made on the emulator, and is not carried out there */
export function checkPlanLocation(
  { baseUrl }: Pick<SavedPlanFile, "baseUrl">,
  name: string,
  isEmulated: boolean,
): void {
  if (baseUrl !== "emulator" || isEmulated) return;
  throw new BillingError("usage", `${name}: the plan was made on the emulator`, {
    hint: "add --emulator",
  });
}

/** The way back for every change of the run of this id. */
export async function undoOfRun(
  stateDir: string,
  run: string,
  accounts: RunAccounts,
  confirmAccount: ConfirmAccount,
): ReturnType<typeof undoSource> {
  const dir = runDirectory(stateDir, run);
  await checkRunJournal(dir, run);
  const input = await openedInput("run", runJournalPath(dir), `run ${run}`);
  return undoSource({
    run,
    input,
    changes: () => changesOfRun(dir),
    accountFor: (provider) => accounts.open(provider),
    confirmAccount,
  });
}
