import { changeOptions } from "../../args/change-options.ts";
import type { CommandSpec } from "../../args/command.ts";
import { runOptions } from "../../args/run-options.ts";
import {
  accountOptions,
  emulatorOptions,
  formatOption,
  networkOptions,
  outputFormats,
  outputOptions,
} from "../../args/shared-options.ts";

export const apply: CommandSpec = {
  operands: [
    {
      name: "plan",
      required: true,
      help: "file made by customers update --dry-run --out: one plan, or one a line",
    },
  ],
  description:
    "Reads the customer again and refuses what went stale: a field of the plan that somebody changed since is shown and " +
    "nothing is written (exit 6). A plan for another account, host or provider, or one that was edited, is refused. " +
    "No provider offers a version check, so reading right before the write narrows the window in which another's change " +
    "is overwritten; it cannot close it.",
  options: [
    ...accountOptions.map((option) =>
      option.long === "provider"
        ? { ...option, help: "billing provider; else the plan's" }
        : option,
    ),
    ...runOptions,
    ...changeOptions,
    formatOption(outputFormats),
    ...outputOptions,
    ...networkOptions,
    ...emulatorOptions,
  ],
  examples: [
    "billing customers update cus_7Qm2rT -p commet --name Ana --dry-run --out plan.json",
    "billing apply plan.json --dry-run -o markdown",
    "billing apply plan.json --yes",
  ],
  run: async (invocation) => (await import("./apply.ts")).runApply(invocation, apply.options),
};
