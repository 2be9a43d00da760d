/** Options of `customers update`; those of a run that is resumed, whichever command began it, are among them. */
import { allProviders } from "../../providers/registry.ts";
import { changeOptions, planningOptions, talkingOptions } from "./change-options.ts";
import { fieldOptions } from "./field-options.ts";
import { flag, text, texts, type ValuesOf } from "./option.ts";
import { rowOptions, runOptions } from "./run-options.ts";
import { customerOptions, formatOption, outputFormats } from "./shared-options.ts";

const group = "What to change, by path or file:";

/** What to change. */
const patchOptions = {
  fields: fieldOptions(allProviders),
  metadata: texts("key=value", {
    help: "merge one key into the metadata; key:=json for a typed value",
    group,
    recorded: true,
  }),
  metadataFile: text("path", {
    help: "merge the keys of a JSON or YAML file into the metadata",
    group,
    recorded: true,
  }),
  replaceMetadata: flag({
    help: "make the metadata named here the whole map",
    group,
    recorded: true,
  }),
  set: texts("path=value", {
    help: "set any field by path, such as address.city=Bergen; path:=json for a typed value",
    group,
    recorded: true,
  }),
  unset: texts("path", {
    help: "clear a field, a metadata key or a list's item; an empty value never clears",
    group,
    recorded: true,
  }),
  file: text("path", {
    short: "f",
    help: "a patch as JSON or YAML, - for stdin; a missing key leaves, null clears; flags win",
    group,
    recorded: false,
  }),
  native: flag({
    help: "the file's keys are the provider's own, as its API documents the body",
    group,
    recorded: true,
  }),
};

export type PatchOptions = ValuesOf<typeof patchOptions>;

export const updateOptions = {
  ...customerOptions,
  ...patchOptions,
  ...rowOptions,
  ...runOptions,
  ...changeOptions,
  ...planningOptions,
  ...formatOption(outputFormats),
  ...talkingOptions,
};

export type UpdateOptions = ValuesOf<typeof updateOptions>;
