/** The cells of one row of a table → a patch. */
import * as z from "zod";

import type { Location } from "../domain/errors.ts";
import { type FieldName, fieldOf } from "../domain/fields.ts";
import { parsePath, PathError } from "../domain/path.ts";
import type { CustomerPatch } from "../domain/patch.ts";
import { addingTo } from "./added-items.ts";
import { unlessRefused, type Refused } from "./checked.ts";
import { allFound, type Found, refuse } from "./fields/field-edits.ts";
import { insideField } from "./fields/inside-field.ts";
import { overlaps } from "./overlap.ts";
import { editsOfAssignment, editsOfUnset, type Writing } from "./set-flag.ts";
import { targetOf } from "./fields/vocabulary.ts";

/** One cell, under a column that names a path of the vocabulary. */
export interface Cell {
  readonly path: string;
  /** As it stands in the cell, without the quotes around it. */
  readonly text: string;
  /** The column says that its cells are JSON. */
  readonly typed: boolean;
  readonly location: Location;
}

interface CellOptions {
  /** A cell that holds just this clears. */
  readonly unsetToken: string;
  /** Fields that clearing a whole group clears. */
  readonly supported: ReadonlySet<FieldName>;
}

/**
 * What the cells ask to change. An empty cell leaves its field. A string is taken as it is, with its blanks; `true` and
 * `false` are written in any case; lists and objects are JSON.
 */
export function patchFromCells(
  cells: readonly Cell[],
  options: CellOptions,
): { readonly patch: CustomerPatch } | Refused {
  const { edits, complaints } = allFound(cells.map((cell) => editsOfCell(cell, options)));
  const patch = { edits, replaceMetadata: false };
  return unlessRefused({ patch }, [...complaints, ...overlaps(edits)]);
}

function editsOfCell(cell: Cell, { unsetToken, supported }: CellOptions): Found {
  const { path, text, location } = cell;
  if (text === "") return allFound([]);
  if (text === unsetToken && addingTo(path) !== undefined) {
    const message = `"${path}": cells below it add to the list, and ${unsetToken} clears`;
    return refuse(location, message, "leave the cell empty to add nothing");
  }
  if (text === unsetToken) return editsOfUnset(path, supported, location);
  if (text.trim() === "") {
    const hint = `leave it empty to keep what is there, or write ${unsetToken} to clear it`;
    return refuse(location, `"${path}": the cell holds nothing but blanks`, hint);
  }
  const wanted = cell.typed ? "json" : wantedAt(path);
  const isSwitch = wanted === "boolean" && /^(?:true|false)$/iu.test(text);
  const value = isSwitch ? text.toLowerCase() : text;
  const writing: Writing = {
    location,
    by: "cell",
    clearHint: () => `to clear it write ${unsetToken}`,
    jsonHint: () =>
      wanted === "boolean"
        ? "write true or false"
        : `name the column "${path}:=" and write JSON in its cells`,
    textHint: () =>
      cell.typed
        ? `cells below "${path}:=" are JSON: put a text in double quotes`
        : "this field is no text: write it as JSON",
  };
  return editsOfAssignment({ target: path, value, typed: wanted === "json" || isSwitch }, writing);
}

/** How a value of the path is written in a cell; what has no such path is complained about elsewhere. */
function wantedAt(path: string): "string" | "boolean" | "json" {
  const adding = addingTo(path);
  if (adding !== undefined) {
    return "field" in adding && fieldOf(adding.field).kind === "list" ? "json" : "string";
  }
  const schema = schemaOfPath(path);
  if (schema === undefined || schema.safeParse("a string").success) return "string";
  return schema instanceof z.ZodBoolean ? "boolean" : "json";
}

function schemaOfPath(path: string): z.ZodType | undefined {
  try {
    const target = targetOf(parsePath(path));
    const inside = "field" in target ? insideField(target.field, target.rest) : undefined;
    return inside !== undefined && "schema" in inside ? inside.schema : undefined;
  } catch (error) {
    if (error instanceof PathError) return undefined;
    throw error;
  }
}
