/** A run over the rows of a file begins. */
import { rereadable } from "../../bulk/sources/spool.ts";
import { openedInput } from "../../bulk/sources/input-file.ts";
import { changeIds } from "../../journal/change-id.ts";
import { runAccounts } from "../accounts/run-accounts.ts";
import { inputsOf } from "../args/input-files.ts";
import type { Ports } from "../ports.ts";
import { copyPlace } from "./copy-place.ts";
import type { RunOptions } from "./options.ts";
import { performRun } from "./perform-run.ts";
import { rowsIn, type RowsOptions } from "./rows.ts";

/** @returns the exit code */
export async function beginRun(
  ports: Ports,
  options: RunOptions & RowsOptions & { readonly from?: string | undefined },
): Promise<number> {
  const { host, terminal } = ports;
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
}
