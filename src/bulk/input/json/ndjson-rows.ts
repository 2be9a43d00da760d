/** One JSON object a line. A line that is wrong spoils only itself. */
import type { Complaint } from "../../../domain/errors.ts";
import type { RawRow } from "../row.ts";
import { textRow } from "../row-text.ts";
import { textLines, type Line } from "../text-lines.ts";

/** Blank lines are no rows. When the first line shows that this is no NDJSON, that is the only complaint. */
export async function* ndjsonRows(
  chunks: AsyncIterable<string>,
  name: string,
): AsyncIterable<RawRow> {
  let row = 0;
  for await (const lines of textLines(chunks)) {
    for (const line of lines) {
      const raw = line.text.endsWith("\r") ? line.text.replace(/\r+$/u, "") : line.text;
      if (raw.trim() === "") continue;
      row += 1;
      const location = { name, line: line.line, column: 1 };
      const foreign = row === 1 ? notNdjson(raw) : undefined;
      yield textRow({ row, raw, location }, foreign ?? tooLong(line));
      if (foreign !== undefined) return;
    }
  }
}

/** Why the first row says that the whole file is written in another way. */
function notNdjson(raw: string): Complaint | undefined {
  const text = raw.trim();
  const message = "the file is not NDJSON, which has one object a line";
  if (text.startsWith("[")) return { message, hint: "jq -c '.[]' writes a JSON array so" };
  return text.startsWith("{") && /(?:[{[]|[^}],)$/u.test(text)
    ? { message, hint: "jq -c . writes it so" }
    : undefined;
}

function tooLong(line: Line): Complaint | undefined {
  return line.tooLong === undefined ? undefined : { message: "the line is longer than 4 MiB" };
}
