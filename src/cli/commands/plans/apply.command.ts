import { changeOptions } from "../../args/options/change-options.ts";
import { command } from "../../args/command.ts";
import { optionsUnder } from "../../args/kinds.ts";
import type { ValuesOf } from "../../args/option.ts";
import { runOptions } from "../../args/options/run-options.ts";
import {
  formatOption,
  outputFormats,
  profileOptions,
  providerOption,
  talkingOptions,
} from "../../args/options/shared-options.ts";

const how = optionsUnder("How:");

const options = {
  ...providerOption("billing provider; else the plan's"),
  ...profileOptions,
  ...runOptions,
  ...changeOptions,
  trustPlan: how.flag(
    "carry the plan out although another key made it, so that its seal cannot be checked",
  ),
  ...formatOption(outputFormats),
  ...talkingOptions,
};

export type ApplyOptions = ValuesOf<typeof options>;

export const apply = command({
  operands: [
    {
      name: "plan",
      required: true,
      help: "file made by customers update --dry-run --out: one plan, or one a line",
    },
  ],
  tooMany: "one file at a time; the plans of a run are in one file, one a line",
  description:
    "Reads the customer again and refuses what went stale: a field of the plan that somebody changed since is shown and " +
    "nothing is written (exit 6). A plan for another account, host or provider, or one that was edited, is refused; one that " +
    "another key of the account made cannot be checked for edits, and wants --trust-plan once you have looked at it. " +
    "No provider offers a version check, so reading right before the write narrows the window in which another's change " +
    "is overwritten; it cannot close it.",
  options,
  examples: [
    "billing customers update cus_7Qm2rT -p commet --name Ana --dry-run --out plan.json",
    "billing apply plan.json --dry-run -o markdown",
    "billing apply plan.json --yes",
  ],
  load: async () => (await import("./apply.ts")).handle,
});
