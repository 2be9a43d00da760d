/** Opens the rows of a file as the user says they are to be read. */
import { open } from "node:fs/promises";

import { compact } from "../../domain/compact.ts";
import { BillingError } from "../../domain/errors.ts";
import { columnsOf } from "./csv/columns.ts";
import { openRows, type RowFile } from "./raw-rows.ts";
import type { Table } from "./row.ts";
import { detectFormat, type RowFormat } from "./row-format.ts";

interface Location {
  readonly path: string;
  /** As the user named it. */
  readonly name: string;
}

/** How the rows are written; what is undefined is found out. */
export interface InputOptions {
  readonly inputFormat: RowFormat | undefined;
  /** Between the cells of a CSV: one character, or `tab`. */
  readonly delimiter: string | undefined;
  /** `column=path` */
  readonly map: readonly string[];
  /** Keys are the provider's own. */
  readonly native: boolean;
}

interface OpenInput {
  readonly format: RowFormat;
  readonly file: RowFile;
  /** Missing: the rows are JSON. */
  readonly columns?: Table;
}

/** As much of a file as shows its form. */
const headBytes = 64 * 1024;

/** @throws {BillingError} usage: an option does not fit the file, or its header is wrong */
export async function openInput(
  { path, name }: Location,
  options: InputOptions,
): Promise<OpenInput> {
  const format = options.inputFormat ?? (await formatOf({ path, name }));
  const delimiter = delimiterOf(options.delimiter, format);
  const file = await openRows(compact({ path, name, format, delimiter }));
  return compact({ format, file, columns: tableOf(options, file) });
}

async function formatOf({ path, name }: Location): Promise<RowFormat> {
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

function tableOf({ map: maps, native }: InputOptions, { header }: RowFile): Table | undefined {
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
