import { journalOption, maskOption } from "../../args/options/change-options.ts";
import { command } from "../../args/command.ts";
import { optionsUnder } from "../../args/kinds.ts";
import type { ValuesOf } from "../../args/option.ts";
import {
  emulatorOptions,
  formatOption,
  outputFormats,
  outputOptions,
  summaryOption,
} from "../../args/options/shared-options.ts";

const which = optionsUnder("Which change:");

const options = {
  last: which.flag("the newest change or run"),
  ...journalOption,
  ...maskOption,
  ...formatOption(outputFormats),
  ...summaryOption,
  ...outputOptions,
  ...emulatorOptions,
};

export type ShowOptions = ValuesOf<typeof options>;

export const historyShow = command({
  operands: [
    {
      name: "change",
      required: false,
      help: "id of the change or run, or its first or last letters",
    },
  ],
  tooMany: "one change or one run at a time; all of them: billing history",
  options,
  examples: ["billing history show --last", "billing history show 01K5T3"],
  load: async () => (await import("./show.ts")).handle,
});
