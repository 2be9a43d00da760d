/** `customers update --from`. */
import { openedInput } from "../../../bulk/sources/input-file.ts";
import { rereadable } from "../../../bulk/sources/spool.ts";
import { runDirectory } from "../../../bulk/store/directory.ts";
import { changeIds } from "../../../journal/change-id.ts";
import { runAccounts } from "../../accounts/run-accounts.ts";
import type { Handler } from "../../args/command.ts";
import type { UpdateOptions } from "../../args/update-options.ts";
import { checkFrom } from "../../runs/options.ts";
import { performRun } from "../../runs/perform-run.ts";
import { rowsIn } from "../../runs/rows.ts";
import { stateDirectoryOf } from "../../state-directory.ts";

export const handle: Handler<UpdateOptions> = async (options, ports) => {
  const { host, terminal, operands } = ports;
  checkFrom(options, operands);
  const { from = "" } = options;
  const run = changeIds(() => host.now())();
  const dir = () => runDirectory(stateDirectoryOf(host, options), run);
  const { path, name, forget } = await rereadable(host, "--from", from, dir);
  try {
    const input = await openedInput("--from", path, name);
    const progress = await terminal.progress();
    progress.step("checking rows");
    const source = await rowsIn(host, options, input).finally(() => progress.stop());
    return await performRun(ports, options, { accounts: runAccounts(ports, options), run }, source);
  } finally {
    // What was kept of the input is of no use without a run.
    await forget();
  }
};
