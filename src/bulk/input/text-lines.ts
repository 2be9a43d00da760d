/** Text that comes in chunks of any size, line by line. */
import { rowLimit } from "./row-text.ts";

export interface Line {
  /** Without its LF; the CR of a CRLF is still there. Of a line that is too long, its beginning. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** It is longer than {@link rowLimit}. */
  readonly tooLong?: true;
}

/** The lines that each chunk completes. A line end at the end of the text begins no further line. */
export async function* textLines(chunks: AsyncIterable<string>): AsyncIterable<readonly Line[]> {
  let held = "";
  let tooLong = false;
  let line = 1;
  const take = (text: string): Line => {
    const found = {
      text,
      line,
      ...(tooLong || text.length > rowLimit ? ({ tooLong: true } as const) : {}),
    };
    line += 1;
    held = "";
    tooLong = false;
    return found;
  };
  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let from = 0;
    for (let end = chunk.indexOf("\n"); end !== -1; end = chunk.indexOf("\n", from)) {
      lines.push(take(tooLong ? held : held + chunk.slice(from, end)));
      from = end + 1;
    }
    if (!tooLong) held += chunk.slice(from);
    tooLong ||= held.length > rowLimit;
    if (lines.length > 0) yield lines;
  }
  if (held !== "") yield [take(held)];
}
