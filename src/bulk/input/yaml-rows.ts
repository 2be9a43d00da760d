/** The items of one YAML list, or the documents of a YAML stream. An item that is wrong spoils only itself. */
import type { RawRow } from "./row.ts";
import { rowLimit, textRow } from "./row-text.ts";
import { type Line, textLines } from "./text-lines.ts";

/** The lines of a row that are known so far. */
interface Begun {
  readonly first: number;
  readonly lines: string[];
  length: number;
  /** Something stands in it besides comments and the mark of a document. */
  hasContent: boolean;
}

/** To YAML no other character is one: a text may end with a space that does not break. */
const blank = /^[ \t]*$/u;
const remark = /^\s*(?:#|$)/u;
const documentMark = /^---(?:\s|$)/u;
const documentEnd = /^\.\.\.(?:\s|$)/u;
/** `%YAML 1.2` */
const directive = /^%/u;

/**
 * What stands deeper than a list's dashes belongs to their items, whatever it is: YAML has no text, quoted or not, that
 * comes back to their column. So a line tells where the next row begins, and no more than a row is held.
 */
export async function* yamlRows(
  chunks: AsyncIterable<string>,
  name: string,
): AsyncIterable<RawRow> {
  let row = 0;
  let begun: Begun | undefined;
  /** Of the list whose items are rows; missing: the document is one row. */
  let dash: RegExp | undefined;
  const begin = ({ text, line }: Line, hasContent: boolean): void => {
    begun = { first: line, lines: [text], length: text.length, hasContent };
  };
  const ended = (): readonly RawRow[] => {
    const found = begun;
    begun = undefined;
    if (found?.hasContent !== true) return [];
    row += 1;
    return [rawRow(found, row, name)];
  };
  for await (const lines of textLines(chunks)) {
    for (const { text: withReturn, ...line } of lines) {
      const text = withReturn.replace(/\r$/u, "");
      if (documentMark.test(text)) {
        yield* ended();
        dash = undefined;
        begin({ ...line, text }, !remark.test(text.slice(3)));
      } else if (documentEnd.test(text)) {
        yield* ended();
        dash = undefined;
      } else if (remark.test(text) || (begun === undefined && directive.test(text))) {
        if (begun !== undefined) add(begun, text);
      } else if (begun?.hasContent !== true) {
        const indent = /^(?<indent> *)-(?:\s|$)/u.exec(text)?.groups?.["indent"];
        dash = indent === undefined ? undefined : new RegExp(`^${indent}-(?:\\s|$)`, "u");
        if (begun === undefined || dash !== undefined) begin({ ...line, text }, true);
        else {
          add(begun, text);
          begun.hasContent = true;
        }
      } else if (dash?.test(text) === true) {
        yield* ended();
        begin({ ...line, text }, true);
      } else {
        add(begun, text);
      }
    }
  }
  yield* ended();
}

function add(begun: Begun, text: string): void {
  begun.length += text.length + 1;
  if (begun.length <= rowLimit) begun.lines.push(text);
}

function rawRow({ first, lines, length }: Begun, row: number, name: string): RawRow {
  const location = { name, line: first, column: 1 };
  const raw = lines.slice(0, lines.findLastIndex((text) => !blank.test(text)) + 1).join("\n");
  const wrong = length > rowLimit ? { message: "the item is longer than 4 MiB" } : undefined;
  return textRow({ row, raw, location, form: "yaml" }, wrong);
}
