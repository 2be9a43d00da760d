/** A file's lines, one at a time, whatever is in them. */
import { createReadStream } from "node:fs";

const lineEnd = 0x0a;

/** One line, or as much of it as is kept. */
export interface Line {
  /** From 1, where the reading began. */
  readonly number: number;
  /** Without the line end; undefined when the line was longer than the limit. */
  readonly bytes: Buffer | undefined;
  /** False: the file ends without a line end. */
  readonly ended: boolean;
}

/**
 * Reads the file in pieces; holds one line at a time, and of a longer one nothing.
 *
 * @param limit bytes a line may have
 * @param start the byte at which the first line begins
 */
export async function* linesOf(path: string, limit: number, start = 0): AsyncGenerator<Line> {
  let parts: Buffer[] = [];
  let size = 0;
  let number = 0;
  const add = (part: Buffer): void => {
    size += part.length;
    if (size > limit) parts = [];
    else parts.push(part);
  };
  const take = (ended: boolean): Line => {
    const bytes = size > limit ? undefined : Buffer.concat(parts);
    parts = [];
    size = 0;
    number += 1;
    return { number, bytes, ended };
  };
  for await (const chunk of createReadStream(path, { start, highWaterMark: 256 * 1024 })) {
    let rest = chunk as Buffer;
    for (let end = rest.indexOf(lineEnd); end !== -1; end = rest.indexOf(lineEnd)) {
      add(rest.subarray(0, end));
      yield take(true);
      rest = rest.subarray(end + 1);
    }
    add(rest);
  }
  if (size > 0) yield take(false);
}
