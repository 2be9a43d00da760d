import { providerIds } from "../../../providers/registry.ts";
import { command } from "../../args/command.ts";
import type { ValuesOf } from "../../args/option.ts";
import {
  formatOption,
  localOutputOptions,
  machineFormats,
  providerOption,
} from "../../args/options/shared-options.ts";

const options = {
  ...providerOption("one provider; as well as <name>"),
  ...formatOption(["table", ...machineFormats]),
  ...localOutputOptions,
};

export type ProvidersOptions = ValuesOf<typeof options>;

export const providersList = command({
  operands: [
    {
      name: "name",
      required: false,
      help: "one provider, with limits and notes",
      choices: providerIds,
    },
  ],
  tooMany: "one provider, or none for all of them",
  options,
  examples: ["billing providers", "billing providers maple", "billing providers -o json"],
  load: async () => (await import("./list.ts")).handle,
});
