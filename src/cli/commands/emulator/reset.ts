import { join } from "node:path";

import { emulatedHistory } from "../../../bulk/history/forget.ts";
import { journalFile } from "../../../journal/journal.ts";
import { resetEmulator } from "../../../emulator/state/state-directory.ts";
import type { Handler } from "../../args/command.ts";
import { emulatorStateDirectory } from "../../state-directory.ts";
import type { ResetOptions } from "./reset.command.ts";

export const handle: Handler<ResetOptions> = async ({ emulatorState }, { host, terminal }) => {
  const stateDir = emulatorStateDirectory(host, emulatorState);
  const { forget, keeps } = await emulatedHistory(stateDir, {
    path: join(stateDir, journalFile),
  });
  await resetEmulator(stateDir);
  await forget();
  await terminal.notice(
    keeps
      ? `the demo records are back in ${stateDir}; the history there is not the emulator's alone, and stays`
      : `the demo records are back in ${stateDir}, and its history is cleared`,
  );
  return 0;
};
