/** The elements of one JSON array. */
import { jsonElements } from "./elements.ts";
import type { RawRow } from "../row.ts";
import { textRow } from "../row-text.ts";

/** An element that is no JSON is a row all the same: its reader complains. */
export async function* jsonRows(
  chunks: AsyncIterable<string>,
  name: string,
): AsyncIterable<RawRow> {
  let row = 0;
  for await (const elements of jsonElements(chunks)) {
    for (const { raw, line, column, wrong } of elements) {
      row += 1;
      const location = { name, line, column };
      yield textRow({ row, raw, location }, wrong);
    }
  }
}
