import { command } from "../../args/command.ts";
import { fieldsOption } from "../../args/fields.ts";
import { maskOption } from "../../args/options/change-options.ts";
import { optionsUnder } from "../../args/kinds.ts";
import type { ValuesOf } from "../../args/option.ts";
import {
  formatOption,
  outputFormats,
  profileOptions,
  summaryOption,
  talkingOptions,
} from "../../args/options/shared-options.ts";

const which = optionsUnder("Which customers:");
const mostListed = 1_000_000_000;

const filterOptions = {
  email: which.text("e-mail", "with this e-mail address"),
  externalId: which.text("id", "with this id of your own"),
  name: which.text("name", "with exactly this name; --search finds parts of it"),
  status: which.text("status", "with this status, in capitals or not"),
  metadata: which.texts("key=value", "with this key and value in the metadata; key:=json as well"),
  search: which.text("text", "with this text somewhere in them"),
  createdSince: which.text("time", "created since then: yesterday, 7d, 2026-11-01, or an ISO time"),
  updatedSince: which.text("time", "changed since then"),
  unlisted: which.flag("a status that this program does not know is asked for all the same"),
};

// Here --limit counts customers; how many requests the emulator takes is told to emulator start.
const { limit: _ofEmulator, ...talking } = talkingOptions;

const options = {
  provider: which.text("names", "provider, several with commas, or all; else the configuration's", {
    short: "p",
  }),
  ...filterOptions,
  limit: which.count(
    { least: 1, most: mostListed },
    "so many at most of each provider (default: 50)",
  ),
  all: which.flag("every one, page after page"),
  ...profileOptions,
  ...fieldsOption("name,metadata.tier,native.mrr"),
  ...maskOption,
  ...formatOption(outputFormats),
  ...summaryOption,
  ...talking,
};

export type FilterOptions = ValuesOf<typeof filterOptions>;
export type ListOptions = ValuesOf<typeof options>;

export const customersList = command({
  operands: [],
  tooMany:
    "one customer is read with billing customers get {word}; a name is looked for with --search {word}",
  description:
    "Filters go to the provider where its API has them; for the others all customers are read and looked at here, and " +
    "stderr says so. A row can be given back: unedited it changes nothing, an edited field is changed, and a field that " +
    "moved since is a conflict.",
  options,
  examples: [
    "billing customers list -p commet --emulator",
    "billing customers list -p all --search northwind --emulator",
    "billing customers list -p maple --all -o csv > customers.csv",
    "billing customers list -p maple --all -o ndjson | jq -c 'select(.metadata.tier == \"gold\")' | billing customers update --from - --metadata wave=2",
  ],
  load: async () => (await import("./list.ts")).handle,
});
