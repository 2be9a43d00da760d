import { maskOption } from "../../args/options/change-options.ts";
import { command } from "../../args/command.ts";
import { fieldsOption } from "../../args/fields.ts";
import type { ValuesOf } from "../../args/option.ts";
import {
  customerOptions,
  formatOption,
  outputFormats,
  summaryOption,
  talkingOptions,
} from "../../args/options/shared-options.ts";

const options = {
  ...customerOptions,
  ...maskOption,
  ...fieldsOption("name,metadata.tier,native.id"),
  ...formatOption(outputFormats),
  ...summaryOption,
  ...talkingOptions,
};

export type GetOptions = ValuesOf<typeof options>;

export const customersGet = command({
  operands: [
    { name: "id", required: true, help: "the customer's id; with --by external-id, your own" },
  ],
  tooMany: "one customer at a time; many are read with billing customers list",
  description:
    "With -o json the document holds the customer in the common vocabulary and, under native, the vendor's untouched record.\n" +
    "Edit the fields beside native and give it back: billing customers update <id> -f -",
  options,
  examples: [
    "billing customers get cus_7Qm2rT -p commet --emulator",
    "billing customers get cus_7Qm2rT -p commet -o json | jq .email",
  ],
  load: async () => (await import("./get.ts")).handle,
});
