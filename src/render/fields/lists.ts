/** Chosen fields of many documents, one document below the other. */
import { type Chosen, chosenField, valuesOf } from "../../domain/field/chosen-fields.ts";
import type { Json, JsonObject } from "../../domain/json.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import { inCode, tableLine } from "../change/markdown.ts";
import { csvRecord } from "../machine/csv.ts";
import { layOut, leastTableColumns } from "../text/columns.ts";
import { plain, wrapBehind } from "../text/layout.ts";
import type { Style } from "../text/style.ts";
import type { List, Look } from "../view.ts";
import { shownCells } from "./cells.ts";

/** Documents that are drawn together; only as many are held, however long the list. */
const block = 500;

/**
 * A table; a stack on a narrow terminal. A long list is drawn in blocks, each under its own headings.
 *
 * Whoever gives the items prepares the measuring.
 *
 * @param none what is said where there is nothing to draw
 */
export function fieldsTable<Item>(
  fields: readonly Chosen[],
  documentOf: (item: Item) => JsonObject,
  none: string,
): (look: Look) => List<Item, unknown> {
  return (look) => {
    let rows: (readonly string[])[] = [];
    let isDrawn = false;
    const draw = (): string => {
      const drawn = rows;
      rows = [];
      if (drawn.length === 0) return "";
      const lead = isDrawn ? "\n" : "";
      isDrawn = true;
      return lead + drawRows(fields, drawn, look.style);
    };
    return {
      item(item) {
        rows.push(shownCells(documentOf(item), fields, look));
        return rows.length < block ? "" : draw();
      },
      end: () => draw() || (isDrawn ? "" : `${none}\n`),
    };
  };
}

function drawRows(
  fields: readonly Chosen[],
  rows: readonly (readonly string[])[],
  style: Style,
): string {
  const names = fields.map(({ name }) => safeText(name));
  const lines =
    style.columns < Math.max(leastTableColumns, leastColumn * names.length)
      ? rows.flatMap((cells) => stack(names, cells, style))
      : layOut(
          names.map((name) => name.toUpperCase()),
          rows.map((cells) => ({
            symbol: "",
            paint: style.dim,
            cells: cells.map((text) => ({ spans: plain(text) })),
            notes: [],
          })),
          style,
          wholeColumn(names),
        );
  return `${lines.join("\n")}\n`;
}

/** Where columns would have less room than this, rows are stacked. */
const leastColumn = 12;

/** An id is copied. */
function wholeColumn(names: readonly string[]): number | undefined {
  const index = names.findIndex((name) => name === "id" || name === "changeId");
  return index === -1 ? undefined : index;
}

function stack(
  names: readonly string[],
  cells: readonly string[],
  style: Style,
): readonly string[] {
  const held = names.flatMap((name, index) => {
    const cell = cells[index] ?? "";
    return cell === "" && index > 0 ? [] : [{ name: `${name}: `, cell }];
  });
  return held.flatMap(({ name, cell }, index) =>
    wrapBehind(index === 0 ? "  " : "    ", name + cell, style.columns, (line) =>
      line.startsWith(name) ? name + style.isolate(line.slice(name.length)) : style.isolate(line),
    ),
  );
}

/** A table in GitHub Flavored Markdown. */
export function fieldsMarkdown<Item>(
  fields: readonly Chosen[],
  documentOf: (item: Item) => JsonObject,
): (look: Look) => List<Item, unknown> {
  return (look) => {
    const head = once(
      [
        tableLine(fields.map(({ name }) => inCode(safeText(name)))),
        tableLine(fields.map(() => "---")),
        "",
      ].join("\n"),
    );
    return {
      item: (item) =>
        `${head()}${tableLine(shownCells(documentOf(item), fields, look).map(inCode))}\n`,
      end: head,
    };
  };
}

/**
 * CSV with the fields' names as its header.
 *
 * @param more a last column, made from the values of a row
 */
export function fieldsCsv<Item>(
  fields: readonly Chosen[],
  documentOf: (item: Item) => JsonObject,
  more?: { readonly name: string; readonly of: (row: ReturnType<typeof valuesOf>) => Json },
): () => List<Item, unknown> {
  return () => {
    const names = fields.map(({ name }) => name);
    const head = once(csvRecord(more === undefined ? names : [...names, more.name]));
    return {
      item(item) {
        const row = valuesOf(documentOf(item), fields);
        const values = row.map(({ value }) => value);
        return head() + csvRecord(more === undefined ? values : [...values, more.of(row)]);
      },
      end: head,
    };
  };
}

/** The text for the first who asks, and nothing for everybody else. */
function once(text: string): () => string {
  let left = text;
  return () => {
    const taken = left;
    left = "";
    return taken;
  };
}

/** Columns by their names. */
export function columnsNamed(...names: readonly string[]): readonly Chosen[] {
  return names.map(chosenField);
}
