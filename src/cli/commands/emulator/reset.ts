import { resetEmulator } from "../../../emulator/state/state-directory.ts";
import type { Handler } from "../../args/command.ts";
import { emulatorStateDirectory } from "../../state-directory.ts";
import type { ResetOptions } from "./reset.command.ts";

export const handle: Handler<ResetOptions> = async ({ emulatorState }, { host, terminal }) => {
  const stateDir = emulatorStateDirectory(host, emulatorState);
  await resetEmulator(stateDir);
  await terminal.notice(`the demo records are back in ${stateDir}`);
  return 0;
};
