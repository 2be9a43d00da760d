import { allProviders } from "../../../providers/registry.ts";
import { changeOptions, planningOptions } from "../../args/change-options.ts";
import type { CommandSpec } from "../../args/command.ts";
import { fieldOptions } from "../../args/field-options.ts";
import { rowOptions, runOptions } from "../../args/run-options.ts";
import {
  customerOptions,
  emulatorOptions,
  networkOptions,
  formatOption,
  outputFormats,
  outputOptions,
} from "../../args/shared-options.ts";

const patch = "What to change, by path or file:";

export const customersUpdate: CommandSpec = {
  operands: [
    { name: "id", required: false, help: "the customer's id; with --by external-id, your own" },
  ],
  description:
    "Reads the customer, shows what would change, writes only that, and compares what was stored.\n" +
    "A change that destroys something is confirmed first: on a terminal by a question, elsewhere with --yes.\n" +
    "No provider offers a version check: reading right before the write narrows the window in which another's change is overwritten; it cannot close it.\n" +
    "With --from a file of rows, many customers: all rows are checked before one is sent, each provider is kept to its rate, " +
    "and the run is recorded, so that it can be resumed with --resume and taken back with billing undo. See: billing help rows",
  options: [
    ...customerOptions,
    ...fieldOptions(allProviders),
    {
      long: "metadata",
      value: "key=value",
      repeatable: true,
      help: "merge one key into the metadata; key:=json for a typed value",
      group: patch,
    },
    {
      long: "metadata-file",
      value: "path",
      help: "merge the keys of a JSON or YAML file into the metadata",
      group: patch,
    },
    {
      long: "replace-metadata",
      help: "make the metadata named here the whole map",
      group: patch,
    },
    {
      long: "set",
      value: "path=value",
      repeatable: true,
      help: "set any field by path, such as address.city=Bergen; path:=json for a typed value",
      group: patch,
    },
    {
      long: "unset",
      value: "path",
      repeatable: true,
      help: "clear a field, a metadata key or a list's item; an empty value never clears",
      group: patch,
    },
    {
      long: "file",
      short: "f",
      value: "path",
      help: "a patch as JSON or YAML, - for stdin; a missing key leaves, null clears; flags win",
      group: patch,
    },
    {
      long: "native",
      help: "the file's keys are the provider's own, as its API documents the body",
      group: patch,
    },
    ...rowOptions,
    ...runOptions,
    ...changeOptions,
    ...planningOptions,
    formatOption(outputFormats),
    ...outputOptions,
    ...networkOptions,
    ...emulatorOptions,
  ],
  examples: [
    'billing customers update cus_7Qm2rT -p commet --name "Ana Lima" --emulator',
    "billing customers update 65f0c1a2b3d4e5f60718293a -p vayu --city Hamburg --dry-run",
    "billing customers update acct-7781 -p maple --by external-id --metadata tier=gold",
    "jq '{name, email}' crm.json | billing customers update cus_7Qm2rT -p commet -f - -o json",
    "billing customers update --from customers.csv -p commet --dry-run",
    "billing customers update --resume",
  ],
  run: async (invocation) =>
    (await import("./update.ts")).runUpdate(invocation, customersUpdate.options),
};
