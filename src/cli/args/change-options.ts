/** Options of every command that changes a customer: update, apply and undo. */
import { exitCodes } from "../../domain/errors.ts";
import type { OptionSpec } from "./command.ts";

const how = "How:";

export const maskOption: OptionSpec = {
  long: "mask",
  negatable: true,
  help: "mask personal data in tables and Markdown (default: only where CI is set)",
  group: how,
};

export const changeOptions: readonly OptionSpec[] = [
  {
    long: "dry-run",
    short: "n",
    help: "read, plan and show the request; write nothing",
    group: how,
  },
  { long: "yes", short: "y", help: "confirm a change that destroys something", group: how },
  {
    long: "force",
    help: "overwrite what others changed since it was planned; never skips a question",
    group: how,
  },
  { long: "no-input", help: "never ask", group: how },
  {
    long: "verify",
    value: "how",
    negatable: true,
    choices: ["answer", "read"],
    help: "what proves that it was stored: the answer where that says enough, or always another read (default: the configuration's, else as the provider needs); --no-verify skips reads that only prove",
    group: how,
  },
  {
    long: "no-journal",
    help: "keep no record of the change; it cannot be undone then",
    group: how,
  },
  { long: "show-unchanged", help: "list the fields that stay as they are", group: how },
  maskOption,
  {
    long: "detailed-exitcode",
    help: `exit ${exitCodes.changes} when a dry run found changes`,
    group: how,
  },
];

/** Only where a patch is made, not where one is carried out. */
export const planningOptions: readonly OptionSpec[] = [
  {
    long: "out",
    value: "path",
    help: "with --dry-run: save the plan, to be carried out by billing apply",
    group: how,
  },
  {
    long: "as-curl",
    help: "like --dry-run, and print the update as a curl command",
    group: how,
  },
];
