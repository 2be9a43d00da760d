/** The rows of a file as a source, read as the options of the command line say. */
import { resolve } from "node:path";

import { compact } from "../../domain/compact.ts";
import { BillingError } from "../../domain/errors.ts";
import { openInput } from "../../bulk/input/open-input.ts";
import { parseShard } from "../../bulk/input/shard.ts";
import type { RunSource } from "../../bulk/ports.ts";
import { type InputFile, openedInput } from "../../bulk/sources/input-file.ts";
import { hiddenInValue } from "../../patch/fields/hidden-text.ts";
import { rowSource } from "../../bulk/sources/rows.ts";
import { asCreated } from "../../providers/creation.ts";
import { supportOf } from "../../providers/support.ts";
import type { Creates } from "../../update/create/if-exists.ts";
import type { Host } from "../../host/host.ts";
import type { LocatedDocument } from "../../patch/document.ts";
import { flagPatch } from "../../update/input/document-patch.ts";
import { defaultProvider } from "../accounts/account.ts";
import { longestPatch, readSource } from "../args/input-files.ts";
import { documentIn } from "../args/patch.ts";
import type { UpdateOptions } from "../args/options/update-options.ts";

/** What the command line says of rows, and of every customer that they name. */
export type RowsOptions = Pick<
  UpdateOptions,
  | "by"
  | "native"
  | "unsetToken"
  | "unlisted"
  | "skipInvalid"
  | "inputFormat"
  | "delimiter"
  | "map"
  | "spreadsheetGuards"
  | "shard"
  | "fieldFlags"
  | "metadata"
  | "metadataFile"
  | "replaceMetadata"
  | "set"
  | "unset"
> &
  Parameters<typeof defaultProvider>[1] & {
    /** The rows are customers that are to be made. */
    readonly creates?: Creates;
  };

/** A cell that clears its field. */
const usualUnsetToken = "#N/A";

/**
 * The rows of the input, checked.
 *
 * @throws {BillingError} usage: with what is wrong with an option or a row
 */
export async function rowsIn(
  host: Host,
  options: RowsOptions,
  input: InputFile,
): Promise<RunSource> {
  const { by, native, unsetToken = usualUnsetToken, unlisted, skipInvalid, creates } = options;
  const isNew = creates !== undefined;
  const settable = () => settableOf(host, options);
  const opened = await openInput(input, { ...options, unsetToken, isNew, settable });
  const provider = await defaultProvider(host, options);
  const metadataFile = await metadataIn(host, options.metadataFile);
  const shard = options.shard === undefined ? undefined : parseShard(options.shard);
  return rowSource({
    input,
    ...opened,
    rules: { by, native, unsetToken, unlisted, ...compact({ creates }) },
    ...compact({ provider, shard }),
    flags: (chosen) => {
      const found = flagPatch(options, isNew ? asCreated(chosen) : chosen, metadataFile);
      if ("complaints" in found) throw BillingError.usage(found.complaints);
      const hidden = found.patch.edits.flatMap((edit) => hiddenInValue(edit));
      if (hidden.length > 0) throw BillingError.usage(hidden);
      return found.patch;
    },
    skipInvalid,
    signal: host.interrupted,
  });
}

/** What can be set at the provider of rows that name none; undefined where none is chosen, or it cannot be made out. */
async function settableOf(
  host: Host,
  options: RowsOptions,
): Promise<ReadonlySet<string> | undefined> {
  try {
    const provider = await defaultProvider(host, options);
    if (provider === undefined) return undefined;
    const view = options.creates === undefined ? provider : asCreated(provider);
    const settable = supportOf(view).filter((field) => field.settable);
    return new Set(settable.map(({ field }) => field));
  } catch (error) {
    if (error instanceof BillingError) return undefined;
    throw error;
  }
}

async function metadataIn(
  host: Host,
  file: string | undefined,
): Promise<LocatedDocument | undefined> {
  if (file === undefined) return undefined;
  // The run keeps its digest, and reads it again when it is resumed.
  await openedInput("--metadata-file", resolve(host.cwd, file), file, { longest: longestPatch });
  const source = await readSource(host, "--metadata-file", file);
  const read = "complaints" in source ? source : await documentIn(source);
  if ("complaints" in read) throw BillingError.usage(read.complaints);
  return read.document;
}
