import { confirmOption, journalOption } from "../../args/options/change-options.ts";
import { command } from "../../args/command.ts";
import { optionsUnder } from "../../args/kinds.ts";
import type { ValuesOf } from "../../args/option.ts";
import {
  profileOptions,
  providerOption,
  talkingOptions,
} from "../../args/options/shared-options.ts";

const call = optionsUnder("The call:");
const how = optionsUnder("How:");

const options = {
  file: call.text("path", "the body, as it is sent: a file, or - for stdin", { short: "f" }),
  header: call.texts("name: value", "another header; none that carries a credential", {
    short: "H",
  }),
  paginate: call.flag("follow a list to its end, a document for each page"),
  ...providerOption("billing provider; else the configuration's"),
  ...profileOptions,
  yes: how.flag("confirm a write", { short: "y" }),
  ...confirmOption,
  noInput: how.flag("never ask"),
  ...journalOption,
  noJournal: how.flag("keep no record of a write"),
  ...talkingOptions,
};

export type ApiOptions = ValuesOf<typeof options>;

export const methods: readonly string[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

export const api = command({
  operands: [
    {
      name: "method",
      required: true,
      help: "GET, HEAD, POST, PUT, PATCH or DELETE",
      choices: methods,
    },
    { name: "path", required: true, help: "below the API's address, such as /customers?limit=2" },
  ],
  tooMany: "a query stands in the path, such as '/customers?limit=2'; a body is given with -f",
  description:
    "One call to the provider's API with the credential of the configuration, and to no other host. {companyId} in the " +
    "path, and the name of any other setting, stands for its value. Reads are tried again where that may help. Everything " +
    "else is a write: it asks, or needs --yes, is recorded in the journal as it was sent, and can be neither verified nor " +
    "undone. The answer's body is printed, as JSON where it is JSON.",
  options,
  examples: [
    "billing api GET '/customers?limit=2' -p commet --emulator",
    "billing api POST /companies/{companyId}/customers/find -p maple --emulator -f query.json --paginate",
    "billing api DELETE /customers/cust_01JX8Z5T6V7W8X9Y0Z1A2B3C4D -p flexprice --emulator --yes",
  ],
  load: async () => (await import("./call.ts")).handle,
});
