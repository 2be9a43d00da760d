/** Opens the rows of a file as the user says they are to be read. */
import { open } from "node:fs/promises";

import { compact } from "../../domain/compact.ts";
import { BillingError } from "../../domain/errors.ts";
import { isEmptyCell } from "./csv/cells.ts";
import { columnsOf } from "./csv/columns.ts";
import { stripped } from "./csv/damage.ts";
import { openRows, type RowFile } from "./raw-rows.ts";
import type { Header, Table } from "./row.ts";
import { detectFormat, type guardWords, type RowFormat } from "./row-format.ts";

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
  /** Text of a cell that clears the field. */
  readonly unsetToken: string;
  /** What is done with the guards that an export put around cells. */
  readonly spreadsheetGuards: (typeof guardWords)[number] | undefined;
  /** The rows are customers that are to be made; missing: they name customers. */
  readonly isNew?: boolean;
  /** What can be set at the provider of rows that name none; undefined where nobody knows which that is. */
  readonly settable?: () => Promise<ReadonlySet<string> | undefined>;
}

interface OpenInput {
  readonly format: RowFormat;
  readonly file: RowFile;
  /** Missing: the rows are JSON. */
  readonly columns?: Table;
  /** Columns without a name in which no cell is filled; they are ignored. */
  readonly emptyColumns?: number;
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
  return compact({ format, file, ...(await tableOf(options, file)) });
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

async function tableOf(
  { map: maps, native, unsetToken, spreadsheetGuards, isNew, settable }: InputOptions,
  { header, rows }: RowFile,
): Promise<Pick<OpenInput, "columns" | "emptyColumns">> {
  if (header === undefined) {
    checkForJson(maps, spreadsheetGuards);
    return {};
  }
  if (native) {
    throw BillingError.usage([
      { location: { name: "--native" }, message: "columns are paths of the common vocabulary" },
    ]);
  }
  const stripsGuards = spreadsheetGuards === "strip";
  const empty = await emptyColumns(header, rows);
  const cells = stripsGuards ? header.cells.map(stripped) : header.cells;
  const read = (known?: ReadonlySet<string>) =>
    columnsOf({ ...header, cells }, maps, empty, isNew, known);
  let found = read();
  // Whose rows they are matters to what is suggested alone, and is asked only then.
  if ("complaints" in found) found = read(await settable?.());
  if ("complaints" in found) throw BillingError.usage(found.complaints);
  const { columns } = found;
  return {
    columns: { columns, delimiter: header.delimiter, unsetToken, stripsGuards },
    emptyColumns: empty.size,
  };
}

/** Columns that have no name and no cell: spreadsheets save the place they once had. */
async function emptyColumns(
  { cells }: Header,
  rows: RowFile["rows"],
): Promise<ReadonlySet<number>> {
  const left = new Set([...cells.keys()].filter((index) => isEmptyCell(cells[index])));
  if (left.size === 0) return left;
  for await (const { cells: found = [] } of rows()) {
    for (const index of left) if (!isEmptyCell(found[index])) left.delete(index);
    if (left.size === 0) break;
  }
  return left;
}

/** @throws {BillingError} usage: an option says how cells are read */
function checkForJson(maps: readonly string[], guards: InputOptions["spreadsheetGuards"]): void {
  if (guards !== undefined) {
    throw BillingError.usage([
      {
        location: { name: "--spreadsheet-guards" },
        message: "it says how cells are read, and JSON rows have none",
      },
    ]);
  }
  if (maps.length > 0) {
    throw BillingError.usage([
      {
        location: { name: "--map" },
        message: "it says what a column holds, and JSON rows have none",
        hint: "rename the keys, for example with jq",
      },
    ]);
  }
}
