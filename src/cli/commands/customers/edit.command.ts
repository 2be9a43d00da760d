import { command } from "../../args/command.ts";
import { optionsUnder } from "../../args/kinds.ts";
import type { ValuesOf } from "../../args/option.ts";
import { changeOptions, planningOptions } from "../../args/options/change-options.ts";
import {
  customerOptions,
  formatOption,
  outputFormats,
  talkingOptions,
  unlistedHelp,
} from "../../args/options/shared-options.ts";

const what = optionsUnder("What is edited:");

const options = {
  ...customerOptions,
  native: what.flag("what the update takes, in the provider's own words, as its API documents it"),
  unlisted: what.flag(unlistedHelp),
  ...changeOptions,
  ...planningOptions,
  ...formatOption(outputFormats),
  ...talkingOptions,
};

export type EditOptions = ValuesOf<typeof options>;

export const customersEdit = command({
  operands: [
    { name: "id", required: true, help: "the customer's id; with --by external-id, your own" },
  ],
  tooMany: "one customer at a time; many are changed with billing customers update --from",
  description:
    "The customer is opened in the editor of $VISUAL or $EDITOR, or in vi, as YAML with the provider's limits as comments.\n" +
    "What was changed in it is planned, confirmed, written and compared as by billing customers update.\n" +
    "A mistake opens the editor again and says what is wrong. A text that came to nothing is kept, and where is said;\n" +
    "it is given back with billing customers update --file. Nothing changed: nothing is sent.",
  options,
  examples: [
    "billing customers edit cus_2Nb8LmPq -p maple --emulator",
    "EDITOR='code --wait' billing customers edit acct-7781 -p maple --by external-id --dry-run",
  ],
  load: async () => (await import("./edit.ts")).handle,
});
