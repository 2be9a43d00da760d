/** Options of `customers create`. */
import { asCreated } from "../../../providers/creation.ts";
import { allProviders } from "../../../providers/registry.ts";
import { optionsUnder } from "../kinds.ts";
import type { ValuesOf } from "../option.ts";
import { changeOptions, planningOptions } from "./change-options.ts";
import { rowOptions, runOptions } from "./run-options.ts";
import { fieldOptions } from "./field-options.ts";
import {
  formatOption,
  nativeHelp,
  outputFormats,
  profileOptions,
  providerOption,
  talkingOptions,
  unlistedHelp,
} from "./shared-options.ts";

const what = optionsUnder("What it holds, by path or file:", true);
const how = optionsUnder("How:");

const customerOptions = {
  fieldFlags: fieldOptions(allProviders.map(asCreated), "What it holds"),
  metadata: what.texts("key=value", "one key of the metadata; key:=json for a typed value"),
  metadataFile: what.text("path", "keys of a JSON or YAML file for the metadata"),
  set: what.texts(
    "path=value",
    "any field by path, such as address.city=Bergen; path:=json for a typed value",
  ),
  unlisted: what.flag(unlistedHelp),
  file: what.text(
    "path",
    "the customer as JSON or YAML, - for stdin, also as customers get prints another; flags win",
    { short: "f", recorded: false },
  ),
  native: what.flag(nativeHelp),
};

/** What the new customer is to hold. */
export type NewCustomerOptions = ValuesOf<typeof customerOptions>;

const { asCurl } = planningOptions;
// Any run goes on with customers update --resume.
const { resume: _resume, breakLock: _breakLock, ...manyOptions } = rowOptions;

export const createOptions = {
  ...providerOption("billing provider; else the configuration's"),
  ...profileOptions,
  ...customerOptions,
  ifExists: how.choice(
    "what",
    ["fail", "skip", "update"],
    "where there is one with your own id, or without an own id with the e-mail address (default: fail where your own id is taken)",
    { recorded: true },
  ),
  ...manyOptions,
  ...runOptions,
  ...changeOptions,
  asCurl,
  ...formatOption(outputFormats),
  ...talkingOptions,
};

export type CreateOptions = ValuesOf<typeof createOptions>;
