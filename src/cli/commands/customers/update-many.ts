/** `customers update --from`. */
import { createWriteStream } from "node:fs";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";

import { runDirectory } from "../../../bulk/store/directory.ts";
import { forgetUnrecorded, makeRunDirectory } from "../../../bulk/store/open-run.ts";
import { BillingError } from "../../../domain/errors.ts";
import type { Host } from "../../../host/host.ts";
import { changeIds } from "../../../journal/change-id.ts";
import { runAccounts } from "../../accounts/run-accounts.ts";
import type { Handler } from "../../args/command.ts";
import { fileReason, openedInput } from "../../args/input-files.ts";
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
  const dir = runDirectory(stateDirectoryOf(host, options), run);
  try {
    const path = from === "-" ? await spooled(host, dir) : resolve(host.cwd, from);
    const input = await openedInput("--from", path, from === "-" ? "stdin" : from);
    const progress = await terminal.progress();
    progress.step("checking rows");
    const source = await rowsIn(host, options, input).finally(() => progress.stop());
    return await performRun(ports, options, { accounts: runAccounts(ports, options), run }, source);
  } finally {
    // What was kept of stdin is of no use without a run.
    await forgetUnrecorded(dir);
  }
};

/** Copies stdin beside the run's record, so that it can be read more than once. */
async function spooled(host: Host, dir: string): Promise<string> {
  if (host.stdin.isTTY) {
    throw BillingError.usage([
      {
        location: { name: "--from" },
        message: "stdin is a terminal: pipe the rows into the command, or name a file",
      },
    ]);
  }
  await makeRunDirectory(dir);
  const path = join(dir, "input");
  try {
    const copy = createWriteStream(path, { mode: 0o600, flush: true });
    await pipeline(host.stdin.chunks(), copy, { signal: host.interrupted });
  } catch (cause) {
    if (host.interrupted.aborted) {
      throw new BillingError("interrupted", "interrupted while stdin was read; nothing was sent");
    }
    throw new BillingError("usage", `stdin cannot be kept in ${path}: ${fileReason(cause)}`, {
      cause,
    });
  }
  return path;
}
