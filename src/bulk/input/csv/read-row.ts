/** A row of cells → whom it names and what it says. */
import { compact } from "../../../domain/compact.ts";
import type { Complaint, Location } from "../../../domain/errors.ts";
import {
  isAsPrinted,
  type PrintedField,
  readFieldRevision,
} from "../../../domain/field/field-revision.ts";
import { parsePath, PathError, printPath } from "../../../domain/path.ts";
import { unguardCell } from "../../../domain/text/cell.ts";
import type { Cell } from "../../../patch/from-cells.ts";
import { cellPlaces } from "./cells.ts";
import { damageIn, stripped } from "./damage.ts";
import type { RawRow, ReadRow, Said, Table } from "../row.ts";

type Refused = { readonly complaints: readonly Complaint[] };

/**
 * An empty provider's cell says nothing; an empty id is a complaint.
 *
 * @param isNew the row is a customer that is to be made: what was not edited is wanted, too
 */
export function readCellRow(
  raw: RawRow,
  texts: readonly string[],
  { columns, delimiter, unsetToken, stripsGuards }: Table,
  isNew = false,
): Pick<ReadRow, "provider" | "id" | "externalId" | "cells" | "printedFields"> | Refused {
  const locations = cellPlaces(raw, delimiter);
  const locationOf = (index: number) => locations[index] ?? raw.location;
  const revision = columns.findIndex(({ kind }) => kind === "revision");
  const was = revision === -1 ? undefined : wasIn(texts[revision] ?? "", locationOf(revision));
  if (was !== undefined && "complaint" in was) return { complaints: [was.complaint] };
  const said: { provider?: Said; id?: Said; externalId?: Said } = {};
  const cells: Cell[] = [];
  const complaints: Complaint[] = [];
  for (const [index, column] of columns.entries()) {
    const location = locationOf(index);
    if (column.kind === "ignored") continue;
    const cell = texts[index] ?? "";
    // What this program prints for spreadsheets, it takes back; other cells are as they are.
    const text = was !== undefined ? unguardCell(cell) : stripsGuards ? stripped(cell) : cell;
    if (column.kind === "field") {
      const printed = was?.get(pathOf(column.path));
      if (!isNew && printed !== undefined && isAsPrinted(printed, text)) continue;
      const typed = column.typed || printed?.typed === true;
      const clearHint = `write ${unsetToken} to clear the field`;
      const damage = text === unsetToken ? undefined : damageIn(text, { typed, clearHint });
      if (damage !== undefined) {
        complaints.push({ location, ...damage, message: `"${column.path}": ${damage.message}` });
        continue;
      }
      cells.push({ path: column.path, text, typed, location });
    } else if (column.kind === "shown") {
      const printed = was?.get(pathOf(column.path));
      if (printed === undefined && text !== "") complaints.push({ ...column.complaint, location });
      else if (printed !== undefined && !isAsPrinted(printed, text)) {
        complaints.push({ location, message: `"${column.path}" can only be read` });
      }
    } else if (column.kind !== "revision") {
      const damage = damageIn(text, { typed: false, clearHint: undefined });
      if (damage !== undefined) {
        complaints.push({ location, ...damage, message: `the ${column.kind}: ${damage.message}` });
      } else if (text.trim() !== "") said[column.kind] = { value: text, location };
      else if (column.kind !== "provider") complaints.push(emptyKey(column.kind, location));
    }
  }
  if (complaints.length > 0) return { complaints };
  return compact({ ...said, cells, printedFields: was && [...was.values()] });
}

/** What the row's fields were; undefined where it does not say: it was added to printed ones. */
function wasIn(
  text: string,
  location: Location,
): ReadonlyMap<string, PrintedField> | { readonly complaint: Complaint } | undefined {
  if (text.trim() === "") return undefined;
  return (
    readFieldRevision(text) ?? {
      complaint: {
        location,
        message: "the revision is not as it was printed",
        hint: "put it back; without it nobody can tell what was edited: then leave its cell empty",
      },
    }
  );
}

/** The path as it is printed in a revision. */
function pathOf(path: string): string {
  try {
    return printPath(parsePath(path));
  } catch (error) {
    if (error instanceof PathError) return path;
    throw error;
  }
}

function emptyKey(kind: "id" | "externalId", location: RawRow["location"]): Complaint {
  return { location, message: `the ${kind} is empty: the row names no customer` };
}
