/** Options of every command that changes a customer: update, apply and undo. */
import { exitCodes } from "../../domain/errors.ts";
import { flag, onOff, text, type ValuesOf } from "./option.ts";
import { emulatorOptions, networkOptions, outputOptions } from "./shared-options.ts";

const group = "How:";

export const maskOption = {
  mask: onOff({
    help: "mask personal data in tables and Markdown (default: only where CI is set)",
    group,
    recorded: false,
  }),
};

export const changeOptions = {
  dryRun: flag({
    short: "n",
    help: "read, plan and show the request; write nothing",
    group,
    recorded: false,
  }),
  yes: flag({
    short: "y",
    help: "confirm a change that destroys something",
    group,
    recorded: "renewable",
  }),
  force: flag({
    help: "overwrite what others changed since it was planned; never skips a question",
    group,
    recorded: true,
  }),
  noInput: flag({ help: "never ask", group, recorded: false }),
  noVerify: flag({
    help: "skip the extra read that some providers need to prove what was stored",
    group,
    recorded: true,
  }),
  noJournal: flag({
    help: "keep no record of the change; it cannot be undone then",
    group,
    recorded: false,
  }),
  showUnchanged: flag({
    help: "list the fields that stay as they are",
    group,
    recorded: false,
  }),
  ...maskOption,
  detailedExitcode: flag({
    help: `exit ${exitCodes.changes} when a dry run found changes`,
    group,
    recorded: false,
  }),
};

/** Only where a patch is made, not where one is carried out. */
export const planningOptions = {
  out: text("path", {
    help: "with --dry-run: save the plan, to be carried out by billing apply",
    group,
    recorded: false,
  }),
  asCurl: flag({
    help: "like --dry-run, and print the update as a curl command",
    group,
    recorded: false,
  }),
};

/** The ends of every list of options that talks to a provider. */
export const talkingOptions = { ...outputOptions, ...networkOptions, ...emulatorOptions };

/** How a change is carried out, whatever it is and wherever it comes from. */
export type ChangeOptions = ValuesOf<typeof changeOptions> &
  Partial<ValuesOf<typeof planningOptions>>;
