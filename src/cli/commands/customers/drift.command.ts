import { exitCodes } from "../../../domain/errors.ts";
import { command } from "../../args/command.ts";
import { fieldsOption } from "../../args/fields.ts";
import { optionsUnder, withDefault } from "../../args/kinds.ts";
import type { ValuesOf } from "../../args/option.ts";
import { maskOption } from "../../args/options/change-options.ts";
import {
  formatOption,
  outputFormats,
  profileOptions,
  summaryOption,
  talkingOptions,
} from "../../args/options/shared-options.ts";

const which = optionsUnder("Which customers:");
const how = optionsUnder("How:");

const options = {
  by: withDefault(
    which.choice(
      "kind",
      ["id", "external-id"],
      "whether a <ref> is the provider's id or your own, where it does not say (default: id)",
    ),
    "id",
  ),
  provider: which.text(
    "names",
    "provider of each <ref> that names none, several with commas, or all; else the configuration's",
    { short: "p" },
  ),
  ...profileOptions,
  showUnchanged: how.flag("list the fields that are the same, or not compared, as well"),
  detailedExitcode: how.flag(`exit ${exitCodes.changes} when they differ`),
  ...maskOption,
  ...fieldsOption("name,address,metadata.tier"),
  ...formatOption(outputFormats),
  ...summaryOption,
  ...talkingOptions,
};

export type DriftOptions = ValuesOf<typeof options>;

export const customersDrift = command({
  operands: [
    {
      name: "ref",
      required: true,
      variadic: true,
      help: "a customer as provider:id, provider:external-id=<id> or provider@profile:id; an id alone is one at the providers of -p",
    },
  ],
  description:
    "All are read at once, and nothing is written. Fields are compared in the common vocabulary, metadata key by key, " +
    "lists item by item; what only the spelling differs in (NO and no, ACTIVE and active) is the same. A field that a " +
    "provider does not have is not compared. With -o json every field is there, with its verdict.",
  options,
  examples: [
    "billing customers drift maple:cus_2Nb8LmPq flexprice:cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD --emulator",
    "billing customers drift acct-7781 --by external-id -p vayu,maple",
    "billing customers drift maple:cus_2Nb8LmPq maple@staging:cus_2Nb8LmPq --detailed-exitcode",
    "billing customers drift acct-7781 --by external-id -p all -o json | jq -c '.fields[] | select(.verdict == \"differs\")'",
  ],
  load: async () => (await import("./drift.ts")).handle,
});
