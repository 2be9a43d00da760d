import type { CommandSpec } from "../../args/command.ts";
import {
  customerOptions,
  emulatorOptions,
  networkOptions,
  formatOption,
  machineFormats,
  outputOptions,
} from "../../args/shared-options.ts";

export const customersGet: CommandSpec = {
  operands: [
    { name: "id", required: true, help: "the customer's id; with --by external-id, your own" },
  ],
  description:
    "With -o json the document holds the customer in the common vocabulary and, under native, the vendor's\n" +
    "untouched record. Edit the fields beside native and give it back: billing customers update <id> -f -",
  options: [
    ...customerOptions,
    formatOption(["table", ...machineFormats]),
    ...outputOptions,
    ...networkOptions,
    ...emulatorOptions,
  ],
  examples: [
    "billing customers get cus_7Qm2rT -p commet --emulator",
    "billing customers get cus_7Qm2rT -p commet -o json | jq .email",
  ],
  run: async (invocation) => (await import("./get.ts")).runGet(invocation),
};
