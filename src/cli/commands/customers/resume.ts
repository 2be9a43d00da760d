/** `customers update --resume`: any run goes on where it stopped. */
import { BillingError } from "../../../domain/errors.ts";
import type { RunHeader } from "../../../domain/run.ts";
import type { Host } from "../../../host/host.ts";
import { findRun } from "../../../bulk/store/find-run.ts";
import type { InputFile } from "../../../bulk/sources/input-file.ts";
import type { RunWork } from "../../../bulk/ports.ts";
import type { Invocation, OptionSpec } from "../../args/command.ts";
import { plansIn, undoOfRun } from "../../many-works.ts";
import { reporting } from "../../run-command.ts";
import { runMany } from "../../run-many.ts";
import { resumedOptions } from "../../run-record.ts";
import { resumeRecord } from "../../run-recording.ts";
import type { RunSessions } from "../../accounts/run-sessions.ts";
import { openedInput } from "../../args/input-files.ts";
import { stateDirectoryOf } from "../../state-directory.ts";
import { rowsIn } from "./update-many.ts";

/** @param specs options of the command */
export function runResume(invocation: Invocation, specs: readonly OptionSpec[]): Promise<number> {
  return reporting(invocation, async ({ terminal, sessions: open }) => {
    const { host, options: given, operands } = invocation;
    checkOptions(invocation);
    const stateDir = stateDirectoryOf(host, given);
    const stored = await findRun(stateDir, given.text("resume") ?? operands[0]);
    const { header } = stored;
    const options = resumedOptions(specs, given, header.options);
    const own: Invocation = { ...invocation, options, host: inDirectory(host, header.cwd) };
    const sessions = open(options);
    const input = await sameInput(header);
    await checkBesides(header);
    const work = await workOf(own, header, input, sessions, stateDir);
    const recording = await resumeRecord({ invocation: own, sessions, terminal }, stored, work);
    const at = { invocation: own, specs, terminal, sessions, run: header.run };
    return runMany(at, work, recording);
  });
}

function checkOptions({ options }: Invocation): void {
  const complaints = ["from", "file", "out", "dry-run"]
    .filter((long) => options.given(long))
    .map((long) => ({ location: { name: `--${long}` }, message: "it does not go with --resume" }));
  if (complaints.length > 0) throw BillingError.usage(complaints);
}

/** Paths among a run's options start where the run was begun. */
function inDirectory(host: Host, cwd: string): Host {
  return Object.create(host, { cwd: { value: cwd } }) as Host;
}

/** @throws BillingError `usage` when the input is not what it was */
async function sameInput({ input, run }: RunHeader): Promise<InputFile> {
  const found = await openedInput("--resume", input.path, input.name);
  if (found.sha256 === input.sha256) return found;
  throw new BillingError(
    "usage",
    `${input.name} is not what it was when run ${run} began: its rows cannot be told from the old ones`,
    { hint: "put the file back as it was, or begin a new run with --from" },
  );
}

/** @throws BillingError `usage` when another file that says what to change is not what it was */
async function checkBesides({ besides = [], run }: RunHeader): Promise<void> {
  for (const { path, sha256 } of besides) {
    const found = await openedInput("--resume", path, path);
    if (found.sha256 === sha256) continue;
    throw new BillingError("usage", `${path} is not what it was when run ${run} began`, {
      hint: "put the file back as it was, or begin a new run with --from",
    });
  }
}

async function workOf(
  invocation: Invocation,
  { command, undoes }: RunHeader,
  input: InputFile,
  sessions: RunSessions,
  stateDir: string,
): Promise<RunWork> {
  if (command === "apply") return plansIn(input, invocation.options, sessions);
  if (command === "undo") return (await undoOfRun(stateDir, undoes ?? "", sessions)).work;
  return rowsIn(invocation, input);
}
