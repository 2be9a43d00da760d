/** A row of cells → whom it names and what it says. */
import type { Complaint } from "../../../domain/errors.ts";
import type { Cell } from "../../../patch/from-cells.ts";
import { cellPlaces } from "./cells.ts";
import type { RawRow, ReadRow, Said, Table } from "../row.ts";

/** An empty provider's cell says nothing; an empty id is a complaint. */
export function readCellRow(
  raw: RawRow,
  texts: readonly string[],
  { columns, delimiter }: Table,
):
  | Pick<ReadRow, "provider" | "id" | "externalId" | "cells">
  | { readonly complaints: readonly Complaint[] } {
  const locations = cellPlaces(raw, delimiter);
  const said: { provider?: Said; id?: Said; externalId?: Said } = {};
  const cells: Cell[] = [];
  const complaints: Complaint[] = [];
  for (const [index, column] of columns.entries()) {
    const text = texts[index] ?? "";
    const location = locations[index] ?? raw.location;
    if (column.kind === "field") {
      cells.push({ path: column.path, text, typed: column.typed, location });
    } else if (column.kind !== "ignored") {
      if (text.trim() !== "") said[column.kind] = { value: text, location };
      else if (column.kind !== "provider") complaints.push(emptyKey(column.kind, location));
    }
  }
  return complaints.length === 0 ? { ...said, cells } : { complaints };
}

function emptyKey(kind: "id" | "externalId", location: RawRow["location"]): Complaint {
  return { location, message: `the ${kind} is empty: the row names no customer` };
}
