/** Lines → records of CSV: a line break inside quotes belongs to its cell. */
import type { Complaint, Location } from "../../../domain/errors.ts";
import { walkCells, type Standing } from "./cells.ts";
import { badBytes, rowLimit } from "../row-text.ts";
import type { Line } from "../text-lines.ts";

export interface CsvRecord {
  readonly raw: string;
  readonly location: Location;
  readonly complaint?: Complaint;
}

interface Open {
  /** The lines so far. */
  readonly lines: string[];
  readonly location: Location;
  length: number;
  /** Where the quotes were opened that are not closed yet. */
  quote: Location;
}

/**
 * The records that each batch of lines completes; empty lines are none.
 *
 * A record whose quotes are broken ends with the line that breaks them. What was meant by the lines behind it cannot
 * be told, but a record that begins on a line of its own is read as one.
 */
export async function* csvRecords(
  batches: AsyncIterable<readonly Line[]>,
  name: string,
  delimiter: string,
): AsyncIterable<readonly CsvRecord[]> {
  let open: Open | undefined;
  for await (const batch of batches) {
    const records: CsvRecord[] = [];
    for (const line of batch) {
      if (open === undefined && (line.text === "" || line.text === "\r")) continue;
      const added: Added = addLine(open, line, name, delimiter);
      open = added.open;
      if (added.record !== undefined) records.push(added.record);
      if (added.last === true) {
        yield records;
        return;
      }
    }
    if (records.length > 0) yield records;
  }
  if (open !== undefined) yield [neverClosed(open)];
}

interface Added {
  readonly open?: Open;
  readonly record?: CsvRecord;
  /** Nothing behind it can be read. */
  readonly last?: true;
}

function addLine(open: Open | undefined, line: Line, name: string, delimiter: string): Added {
  const text = line.text.endsWith("\r") ? line.text.slice(0, -1) : line.text;
  const here = { name, line: line.line, column: 1 };
  const raw = (): string => [...(open?.lines ?? []), text].join("\n");
  const location = open?.location ?? here;
  if (line.tooLong === true || (open !== undefined && open.length > rowLimit)) {
    if (open !== undefined) return { record: neverClosed(open), last: true };
    const complaint = { location, message: "the row is longer than 4 MiB" };
    return { record: { raw: text, location, complaint } };
  }
  if (open === undefined && !/["\r]/u.test(text)) return { record: checked(text, location) };

  const from: Standing = open === undefined ? "start" : "quoted";
  let quote = open?.quote ?? here;
  const onQuote = (offset: number): void => {
    quote = { ...here, column: offset + 1 };
  };
  const { standing, broken } = walkCells(text, delimiter, from, { onQuote });
  if (broken !== undefined) {
    const complaint = describeBreak(text[broken], standing, { ...here, column: broken + 1 });
    return { record: { raw: raw(), location, complaint } };
  }
  if (standing !== "quoted") return { record: checked(raw(), location) };
  const lines = open?.lines ?? [];
  lines.push(line.text);
  return { open: { lines, location, length: (open?.length ?? 0) + line.text.length + 1, quote } };
}

function checked(raw: string, location: Location): CsvRecord {
  const complaint = badBytes(raw, location);
  return { raw, location, ...(complaint === undefined ? {} : { complaint }) };
}

function describeBreak(
  found: string | undefined,
  standing: Standing,
  location: Location,
): Complaint {
  if (found === "\r") {
    const message = "a carriage return stands alone outside quotes";
    return { location, message, hint: "end lines with LF or CRLF" };
  }
  const hint = 'put the whole cell in quotes, and write "" for each quote in it';
  return standing === "closed"
    ? { location, message: "something stands behind the closing quote of a cell", hint }
    : { location, message: "a quote stands inside a cell that is not in quotes", hint };
}

function neverClosed({ lines, location, quote }: Open): CsvRecord {
  const complaint = {
    location: quote,
    message: "the quote is not closed within 4 MiB or the rest of the file",
    hint: "nothing behind it was read: close the quote and run again",
  };
  return { raw: lines.join("\n"), location, complaint };
}
