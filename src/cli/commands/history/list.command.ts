import { providerIds } from "../../../providers/registry.ts";
import { maskOption, talkingOptions } from "../../args/change-options.ts";
import { command } from "../../args/command.ts";
import { choice, flag, text, type ValuesOf } from "../../args/option.ts";
import { formatOption, machineFormats, profileOptions } from "../../args/shared-options.ts";

const own = { group: "Which changes:", recorded: false } as const;

/** Which of the recorded changes are shown. */
const filterOptions = {
  provider: choice("name", providerIds, {
    short: "p",
    help: "only changes at this provider",
    ...own,
  }),
  customer: text("text", { help: "only this id, or names that contain it", ...own }),
  outcome: choice("word", ["updated", "failed", "unknown"], {
    help: "only changes that ended like this",
    ...own,
  }),
  since: text("time", {
    help: "only changes since then: 7d, 12h, 2026-11-01, or an ISO time",
    ...own,
  }),
};

const options = {
  run: text("run", { help: "the changes of this run: its id, or its first letters", ...own }),
  ...filterOptions,
  resolve: flag({
    help: "find out what became of the unknown ones, by reading the customers",
    ...own,
  }),
  ...profileOptions,
  ...maskOption,
  ...formatOption(["table", ...machineFormats]),
  ...talkingOptions,
};

export type FilterOptions = ValuesOf<typeof filterOptions>;
export type HistoryOptions = ValuesOf<typeof options>;

export const history = command({
  operands: [],
  description:
    "Every write is recorded before it is sent, and again when its outcome is known. A change without a known outcome is " +
    "shown as unknown; --resolve reads the customer and records what is found. Many customers changed by one command are " +
    "one run; --run lists its changes.",
  options,
  examples: ["billing history", "billing history --since 7d --outcome unknown --resolve"],
  load: async () => (await import("./list.ts")).handle,
});
