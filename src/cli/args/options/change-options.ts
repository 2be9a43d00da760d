/** Options of every command that changes a customer: update, apply and undo. */
import { exitCodes } from "../../../domain/errors.ts";
import { confirmModes, usualConfirm } from "../../../domain/confirmation.ts";
import { optionsUnder } from "../kinds.ts";
import type { ValuesOf } from "../option.ts";
import { summaryOption } from "./shared-options.ts";

const how = optionsUnder("How:");

export const maskOption = {
  mask: how.onOff("mask personal data in tables and Markdown (default: only where CI is set)"),
};

/** Where changes are recorded, and looked up. */
export const journalOption = {
  journal: how.text(
    "path",
    "file that changes are recorded in, with runs beside it; else BILLING_JOURNAL, or the user's",
  ),
};

export type JournalOption = Partial<ValuesOf<typeof journalOption>>;

/** Which writes are confirmed first. */
export const confirmOption = {
  confirm: how.choice(
    "when",
    [...confirmModes].toReversed(),
    `ask before every write, one that changes or removes data, one that destroys something, or none (default: ${usualConfirm})`,
    { recorded: "renewable" },
  ),
};

export const changeOptions = {
  dryRun: how.flag("read, plan and show the request, and write nothing", { short: "n" }),
  yes: how.flag("confirm what is to be confirmed, unseen", { short: "y", recorded: "renewable" }),
  ...confirmOption,
  confirmRows: how.count(
    { least: 1, most: 1_000_000_000 },
    "ask before a run of so many rows or more, unless --confirm is never",
    { recorded: "renewable" },
  ),
  force: how.flag("overwrite what others changed since it was planned; never skips a question", {
    recorded: "renewable",
  }),
  noInput: how.flag("never ask"),
  verify: how.choiceOrOff(
    "how",
    ["answer", "read"],
    "what proves that it was stored: the answer where that says enough, or always another read; --no-verify skips reads that only prove",
    { recorded: true },
  ),
  ...journalOption,
  noJournal: how.flag("keep no record of the change; it cannot be undone then"),
  showUnchanged: how.flag("list the fields that stay as they are"),
  ...maskOption,
  ...summaryOption,
  detailedExitcode: how.flag(`exit ${exitCodes.changes} when a dry run found changes`),
};

/** Only where a patch is made, not where one is carried out. */
export const planningOptions = {
  out: how.text("path", "with --dry-run: save the plan, to be carried out by billing apply"),
  asCurl: how.flag("like --dry-run, and print the update as a curl command"),
};

/** How a change is carried out, whatever it is and wherever it comes from. */
export type ChangeOptions = ValuesOf<typeof changeOptions> &
  Partial<ValuesOf<typeof planningOptions>>;
