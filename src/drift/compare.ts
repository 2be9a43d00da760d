/** Which fields of several customers differ. Pure. */
import type { Drift, DriftField, DriftValue } from "../domain/documents/drift.ts";
import type { Chosen } from "../domain/field/chosen-fields.ts";
import { type FieldName, fieldNames, fieldOf, metadataField } from "../domain/fields.ts";
import type { Json } from "../domain/json.ts";
import { isNothing } from "../domain/members.ts";
import { fieldPath, type Path, printPath } from "../domain/path.ts";
import { fieldsOf, mappingOf } from "../providers/wire/record.ts";
import { valueAt } from "../domain/value-at.ts";
import { type Compared, leafRow, type Row } from "./leaf.ts";
import { normalFormOf } from "./normal-form.ts";
import { cellsOf, isReadable, type Side } from "./side.ts";
import { objectRows, listRows, mapRows } from "./spread.ts";

/**
 * A row for each field that one of the customers carries, and for each key and item in it.
 *
 * @param chosen these alone, whether one carries them or not; missing: the fields of the common vocabulary
 */
export function compareSides(
  sides: readonly Side[],
  chosen?: readonly Chosen[],
): readonly DriftField[] {
  const all = fieldNames.flatMap((field) => fieldRows(field, sides));
  const rows = chosen?.flatMap(({ path }) => chosenRows(path, all, sides)) ?? all;
  const byField = new Map(rows.map(({ path, ...row }) => [printPath(path), row]));
  return [...byField].map(([field, row]) => ({ field, ...row }));
}

/** What all of it comes to. */
export function driftOutcome({
  customers,
  fields,
}: Pick<Drift, "customers" | "fields">): Drift["outcome"] {
  const has = (verdict: DriftField["verdict"]) => fields.some((field) => field.verdict === verdict);
  if (has("differs")) return "differs";
  if (customers.some(({ error }) => error !== undefined)) return "incomplete";
  return has("same") ? "same" : "not-compared";
}

function fieldRows(field: FieldName, sides: readonly Side[]): readonly Row[] {
  const cells = cellsOf(sides, field);
  if (!cells.some(({ state }) => state === "value")) return [];
  const { kind, identity = [] } = fieldOf(field);
  const compared = comparedAs(field, sides);
  const path = fieldPath(field);
  if (kind === "map") {
    const free = { ...compared, isNone: isMissing };
    return withoutTrails(mapRows(path, cells, compared), sides, free);
  }
  if (kind === "object") return objectRows(path, cells, compared);
  if (kind === "stringList" || kind === "list") return listRows(path, cells, identity, compared);
  return [leafRow(path, cells, compared)];
}

/** A key that one provider itself writes into free data is not missing from another's. */
function withoutTrails(
  rows: readonly Row[],
  sides: readonly Side[],
  compared: Compared,
): readonly Row[] {
  const trails = sides.map(({ provider }) =>
    fieldsOf(provider).map((field) => mappingOf(provider, field)?.alsoWrites?.key),
  );
  const written = new Set(trails.flat());
  return rows.map((row) => {
    const name = printPath(row.path);
    if (!written.has(name)) return row;
    const values = row.values.map(({ group: _group, ...cell }, index): DriftValue =>
      cell.state === "absent" && trails[index]?.includes(name) === false
        ? { state: "unsupported" }
        : cell,
    );
    return leafRow(row.path, values, compared);
  });
}

const isMissing = (value: Json | undefined) => value === undefined;

function comparedAs(field: FieldName, sides: readonly Side[]): Compared {
  const among = sides.filter(({ document }) => document !== undefined);
  return {
    providers: sides.map(({ provider }) => provider),
    normal: normalFormOf(
      field,
      among.map(({ provider }) => provider),
    ),
    isNone: isNothing,
  };
}

function chosenRows(path: Path, all: readonly Row[], sides: readonly Side[]): readonly Row[] {
  const within = all.filter((row) => startsWith(row.path, path));
  return within.length > 0 ? within : [rowAt(path, sides)];
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((_segment, index) => {
    const [one, other] = [path[index], start[index]];
    return one !== undefined && other !== undefined && printPath([one]) === printPath([other]);
  });
}

/** What no row of the vocabulary has: members that can only be read, the provider's own, and what is there nowhere. */
function rowAt(path: Path, sides: readonly Side[]): Row {
  const [first] = path;
  const root = first !== undefined && "key" in first ? first.key : "";
  const cells = sides.map(({ provider, document }) => {
    if (!isReadable(provider, root)) return { state: "unsupported" as const };
    if (document === undefined) return { state: "unread" as const };
    const value = valueAt(document, path);
    return value === undefined ? { state: "absent" as const } : { state: "value" as const, value };
  });
  return leafRow(path, cells, {
    providers: sides.map(({ provider }) => provider),
    normal: (value) => value,
    isNone: root === metadataField ? isMissing : isNothing,
  });
}
