import { providerIds } from "../../../providers/registry.ts";
import { command } from "../../args/command.ts";
import { optionsUnder } from "../../args/kinds.ts";
import type { ValuesOf } from "../../args/option.ts";
import {
  formatOption,
  machineFormats,
  profileOptions,
  talkingOptions,
} from "../../args/options/shared-options.ts";

const options = {
  provider: optionsUnder("Which providers:").text(
    "names",
    "some of them, with commas, or all; as well as <provider>",
    { short: "p" },
  ),
  ...profileOptions,
  ...formatOption(["table", ...machineFormats]),
  ...talkingOptions,
};

export type CheckOptions = ValuesOf<typeof options>;

const operands = [
  {
    name: "provider",
    required: false,
    help: "one provider; else every one that is configured",
    choices: providerIds,
  },
];

export const configCheck = command({
  operands,
  tooMany: "one provider, or none for all of them",
  options,
  description:
    "Lists one customer at each provider and changes nothing. Exit code 3 where one cannot be used.",
  examples: ["billing config check", "billing config check maple", "billing config check -o json"],
  load: async () => (await import("./check.ts")).handle,
});

export const whoami = command({
  operands,
  tooMany: "one provider, or none for all of them",
  options,
  examples: ["billing whoami", "billing whoami maple --profile staging"],
  load: async () => (await import("./check.ts")).handleShort,
});
