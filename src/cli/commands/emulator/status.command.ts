import { command } from "../../args/command.ts";
import type { ValuesOf } from "../../args/option.ts";
import { formatOption, machineFormats } from "../../args/options/shared-options.ts";
import { ownOptions } from "./options.ts";

const options = { ...ownOptions, ...formatOption(["table", ...machineFormats]) };

export type StatusOptions = ValuesOf<typeof options>;

export const emulatorStatus = command({
  operands: [],
  tooMany: "it tells of every provider",
  options,
  examples: ["billing emulator status -o json"],
  load: async () => (await import("./status.ts")).handle,
});
