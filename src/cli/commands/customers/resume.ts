/** `customers update --resume`: any run goes on where it stopped. */
import type { RunAccounts, RunSource } from "../../../bulk/ports.ts";
import type { InputFile } from "../../../bulk/sources/input-file.ts";
import { plansIn, undoOfRun } from "../../../bulk/sources/recorded-sources.ts";
import { checkBesides, sameInput } from "../../../bulk/sources/same-input.ts";
import { compact } from "../../../domain/compact.ts";
import { findRun } from "../../../bulk/store/find-run.ts";
import { reopenRun } from "../../../bulk/store/open-run.ts";
import type { RunHeader } from "../../../domain/run/run.ts";
import type { Host } from "../../../host/host.ts";
import { confirmAccount } from "../../accounts/confirm-account.ts";
import { runAccounts } from "../../accounts/run-accounts.ts";
import type { Handler } from "../../args/command.ts";
import { flagsOf, valuesOf } from "../../args/option.ts";
import { resumedWith } from "../../args/recorded.ts";
import { type CreateOptions, createOptions } from "../../args/options/create-options.ts";
import { type UpdateOptions, updateOptions } from "../../args/options/update-options.ts";
import { warnOfNoJournal } from "../../journal.ts";
import type { Ports } from "../../ports.ts";
import { checkResume, optionsOfRun } from "../../runs/options.ts";
import { breakingLocks } from "../../runs/break-lock.ts";
import { agreeOn } from "../../runs/agree-on.ts";
import { performRun, recordingOf } from "../../runs/perform-run.ts";
import { rowsIn } from "../../runs/rows.ts";
import { stateDirectoryOf } from "../../state-directory.ts";

export const handle: Handler<UpdateOptions> = async (given, ports) => {
  checkResume(given);
  const { host, operands } = ports;
  const stateDir = stateDirectoryOf(host, given);
  await warnOfNoJournal(ports, given);
  const named = given.resume === true ? operands[0] : given.resume;
  const stored = await findRun(stateDir, named);
  const { header } = stored;
  const words = resumedWith(flagsOf(optionsOfRun(header.command)), header.options, ports.given);
  const options = {
    ...valuesOf(updateOptions, words),
    ...(header.command === "create" ? valuesOf(createOptions, words) : {}),
  };
  if (named === undefined) await agreeOn(ports, given, stored);
  const own = { ...ports, given: words, host: inDirectory(host, header.cwd) };
  const accounts = runAccounts(ports, options);
  const input = await sameInput(header, host.interrupted);
  await checkBesides(header, host.interrupted);
  const source = await sourceOf(own, options, header, input, accounts, stateDir);
  const resumed = await reopenRun(
    { ...recordingOf(own, options, accounts), ...breakingLocks(ports, given) },
    stored,
    source,
    options.force,
  );
  return performRun(own, options, { accounts, run: header.run }, source, resumed);
};

/** Paths among a run's options start where the run was begun. */
function inDirectory(host: Host, cwd: string): Host {
  return Object.create(host, { cwd: { value: cwd } }) as Host;
}

async function sourceOf(
  ports: Ports,
  { ifExists, ...options }: UpdateOptions & Partial<Pick<CreateOptions, "ifExists">>,
  { command, undoes }: RunHeader,
  input: InputFile,
  accounts: RunAccounts,
  stateDir: string,
): Promise<RunSource> {
  switch (command) {
    case "apply":
      // It was trusted when the run began, and is the same file.
      return plansIn(input, accounts, { isEmulated: options.emulator, trusts: true });
    case "undo":
      return (await undoOfRun(stateDir, undoes ?? "", accounts, confirmAccount(ports, options)))
        .source;
    case "create":
      return rowsIn(ports.host, { ...options, creates: compact({ ifExists }) }, input);
    case "update":
      return rowsIn(ports.host, options, input);
  }
}
