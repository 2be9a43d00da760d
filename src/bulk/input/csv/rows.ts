/** CSV and TSV (RFC 4180). */
import { parse } from "csv-parse/sync";

import { BillingError, type Complaint } from "../../../domain/errors.ts";
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
  const first = await firstLine(textLines(texts()));
  const delimiter =
    wanted ??
    separatorLine.exec(first)?.[1] ??
    detectDelimiter(await firstLine(dataLines(texts())));
  for await (const [record] of csvRecords(dataLines(texts()), name, delimiter)) {
    if (record === undefined) continue;
    if (record.complaint !== undefined) throw BillingError.usage([record.complaint]);
    const [cells = []] = parseRecords([record], delimiter);
    return { cells, raw: record.raw, location: record.location, delimiter };
  }
  throw BillingError.usage([{ location: { name }, message: "there is nothing in it" }]);
}

/** What some spreadsheets write above the header to say what stands between cells: `sep=;`. */
const separatorLine = /^sep=(.)\r?$/iu;

/** The file's lines without that one. */
async function* dataLines(chunks: AsyncIterable<string>): AsyncIterable<readonly Line[]> {
  for await (const lines of textLines(chunks)) {
    yield lines[0]?.line === 1 && separatorLine.test(lines[0].text) ? lines.slice(1) : lines;
  }
}

async function firstLine(batches: AsyncIterable<readonly Line[]>): Promise<string> {
  for await (const lines of batches) {
    const found = lines.find(({ text }) => text.trim() !== "");
    if (found !== undefined) return found.text;
  }
  return "";
}

/** The records behind the header. */
export async function* csvRows(
  chunks: AsyncIterable<string>,
  { cells: names, location, delimiter }: Header,
): AsyncIterable<RawRow> {
  let row = -1;
  for await (const records of csvRecords(dataLines(chunks), location.name, delimiter)) {
    const sound = records.filter(({ complaint }) => complaint === undefined);
    const parsed = parseRecords(sound, delimiter).values();
    for (const { complaint, ...record } of records) {
      row += 1;
      const cells = complaint === undefined ? (parsed.next().value ?? []) : [];
      if (row === 0) continue;
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
  });
  if (parsed.length !== records.length) {
    throw new Error(`${records.length} records of CSV were read as ${parsed.length}`);
  }
  return parsed;
}
