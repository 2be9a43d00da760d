import { recordedOutcome } from "../../../domain/documents/history.ts";
import { providerIds } from "../../../providers/registry.ts";
import { journalOption, maskOption } from "../../args/options/change-options.ts";
import { command } from "../../args/command.ts";
import { fieldsOption } from "../../args/fields.ts";
import { optionsUnder } from "../../args/kinds.ts";
import type { ValuesOf } from "../../args/option.ts";
import {
  formatOption,
  outputFormats,
  profileOptions,
  summaryOption,
  talkingOptions,
} from "../../args/options/shared-options.ts";

const which = optionsUnder("Which changes:");
const mostListed = 1_000_000_000;

/** Which of the recorded changes are shown. */
const filterOptions = {
  provider: which.choice("name", providerIds, "only changes at this provider", { short: "p" }),
  customer: which.text("text", "only this id, or names that contain it"),
  outcome: which.choice("word", recordedOutcome.options, "only changes that ended like this"),
  since: which.text(
    "time",
    "only changes since then: yesterday, 7d, 12h, 2026-11-01, or an ISO time",
  ),
};

// Here --limit counts entries; how many requests the emulator takes is told to emulator start.
const { limit: _ofEmulator, ...talking } = talkingOptions;

const options = {
  limit: which.count(
    { least: 1, most: mostListed },
    "only so many of the newest; a run counts as one",
  ),
  run: which.text("run", "the changes of this run: its id, or the first or last letters of it"),
  ...filterOptions,
  resolve: which.flag("find out what became of the unknown ones, by reading the customers"),
  yes: which.flag("with --resolve: another key belongs to the same account", { short: "y" }),
  ...profileOptions,
  ...journalOption,
  ...maskOption,
  ...fieldsOption("at,changeId,name,outcome"),
  ...formatOption(outputFormats),
  ...summaryOption,
  ...talking,
};

export type FilterOptions = ValuesOf<typeof filterOptions>;
export type HistoryOptions = ValuesOf<typeof options>;

export const history = command({
  operands: [],
  tooMany:
    "one change is shown with billing history show {word}; those of a customer with --customer {word}",
  description:
    "Every write is recorded before it is sent, and again when its outcome is known. A change without a known outcome is " +
    "shown as unknown; --resolve reads the customer and records what is found. The newest come first. Many customers " +
    "changed by one command are one run; --run lists its changes in the order in which they ended.",
  options,
  examples: [
    "billing history --limit 10",
    "billing history --since yesterday --customer northwind",
    "billing history --since 7d --outcome unknown --resolve",
  ],
  load: async () => (await import("./list.ts")).handle,
});
