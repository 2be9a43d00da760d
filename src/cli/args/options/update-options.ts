/** Options of `customers update`; those of a run that is resumed, whichever command began it, are among them. */
import { allProviders } from "../../../providers/registry.ts";
import { changeOptions, planningOptions } from "./change-options.ts";
import { fieldOptions } from "./field-options.ts";
import { optionsUnder } from "../kinds.ts";
import type { ValuesOf } from "../option.ts";
import { rowOptions, runOptions } from "./run-options.ts";
import {
  customerOptions,
  formatOption,
  nativeHelp,
  outputFormats,
  talkingOptions,
  unlistedHelp,
} from "./shared-options.ts";

const what = optionsUnder("What to change, by path or file:", true);

const patchOptions = {
  fieldFlags: fieldOptions(allProviders),
  metadata: what.texts("key=value", "merge one key into the metadata; key:=json for a typed value"),
  metadataFile: what.text("path", "merge the keys of a JSON or YAML file into the metadata"),
  replaceMetadata: what.flag("make the metadata named here the whole map"),
  set: what.texts(
    "path=value",
    "set any field by path, such as address.city=Bergen; path:=json for a typed value, also null in metadata",
  ),
  unset: what.texts(
    "path",
    "clear a field, a metadata key or a list's item; an empty value never clears",
  ),
  unlisted: what.flag(unlistedHelp),
  file: what.text(
    "path",
    "a patch as JSON or YAML, - for stdin; a missing key leaves, null clears; flags win",
    { short: "f", recorded: false },
  ),
  native: what.flag(nativeHelp),
};

/** What to change. */
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
