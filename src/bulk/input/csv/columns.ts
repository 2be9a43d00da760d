/** What the columns of a CSV or TSV file mean. */
import type { Complaint, Location } from "../../../domain/errors.ts";
import { fieldOf } from "../../../domain/fields.ts";
import { knownTable } from "../../../domain/text/files/known-file.ts";
import { withoutHiddenEnds } from "../../../domain/text/hidden.ts";
import { parsePath, PathError } from "../../../domain/path.ts";
import type { Edit } from "../../../domain/patch.ts";
import { addingTo } from "../../../patch/added-items.ts";
import { insideField } from "../../../patch/fields/inside-field.ts";
import { overlaps } from "../../../patch/overlap.ts";
import { fieldsInGroup, targetOf, type Target } from "../../../patch/fields/vocabulary.ts";
import { cellPlaces } from "./cells.ts";
import { mapWords, parseMaps } from "./map-flag.ts";
import { meaningOf, ownKeyOf } from "./meaning.ts";
import type { Column, Header } from "../row.ts";

const keyNames = ["id", "externalId", "provider", "revision"] as const;

/** A column with the edit that its cells will make, where they make one. */
interface Found {
  readonly column: Column;
  readonly location: Location;
  readonly edit?: Edit;
}

/**
 * One column for each cell of the header. `externalId` names the customer where no column is called `id`; beside one
 * it is a field to set.
 *
 * @param maps texts of `--map`: `header=path`, or `header=` to leave the column out
 * @param empty indexes of columns without a name in which no cell is filled
 * @param isNew the rows are customers that are to be made: no column names one
 * @param settable what the provider of all rows can set, for what is suggested; missing: nobody knows which that is
 */
export function columnsOf(
  header: Header,
  maps: readonly string[],
  empty: ReadonlySet<number> = new Set(),
  isNew = false,
  settable?: ReadonlySet<string>,
): { readonly columns: readonly Column[] } | { readonly complaints: readonly Complaint[] } {
  const names = header.cells.map(withoutHiddenEnds);
  const { renamed, complaints: wrongMaps } = parseMaps(maps, names);
  const meanings = names.map((name) => renamed.get(name) ?? name);
  const locations = cellPlaces(header, header.delimiter);
  const hasId = meanings.includes("id");
  const isPrinted = meanings.includes("revision");
  const taken = new Set(meanings);
  const proposed = (by: typeof meaningOf) => (name: string) => {
    const meaning = by(name, { taken, settable, isNew });
    if (meaning !== undefined) taken.add(meaning);
    return meaning;
  };
  const suggest = { meaning: proposed(meaningOf), ownKey: proposed(ownKeyOf) };

  const found = meanings.map((meaning, index) =>
    columnOf({
      meaning,
      name: names[index] ?? "",
      isMapped: renamed.has(names[index] ?? "") || empty.has(index),
      location: locations[index] ?? header.location,
      hasId,
      isPrinted,
      isNew,
      suggest,
    }),
  );
  const good = found.filter((one) => "column" in one);
  const columns = good.map(({ column }) => column);
  const complaints = [
    ...wrongMaps,
    ...found.filter((one) => "message" in one),
    ...repeatedKeys(good.map(({ column, location }) => ({ kind: column.kind, location }))),
    ...overlaps(good.flatMap(({ edit }) => edit ?? [])),
  ];
  if (complaints.length > 0) {
    const printed = maps.length > 0 ? undefined : knownTable(names, header.location.name);
    return { complaints: printed ? [{ location: header.location, ...printed }] : complaints };
  }
  return isNew || columns.some(({ kind }) => kind === "id" || kind === "externalId")
    ? { columns }
    : { complaints: [nobodyNamed(header.location)] };
}

function nobodyNamed(location: Location): Complaint {
  return {
    location,
    message: "no column names the customer",
    hint: "call one id or externalId, or say with --map which one it is",
  };
}

interface Asked {
  readonly meaning: string;
  /** As the header has it. */
  readonly name: string;
  /** A --map says so, or nothing is in the column. */
  readonly isMapped: boolean;
  readonly location: Location;
  readonly hasId: boolean;
  /** The rows were printed by `customers list` or `get`, which show more than can be set. */
  readonly isPrinted: boolean;
  readonly isNew: boolean;
  readonly suggest: Suggest;
}

/** Meanings that no column has yet. */
interface Suggest {
  /** What a column of this name most likely holds. */
  readonly meaning: (name: string) => string | undefined;
  /** Where it is kept among the customer's own keys. */
  readonly ownKey: (name: string) => string | undefined;
}

