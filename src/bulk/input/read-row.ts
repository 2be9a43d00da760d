/** One row → whom it names and what it says, before anything is known of the provider. */
import type { Complaint } from "../../domain/errors.ts";
import { readCellRow } from "./csv/read-row.ts";
import { readDocumentRow } from "./json/read-row.ts";
import type { RawRow, ReadRow, Table } from "./row.ts";

/**
 * @param table for rows that have cells
 * @param isNew the row is a customer that is to be made: it names nobody
 */
export function readRow(
  raw: RawRow,
  table?: Table,
  isNew = false,
): ReadRow | { readonly complaints: readonly Complaint[] } {
  if (raw.complaints !== undefined) return { complaints: raw.complaints };
  const said =
    table === undefined || raw.cells === undefined
      ? readDocumentRow(raw, isNew)
      : readCellRow(raw, raw.cells, table, isNew);
  return "complaints" in said
    ? said
    : { row: raw.row, raw: raw.raw, location: raw.location, ...said };
}
