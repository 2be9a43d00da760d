/** `customers update --from`. */
import { createWriteStream } from "node:fs";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";

import { runDirectory } from "../../../bulk/store/directory.ts";
import { forgetUnrecorded, makeRunDirectory } from "../../../bulk/store/open-run.ts";
import { BillingError } from "../../../domain/errors.ts";
import type { Host } from "../../../host/host.ts";
import { terminal as stderrTerminal } from "../../../host/node-host.ts";
import { changeIds } from "../../../journal/change-id.ts";
import { createProgress } from "../../../render/text/spinner.ts";
import type { Invocation, OptionSpec } from "../../args/command.ts";
import { fileReason, openedInput } from "../../args/input-files.ts";
import { reporting } from "../../run-command.ts";
import { readFrom } from "../../runs/options.ts";
import { performRun } from "../../runs/perform-run.ts";
import { rowsIn } from "../../runs/rows.ts";
import { stateDirectoryOf } from "../../state-directory.ts";

/** @param specs options of the command, to be recorded with the run */
export function runRows(invocation: Invocation, specs: readonly OptionSpec[]): Promise<number> {
  return reporting(invocation, async ({ terminal, sessions }) => {
    const { host, options } = invocation;
    const from = readFrom(invocation);
    const run = changeIds(() => host.now())();
    const dir = runDirectory(stateDirectoryOf(host, options), run);
    try {
      const path = from === "-" ? await spooled(host, dir) : resolve(host.cwd, from);
      const input = await openedInput("--from", path, from === "-" ? "stdin" : from);
      const progress = await createProgress({
        stream: stderrTerminal(),
        quiet: terminal.quiet || terminal.debug,
        term: host.env["TERM"],
      });
      progress.step("checking rows");
      const source = await rowsIn(invocation, input).finally(() => progress.stop());
      const at = { invocation, specs, terminal, accounts: sessions(), run };
      return await performRun(at, source);
    } finally {
      // What was kept of stdin is of no use without a run.
      await forgetUnrecorded(dir);
    }
  });
}

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
