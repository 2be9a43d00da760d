/** CSV and TSV (RFC 4180). */
import { parse } from "csv-parse/sync";

import { BillingError, type Complaint } from "../../../domain/errors.ts";
import { isEmptyCell } from "./cells.ts";
import { csvRecords, type CsvRecord } from "./records.ts";
import type { Header, RawRow } from "../row.ts";
import { detectDelimiter } from "../row-format.ts";
import { type Line, textLines } from "../text-lines.ts";

/**
 * The first record.
 *
 * @param texts reads the file anew
 * @param wanted the delimiter; undefined: whichever the first line shows
 * @throws BillingError `usage` when the header's form is wrong
 */
export async function csvHeader(
  texts: () => AsyncIterable<string>,
  name: string,
  wanted: string | undefined,
): Promise<Header> {
  const delimiter =
    wanted ??
    (await saidDelimiter(texts())) ??
    detectDelimiter(await firstLine(dataLines(texts())));
  for await (const [record] of csvRecords(dataLines(texts()), name, delimiter)) {
    if (record === undefined) continue;
    if (record.complaint !== undefined) throw BillingError.usage([record.complaint]);
    const [cells = []] = parseRecords([record], delimiter);
    return { cells, raw: record.raw, location: record.location, delimiter };
  }
  throw BillingError.usage([{ location: { name }, message: "there is nothing in it" }]);
}

/** What some spreadsheets write above the header to say what stands between cells: `sep=;`, or `"sep=;"`. */
const separatorLine = /^(?<quote>"?)sep=(?<delimiter>.)\k<quote>[,;\t]*\r?$/iu;
/** What Windows PowerShell writes there: `#TYPE Selected.System.Data.DataRow`. */
const typeLine = /^"?#TYPE [^,;\t]*\r?$/u;
/** Lines that may stand above the header. */
const mostPreamble = 2;

/** The file's lines without those. */
async function* dataLines(chunks: AsyncIterable<string>): AsyncIterable<readonly Line[]> {
  let isPreamble = true;
  for await (const lines of textLines(chunks)) {
    const first = isPreamble
      ? lines.findIndex(
          ({ text, line }) =>
            line > mostPreamble || !(separatorLine.test(text) || typeLine.test(text)),
        )
      : 0;
    if (first === -1) continue;
    isPreamble = false;
    yield lines.slice(first);
  }
}

/** What the file itself says to stand between cells. */
async function saidDelimiter(chunks: AsyncIterable<string>): Promise<string | undefined> {
  for await (const lines of textLines(chunks)) {
    const said = lines.filter(({ line }) => line <= mostPreamble);
    return said.map(({ text }) => separatorLine.exec(text)?.groups?.["delimiter"]).find(Boolean);
  }
  return undefined;
}

async function firstLine(batches: AsyncIterable<readonly Line[]>): Promise<string> {
  for await (const lines of batches) {
    const found = lines.find(({ text }) => text.trim() !== "");
    if (found !== undefined) return found.text;
  }
  return "";
}

/**
 * The records behind the header; one that is empty throughout is no row.
 *
 * @param onEmpty is called for each of those
 */
export async function* csvRows(
  chunks: AsyncIterable<string>,
  { cells: names, location, delimiter }: Header,
  onEmpty: () => void = () => undefined,
): AsyncIterable<RawRow> {
  let row = -1;
  for await (const records of csvRecords(dataLines(chunks), location.name, delimiter)) {
    const sound = records.filter(({ complaint }) => complaint === undefined);
    const parsed = parseRecords(sound, delimiter).values();
    for (const { complaint, ...record } of records) {
      const found = complaint === undefined ? (parsed.next().value ?? []) : [];
      if (complaint === undefined && row >= 0 && found.every(isEmptyCell)) {
        onEmpty();
        continue;
      }
      row += 1;
      if (row === 0) continue;
      // Cells beyond the header in which nothing stands are of columns without a name.
      const isFilled = found.slice(names.length).some((cell) => !isEmptyCell(cell));
      const cells = isFilled ? found : found.slice(0, names.length);
      const wrong = complaint ?? wrongCount(record, cells.length, names.length);
      yield { row, ...record, ...(wrong === undefined ? { cells } : { complaints: [wrong] }) };
    }
  }
}

function wrongCount(
  { location }: CsvRecord,
  found: number,
  expected: number,
): Complaint | undefined {
  if (found === expected) return undefined;
  const cells = found === 1 ? "1 cell" : `${found} cells`;
  return {
    location,
    message: `the row has ${cells} and the header ${expected}`,
    hint: "an empty cell needs its delimiter too; a cell with a delimiter inside needs quotes",
  };
}

/** Many at a time, because each call has its price. */
function parseRecords(
  records: readonly CsvRecord[],
  delimiter: string,
): readonly (readonly string[])[] {
  if (records.length === 0) return [];
  const parsed = parse(records.map(({ raw }) => raw).join("\n"), {
    delimiter,
    record_delimiter: "\n",
    relax_column_count: true,
    // What quotes may stand where is checked already: only those of ="02134" are no cell's own.
    relax_quotes: true,
  });
  if (parsed.length !== records.length) {
    throw new Error(`${records.length} records of CSV were read as ${parsed.length}`);
  }
  return parsed;
}
