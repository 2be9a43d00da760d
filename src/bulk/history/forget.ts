/** `emulator reset`: what was changed at the emulator is forgotten with its records. */
import { rm } from "node:fs/promises";

import type { Journal } from "../../journal/record.ts";
import { readJournal } from "../../journal/read-journal.ts";
import { runDirectory } from "../store/directory.ts";
import { readRuns } from "./runs.ts";

/**
 * Looks up the history in this directory, which may hold a real one as well: that is kept.
 *
 * @returns what removes it, and whether something is kept
 * @throws {BillingError} usage: when it cannot be read
 */
export async function emulatedHistory(
  stateDir: string,
  { path }: Pick<Journal, "path">,
): Promise<{ readonly forget: () => Promise<void>; readonly keeps: boolean }> {
  const { changes } = await readJournal({ path });
  const { runs } = await readRuns(stateDir);
  const isEmulated = ({ baseUrl }: { readonly baseUrl: string }) => baseUrl === "emulator";
  const emulated = runs.filter(({ header }) => header.accounts.every(isEmulated));
  const forgetsChanges = changes.every(isEmulated);
  return {
    async forget() {
      if (forgetsChanges) await rm(path, { force: true });
      for (const { header } of emulated) {
        await rm(runDirectory(stateDir, header.run), { recursive: true, force: true });
      }
    },
    keeps: !forgetsChanges || emulated.length < runs.length,
  };
}
