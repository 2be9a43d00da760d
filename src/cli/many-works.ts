/** Saved plans and recorded runs as work, with the accounts at hand. */
import { BillingError } from "../domain/errors.ts";
import type { Warning } from "../domain/change.ts";
import { isProviderId } from "../providers/registry.ts";
import { changesOfRun } from "../bulk/store/changes.ts";
import { runDirectory } from "../bulk/store/directory.ts";
import { runJournalPath } from "../bulk/store/journal.ts";
import { accountSeal } from "../update/seal.ts";
import type { InputFile } from "../bulk/sources/input-file.ts";
import { type PlanAccount, planWork } from "../bulk/sources/saved-plans.ts";
import type { RunWork } from "../bulk/ports.ts";
import type { SavedPlanFile } from "../domain/documents/saved-plan.ts";
import { undoWork } from "../bulk/sources/undo.ts";
import type { GivenOptions } from "./args/command.ts";
import type { RunSessions } from "./accounts/run-sessions.ts";
import { openedInput } from "./args/input-files.ts";

/** Every line of the file, a plan for one of the accounts. */
export function plansIn(
  input: InputFile,
  options: GivenOptions,
  sessions: RunSessions,
): Promise<RunWork> {
  const known = new Map<string, PlanAccount>();
  return planWork({
    input,
    accountFor: async ({ provider: id, baseUrl }) => {
      checkPlace({ baseUrl }, input.name, options);
      const found = known.get(id);
      if (found !== undefined) return found;
      if (!isProviderId(id)) throw new BillingError("usage", `there is no provider "${id}"`);
      const { provider, account } = await sessions.open(id);
      const opened = { provider, account, seal: accountSeal(account) };
      known.set(id, opened);
      return opened;
    },
  });
}

/** @throws BillingError `usage` when the plan was made on the emulator, and is not carried out there */
export function checkPlace(
  { baseUrl }: Pick<SavedPlanFile, "baseUrl">,
  name: string,
  options: GivenOptions,
): void {
  if (baseUrl !== "emulator" || options.has("emulator")) return;
  throw new BillingError("usage", `${name}: the plan was made on the emulator`, {
    hint: "add --emulator",
  });
}

/** The way back for every change of the run of this id. */
export async function undoOfRun(
  stateDir: string,
  run: string,
  sessions: RunSessions,
): Promise<{ readonly work: RunWork; readonly warnings: readonly Warning[] }> {
  const dir = runDirectory(stateDir, run);
  const input = await openedInput("run", runJournalPath(dir), `run ${run}`);
  return undoWork({
    run,
    input,
    changes: () => changesOfRun(dir),
    accountFor: (provider) => sessions.open(provider),
  });
}
