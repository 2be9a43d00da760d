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

export const undo: CommandSpec = {
  operands: [
    { name: "change", required: true, help: "id of the change or run, or its first letters" },
  ],
  description:
    "Takes a change back: the inverse as a plan, under the same guard and confirmation, and recorded itself. What somebody " +
    "changed since is not overwritten (exit 6). What cannot be taken back is said: fields that the provider never returns " +
    "and fields that its API cannot clear.",
  options: [
    ...accountOptions.filter(({ long }) => long !== "provider"),
    ...runOptions.filter(({ long }) => long !== "failed"),
    ...changeOptions,
    formatOption(outputFormats),
    ...outputOptions,
    ...networkOptions,
    ...emulatorOptions,
  ],
  examples: ["billing history", "billing undo 01K5T3 --dry-run", "billing undo 01K5T3 --yes"],
  run: async (invocation) => (await import("./undo.ts")).runUndo(invocation, undo.options),
};
