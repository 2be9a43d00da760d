/** Bytes of a file of any length as text, with what is wrong with them kept in sight. */
import type { Complaint, Location } from "../../domain/errors.ts";
import type { RawRow } from "./row.ts";

/** The longest row, in UTF-16 units: 4 Mi. */
export const rowLimit = 4 * 1024 * 1024;

/**
 * The file's text, chunk by chunk, without a byte order mark. A byte that is not UTF-8 becomes half of a surrogate
 * pair, which no UTF-8 text holds: U+DC80 for 0x80, and so on. {@link badBytes} finds it.
 */
export async function* textOf(chunks: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  let held: Uint8Array = new Uint8Array();
  let first = true;
  for await (const chunk of chunks) {
    const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const end = completeLength(bytes);
    held = bytes.slice(end);
    if (end === 0) continue;
    const text = decode(bytes.subarray(0, end));
    yield first && text.startsWith("\uFEFF") ? text.slice(1) : text;
    first = false;
  }
  if (held.length > 0) yield decode(held);
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return decodePiecewise(bytes);
  }
}

function decodePiecewise(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const piece = bytes.subarray(at, at + sequenceLength(bytes[at] ?? 0));
    try {
      parts.push(strict.decode(piece));
      at += piece.length;
    } catch {
      parts.push(String.fromCharCode(0xdc00 + (bytes[at] ?? 0)));
      at += 1;
    }
  }
  return parts.join("");
}

/** How many bytes can be decoded before more of the file is known. */
function completeLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  if (lead >= 0xe0) return 3;
  return lead >= 0xc0 ? 2 : 1;
}

/** The first byte of the row that is no text: not UTF-8, or NUL. */
export function badBytes(raw: string, location: Location): Complaint | undefined {
  // oxlint-disable-next-line no-control-regex -- a NUL is what is looked for
  const at = raw.search(/[\0\uDC80-\uDCFF]/u);
  if (at === -1) return undefined;
  return raw[at] === "\0"
    ? { location: placeIn(raw, at, location), message: "a NUL byte", hint: "save it as UTF-8" }
    : {
        location: placeIn(raw, at, location),
        message: "a byte that is not UTF-8",
        hint: "save it as UTF-8",
      };
}

/** The place of the offset in a text that begins at `start`. A line ends at LF, CRLF or CR. */
export function placeIn(text: string, offset: number, start: Location): Location {
  const { name, line = 1, column = 1 } = start;
  const before = text.slice(0, offset).split(/\r\n|\n|\r/u);
  const last = before.at(-1)?.length ?? 0;
  return before.length === 1
    ? { name, line, column: column + last }
    : { name, line: line + before.length - 1, column: last + 1 };
}

/** The row, with what is wrong with its form: what is told, or else a byte that is no text. */
export function textRow(
  row: Omit<RawRow, "complaints">,
  wrong: Omit<Complaint, "location"> | undefined,
): RawRow {
  const { raw, location } = row;
  const complaint = wrong === undefined ? badBytes(raw, location) : { location, ...wrong };
  return complaint === undefined ? row : { ...row, complaints: [complaint] };
}
