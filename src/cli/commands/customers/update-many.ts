/** `customers update --from`. */
import { openedInput } from "../../../bulk/sources/input-file.ts";
import { rereadable } from "../../../bulk/sources/spool.ts";
import { changeIds } from "../../../journal/change-id.ts";
import { runAccounts } from "../../accounts/run-accounts.ts";
import type { Handler } from "../../args/command.ts";
import type { UpdateOptions } from "../../args/options/update-options.ts";
import { checkFrom } from "../../runs/options.ts";
import { performRun } from "../../runs/perform-run.ts";
import { rowsIn } from "../../runs/rows.ts";
import { copyPlace } from "../../runs/copy-place.ts";
import { inputsOf } from "../../args/input-files.ts";

export const handle: Handler<UpdateOptions> = async (options, ports) => {
  const { host, terminal, operands } = ports;
  checkFrom(options, operands);
  const { from = "" } = options;
  const run = changeIds(() => host.now())();
  const place = copyPlace(host, options, run);
  const { path, name, forget } = await rereadable(inputsOf(ports), "--from", from, place);
  try {
    const input = await openedInput("--from", path, name, { signal: host.interrupted });
    const progress = terminal.progress();
    progress.step("checking rows");
    const source = await rowsIn(host, options, input).finally(() => progress.stop());
    return await performRun(ports, options, { accounts: runAccounts(ports, options), run }, source);
  } finally {
    // What was kept of the input is of no use without a run.
    await forget();
  }
};
