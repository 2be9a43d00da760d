/** The rows of a file as a source, read as the options of the command line say. */
import { open } from "node:fs/promises";

import { compact } from "../../domain/compact.ts";
import { BillingError } from "../../domain/errors.ts";
import { columnsOf } from "../../bulk/input/csv/columns.ts";
import { openRows, type RowFile } from "../../bulk/input/raw-rows.ts";
import { detectFormat, type RowFormat } from "../../bulk/input/row-format.ts";
import type { Table } from "../../bulk/input/row.ts";
import { parseShard } from "../../bulk/input/shard.ts";
import type { RunSource } from "../../bulk/ports.ts";
import type { InputFile } from "../../bulk/sources/input-file.ts";
import { rowSource } from "../../bulk/sources/rows.ts";
import type { Host } from "../../host/host.ts";
import type { LocatedDocument } from "../../patch/document.ts";
import { defaultProvider } from "../accounts/account.ts";
import { flagPatch } from "../args/flag-patch.ts";
import { readSource } from "../args/input-files.ts";
import { documentIn } from "../args/patch.ts";
import type { UpdateOptions } from "../args/update-options.ts";

/** As much of a file as shows its form. */
const headBytes = 64 * 1024;
/** A cell that clears its field. */
const usualUnsetToken = "#N/A";

/**
 * The rows of the input, checked.
 *
 * @throws {BillingError} usage: with what is wrong with an option or a row
 */
export async function rowsIn(
  host: Host,
  options: UpdateOptions,
  input: InputFile,
): Promise<RunSource> {
  const { by, native, unsetToken = usualUnsetToken, skipInvalid } = options;
  const { path, name } = input;
  const format = options.inputFormat ?? (await formatOf(input));
  const delimiter = delimiterOf(options.delimiter, format);
  const file = await openRows(compact({ path, name, format, delimiter }));
  const columns = tableOf(options, file);
  const provider = await defaultProvider(host, options);
  const metadataFile = await metadataIn(host, options.metadataFile);
  const shard = options.shard === undefined ? undefined : parseShard(options.shard);
  return rowSource({
    input,
    format,
    file,
    rules: { by, native, unsetToken },
    ...compact({ columns, provider, shard }),
    flags: (chosen) => {
      const found = flagPatch(options, chosen, metadataFile);
      if ("complaints" in found) throw BillingError.usage(found.complaints);
      return found.patch;
    },
    skipInvalid,
    signal: host.interrupted,
  });
}

async function metadataIn(
  host: Host,
  file: string | undefined,
): Promise<LocatedDocument | undefined> {
  if (file === undefined) return undefined;
  const source = await readSource(host, "--metadata-file", file);
  const read = "complaints" in source ? source : await documentIn(source);
  if ("complaints" in read) throw BillingError.usage(read.complaints);
  return read.document;
}

async function formatOf({ path, name }: InputFile): Promise<RowFormat> {
  await using file = await open(path, "r");
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  return detectFormat(name, buffer.subarray(0, bytesRead));
}

function delimiterOf(said: string | undefined, format: RowFormat): string | undefined {
  if (said === undefined) return undefined;
  const character = said === "tab" || said === String.raw`\t` ? "\t" : said;
  const problem =
    format === "csv" || format === "tsv"
      ? character.length === 1 && !/["\r\n]/u.test(character)
        ? undefined
        : `"${said}" is not one character; write tab for a tab`
      : `rows in ${format} have no delimiter`;
  if (problem === undefined) return character;
  throw BillingError.usage([{ location: { name: "--delimiter" }, message: problem }]);
}

function tableOf({ map: maps, native }: UpdateOptions, { header }: RowFile): Table | undefined {
  if (header === undefined) {
    if (maps.length === 0) return undefined;
    throw BillingError.usage([
      {
        location: { name: "--map" },
        message: "it says what a column holds, and JSON rows have none",
        hint: "rename the keys, for example with jq",
      },
    ]);
  }
  if (native) {
    throw BillingError.usage([
      { location: { name: "--native" }, message: "columns are paths of the common vocabulary" },
    ]);
  }
  const found = columnsOf(header, maps);
  if ("complaints" in found) throw BillingError.usage(found.complaints);
  return { columns: found.columns, delimiter: header.delimiter };
}
