/** A result reduced to the fields that somebody chose, in every format. */
import { type Chosen, documentOf } from "../../domain/field/chosen-fields.ts";
import type { JsonObject } from "../../domain/json.ts";
import { prepareMeasuring } from "../text/measure.ts";
import type { List, ListView, Look } from "../view.ts";
import { fieldsCsv, fieldsMarkdown, fieldsTable } from "./lists.ts";

/**
 * The list with these fields of each item's document alone.
 *
 * @param none what people are told of an empty list
 */
export function chosenList<Item, End>(
  { frame, document, rest }: Pick<ListView<Item, End>, "frame" | "document" | "rest">,
  fields: readonly Chosen[],
  none: string,
): ListView<Item, End> {
  const whole = (item: Item) => document(item, true) as JsonObject;
  return {
    frame,
    document: (item) => documentOf(whole(item), fields),
    rest,
    draw: {
      table: fieldsTable(fields, whole, none),
      markdown: fieldsMarkdown(fields, whole),
      csv: fieldsCsv(fields, whole),
    },
  };
}

/** A whole result as CSV: a record for each of its documents, with these of their members as columns. */
export function recordsCsv<Value>(
  columns: readonly Chosen[],
  documentsOf: (value: Value) => readonly object[],
): (value: Value, look: Look) => Promise<string> {
  return drawnAsList(
    fieldsCsv(columns, (document: object) => document as JsonObject),
    documentsOf,
  );
}

/** All of a list at once. */
async function drawAll<Item>(list: List<Item, undefined>, items: readonly Item[]): Promise<string> {
  const pieces: string[] = [];
  await prepareMeasuring(items);
  for (const item of items) pieces.push(list.item(item));
  return pieces.join("") + (await list.end(undefined));
}

/** A drawing of a whole result as that of a list of its items. */
export function drawnAsList<Value, Item>(
  draw: (look: Look) => List<Item, unknown>,
  itemsOf: (value: Value) => readonly Item[],
): (value: Value, look: Look) => Promise<string> {
  return (value, look) => drawAll(draw(look), itemsOf(value));
}
