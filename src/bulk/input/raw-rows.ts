/** A file of many rows, read one row at a time. */
import { compact } from "../../domain/compact.ts";
import { createReadStream } from "node:fs";

import { BillingError } from "../../domain/errors.ts";
import { csvHeader, csvRows } from "./csv/rows.ts";
import { jsonRows } from "./json/rows.ts";
import { ndjsonRows } from "./json/ndjson-rows.ts";
import { detectDelimiter, type RowFormat } from "./row-format.ts";
import { foreignForm } from "../../domain/text/files/foreign-form.ts";
import { wideEncoding } from "../../domain/text/wide-text.ts";
import { textOf } from "./row-text.ts";
import { yamlRows } from "./yaml-rows.ts";
import type { Header, RawRow } from "./row.ts";

export interface RowSource {
  readonly path: string;
  /** For complaints: as the user would write it. */
  readonly name: string;
  readonly format: RowFormat;
  /** Of CSV; missing: as the header has it. */
  readonly delimiter?: string;
  /** How many bytes are read at a time; missing: 64 KiB. */
  readonly chunkBytes?: number;
}

export interface RowFile {
  readonly header?: Header;
  /**
   * Every call reads the file anew, no faster than its rows are taken.
   *
   * @param onEmpty is called for each row that is empty throughout, which is none
   */
  readonly rows: (onEmpty?: () => void) => AsyncIterable<RawRow>;
  /** What stands around rows, in their original form, in a file that can be run again. */
  readonly failedFile: {
    readonly before: string;
    readonly between: string;
    readonly after: string;
  };
}

/**
 * @throws BillingError `usage` when the file cannot be read, there is nothing in it, it is no UTF-8, or its header is
 *   broken. What is wrong further down is a complaint of its row.
 */
export async function openRows(source: RowSource): Promise<RowFile> {
  const { name, format } = source;
  await checkBeginning(source);
  const texts = (): AsyncIterable<string> => textOf(bytesOf(source));
  if (format === "ndjson") {
    return {
      rows: () => ndjsonRows(texts(), name),
      failedFile: { before: "", between: "\n", after: "\n" },
    };
  }
  if (format === "yaml") {
    return {
      rows: () => yamlRows(texts(), name),
      failedFile: { before: "", between: "\n", after: "\n" },
    };
  }
  if (format === "json") {
    return {
      rows: () => jsonRows(texts(), name),
      failedFile: { before: "[\n", between: ",\n", after: "\n]\n" },
    };
  }
  const delimiter = source.delimiter ?? (format === "tsv" ? "\t" : undefined);
  const header = await csvHeader(texts, name, delimiter);
  return {
    header,
    rows: (onEmpty) => csvRows(texts(), header, onEmpty),
    failedFile: {
      before: `${separatorBefore(header, format)}${header.raw}\n`,
      between: "\n",
      after: "\n",
    },
  };
}

/** What a failed file says of its delimiter where the header does not show it. */
function separatorBefore({ raw, delimiter }: Header, format: RowFormat): string {
  const shown = format === "tsv" ? "\t" : detectDelimiter(raw);
  return shown === delimiter ? "" : `sep=${delimiter}\n`;
}

async function* bytesOf({
  path,
  name,
  chunkBytes = 64 * 1024,
}: RowSource): AsyncIterable<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: chunkBytes }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    throw refused(name, `cannot be read (${code})`);
  }
}

/** Bytes that show what a file is. */
const headLength = 512;

async function checkBeginning(source: RowSource): Promise<void> {
  const head: number[] = [];
  for await (const chunk of bytesOf(source)) {
    head.push(...chunk.subarray(0, headLength - head.length));
    if (head.length === headLength) break;
  }
  const wide = wideEncoding(head);
  if (wide !== undefined) throw refused(source.name, `the file is ${wide}`, "save it as UTF-8");
  const begins = Buffer.from(head).toString("latin1");
  // Cells say where; in JSON a carriage return is a blank, so that all would be one line.
  if (["ndjson", "yaml"].includes(source.format) && /^[^\n]*\r(?!\r*(?:\n|$))/u.test(begins)) {
    const hint = "end lines with LF or CRLF: tr '\\r' '\\n'";
    throw refused(source.name, "its lines end with a carriage return alone", hint);
  }
  const foreign = foreignForm(Uint8Array.from(head));
  if (foreign !== undefined) throw refused(source.name, foreign.message, foreign.hint);
  for await (const text of textOf(bytesOf(source))) {
    if (/\S/u.test(text)) return;
  }
  throw refused(source.name, "there is nothing in it");
}

function refused(name: string, message: string, hint?: string): BillingError {
  return BillingError.usage([compact({ location: { name }, message, hint })]);
}
