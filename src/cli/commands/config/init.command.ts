import { keepings } from "../../../config/first-config.ts";
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

const what = optionsUnder("What to write:");

const options = {
  provider: what.text(
    "names",
    `one provider, or several with commas, such as ${providerIds.slice(0, 2).join(",")}`,
    { short: "p" },
  ),
  credential: what.choice(
    "where",
    keepings,
    "where the credential is kept: in a variable, a file or the keychain, and a reference is written; or as text, read from stdin, in the file itself (default: env)",
  ),
  set: what.texts(
    "setting=value",
    "another setting, such as timeout=60 or baseUrl=http://127.0.0.1:4010/kirim/v1; of one of several providers, <provider>.timeout=60; all there are: billing help config",
  ),
  project: what.flag("write .billingrc in the working directory, instead of your own file"),
  config: what.configuration(
    "path",
    "write this file, instead of your own",
    "name the file to write; what would be in it shows: billing help config",
  ),
  noInput: what.flag("ask nothing"),
  ...formatOption(["table", ...machineFormats]),
  ...talkingOptions,
};

export type InitOptions = ValuesOf<typeof options> &
  Partial<ValuesOf<Pick<typeof profileOptions, "profile" | "baseUrl">>>;

export const configInit = command({
  operands: [],
  tooMany: "settings are given with --set, such as --set companyId=…",
  options,
  description:
    "On a terminal it asks a few questions. A file that is there is never touched. What was written is tried at the end, as by config check; a credential that is not there yet is no failure.",
  examples: [
    "billing config init",
    "billing config init --provider kirim --no-input",
    "billing config init -p maple --set companyId=cmp_1 --credential keychain",
  ],
  load: async () => (await import("./init.ts")).handle,
});
