import { providerIds } from "../../../providers/registry.ts";
import { maskOption } from "../../args/change-options.ts";
import { command } from "../../args/command.ts";
import { fieldsOption } from "../../args/fields.ts";
import { optionsUnder } from "../../args/kinds.ts";
import type { ValuesOf } from "../../args/option.ts";
import {
  formatOption,
  machineFormats,
  profileOptions,
  talkingOptions,
} from "../../args/shared-options.ts";

const which = optionsUnder("Which changes:");

/** Which of the recorded changes are shown. */
const filterOptions = {
  provider: which.choice("name", providerIds, "only changes at this provider", { short: "p" }),
  customer: which.text("text", "only this id, or names that contain it"),
  outcome: which.choice(
    "word",
    ["updated", "failed", "unknown"],
    "only changes that ended like this",
  ),
  since: which.text("time", "only changes since then: 7d, 12h, 2026-11-01, or an ISO time"),
};

const options = {
  run: which.text("run", "the changes of this run: its id, or its first letters"),
  ...filterOptions,
  resolve: which.flag("find out what became of the unknown ones, by reading the customers"),
  yes: which.flag("with --resolve: another key belongs to the same account", { short: "y" }),
  ...profileOptions,
  ...maskOption,
  ...fieldsOption("at,changeId,name,outcome"),
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
