import { changeOptions } from "../../args/options/change-options.ts";
import { command } from "../../args/command.ts";
import type { ValuesOf } from "../../args/option.ts";
import { optionsUnder } from "../../args/kinds.ts";
import { paceOptions } from "../../args/options/run-options.ts";
import {
  formatOption,
  outputFormats,
  profileOptions,
  talkingOptions,
} from "../../args/options/shared-options.ts";

const which = optionsUnder("Which change:");

const options = {
  last: which.flag("the newest change or run that is not undone, and is no undo itself"),
  ...profileOptions,
  ...paceOptions,
  ...changeOptions,
  ...formatOption(outputFormats),
  ...talkingOptions,
};

export type UndoOptions = ValuesOf<typeof options>;

export const undo = command({
  operands: [
    {
      name: "change",
      required: false,
      help: "id of the change or run, or its first or last letters",
    },
  ],
  tooMany: "one change or one run at a time",
  description:
    "Takes a change back: the inverse as a plan, under the same guard and confirmation, and recorded itself. What somebody " +
    "changed since is not overwritten (exit 6). What cannot be taken back is said: fields that the provider never returns " +
    "and fields that its API cannot clear.",
  options,
  examples: [
    "billing undo --last --dry-run",
    "billing undo FF493Q --dry-run",
    "billing undo 01M7YVYKGXHQ8W6VRB7SYFF493 --yes",
  ],
  load: async () => (await import("./undo.ts")).handle,
});