function columnOf({
  meaning,
  name,
  isMapped,
  location,
  hasId,
  isPrinted,
  isNew,
  suggest,
}: Asked): Found | Complaint {
  if (meaning === "") {
    if (isMapped) return { column: { kind: "ignored" }, location };
    const hint = 'name it, or leave it out with --map "="';
    return { location, message: "the column has no name, and cells below it are filled", hint };
  }
  const key = keyNames.find((name) => name === meaning);
  if (isNew && key === "id") {
    return isPrinted ? { column: { kind: "ignored" }, location } : noIdYet(location, name, suggest);
  }
  if (key !== undefined && !(key === "externalId" && (hasId || isNew)))
    return { column: { kind: key }, location };

  const typed = meaning.endsWith(":=");
  const path = typed ? meaning.slice(0, -2) : meaning;
  const edit = editOf({ path, typed, name, location, suggest });
  if (!("message" in edit)) return { column: { kind: "field", path, typed }, location, edit };
  if (isPrinted && isNew) return { column: { kind: "ignored" }, location };
  return isPrinted ? { column: { kind: "shown", path, complaint: edit }, location } : edit;
}

function noIdYet(location: Location, name: string, suggest: Suggest): Complaint {
  const own = suggest.meaning(name);
  const out = mapWords(name, "");
  const hint =
    own === undefined
      ? `leave the column out with ${out}`
      : `your own id is ${own}: ${mapWords(name, own)}; or leave the column out with ${out}`;
  return { location, message: "the provider gives a new customer its id", hint };
}

type FieldColumn = Pick<Asked, "name" | "location" | "suggest"> & {
  readonly path: string;
  /** Its cells are JSON. */
  readonly typed: boolean;
};

/** The edit that the column's cells make, or why there is none. */
function editOf(asked: FieldColumn): Edit | Complaint {
  const { path, name, location } = asked;
  const adding = addingTo(path);
  if (adding !== undefined) {
    if ("wrong" in adding) return { location, message: adding.wrong };
    // Beside items that are named it may stand, and not beside the whole list.
    return { field: adding.field, rest: [{ item: "+" }], location, op: "unset" };
  }
  const target = targetIn(path);
  if (typeof target === "string") {
    // A foreign header is no mistake in a path.
    return path === name ? unknownColumn(asked) : { location, message: target };
  }
  if ("unknown" in target) return unknownColumn(asked);
  if ("group" in target) {
    const example = fieldsInGroup(target.group)[0] ?? "";
    const message = `"${path}" is a group of fields and no field`;
    return { location, message, hint: `give each its column, such as ${example}` };
  }
  const { field, rest } = target;
  const inside = insideField(field, rest);
  if ("message" in inside) return { location, ...inside };
  if (fieldOf(field).kind === "stringList" && rest.length > 0) {
    const hint = `a column ${field} holds whole lists, such as ["a","b"]; one called ${field}+ adds`;
    return { location, message: `"${path}" is an item of a list and cannot be set`, hint };
  }
  return { field, rest, location, op: "unset" };
}

function targetIn(path: string): Target | string {
  try {
    return targetOf(parsePath(path));
  } catch (error) {
    if (error instanceof PathError) return error.message;
    throw error;
  }
}

function unknownColumn({ name, path, typed, location, suggest }: FieldColumn): Complaint {
  const mapped = (to: string) => mapWords(name, typed ? `${to}:=` : to);
  const out = `leave it out with ${mapWords(name, "")}`;
  const meaning = suggest.meaning(path);
  if (meaning !== undefined) {
    const message = `unknown column "${path}"; did you mean "${meaning}"?`;
    return { location, message, hint: `say what it means with ${mapped(meaning)}, or ${out}` };
  }
  const own = suggest.ownKey(path);
  const kept = own === undefined ? "" : `keep it among your own keys with ${mapped(own)}, or `;
  return { location, message: `unknown column "${path}"`, hint: kept + out };
}

function repeatedKeys(
  keys: readonly { readonly kind: Column["kind"]; readonly location: Location }[],
): readonly Complaint[] {
  return keyNames.flatMap((name) =>
    keys
      .filter(({ kind }) => kind === name)
      .slice(1)
      .map(({ location }): Complaint => ({
        location,
        message: `two columns are called ${name}`,
        hint: "keep one of the two",
      })),
  );
}
