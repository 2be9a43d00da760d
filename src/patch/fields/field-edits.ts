/** From a field's whole value to edits: a map and an object key by key, everything else as it is. */
import { compact } from "../../domain/compact.ts";
import type { Complaint, Location } from "../../domain/errors.ts";
import { schemaOf } from "../../domain/field/field-schemas.ts";
import { fieldOf, type FieldName } from "../../domain/fields.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../domain/json.ts";
import { type Path, printFieldPath } from "../../domain/path.ts";
import type { Edit } from "../../domain/patch.ts";
import { checkStrings, checkValue, type Finding } from "./value-check.ts";

/** Edits, and what is wrong with the rest. */
export interface Found {
  readonly edits: readonly Edit[];
  readonly complaints: readonly Complaint[];
}

/** Nothing but the one thing that is wrong. */
export function refuse(location: Location, message: string, hint?: string): Found {
  return { edits: [], complaints: [compact({ location, message, hint })] };
}

/** All edits and all complaints. */
export function allFound(parts: readonly Found[]): Found {
  return {
    edits: parts.flatMap((part) => part.edits),
    complaints: parts.flatMap((part) => part.complaints),
  };
}

/** Where values come from, for complaints. */
export interface Origin {
  /** Location of what stands at the path from the field's value down. */
  readonly locationOf: (path: readonly (string | number)[]) => Location;
  /** How the value at the printed path is cleared there. */
  readonly clearHint: (path: string) => string;
  /** Null inside a map is a value to be stored; missing: it takes the key out. */
  readonly storesNull?: true;
}

/**
 * The edits that give the field this value; `null` clears. Keys of a map or an object that the value does not name
 * stay as they are. An empty map becomes one edit that sets `{}`: it counts only where the whole map is replaced.
 */
export function fieldEdits(field: FieldName, value: Json, origin: Origin): Found {
  const { kind } = fieldOf(field);
  const base = { field, rest: [], location: origin.locationOf([]) };
  if (value === null) return { edits: [{ ...base, op: "unset" }], complaints: [] };
  const complaints = [
    ...checkField(field, value).map(({ path, message }): Complaint => ({
      location: origin.locationOf(path),
      message: isNamed(message) ? message : `"${nameAt(field, path)}": ${message}`,
    })),
    ...emptyStrings(field, value, origin),
  ];
  if (complaints.length > 0) return { edits: [], complaints };
  const byKey =
    isJsonObject(value) && (kind === "object" || (kind === "map" && Object.keys(value).length > 0));
  return {
    edits: byKey ? keyEdits(field, [], value, origin) : [{ ...base, op: "set", value }],
    complaints,
  };
}

/** Any object is a map: its schema need not be asked about every key. */
function checkField(field: FieldName, value: Json): readonly Finding[] {
  return fieldOf(field).kind === "map" && isJsonObject(value)
    ? checkStrings(value)
    : checkValue(schemaOf(field), value);
}

/** `contacts[0].email` */
export function nameAt(field: string, path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (name, step) => (typeof step === "number" ? `${name}[${step}]` : `${name}.${step}`),
    field,
  );
}

/** Whether the message says itself what it is about. */
function isNamed(message: string): boolean {
  return message.startsWith("unknown key ");
}

/** One edit a key of the object that stands at `rest` inside the field; `null` clears the key, or is stored. */
export function keyEdits(
  field: FieldName,
  rest: Path,
  value: JsonObject,
  { locationOf, storesNull }: Origin,
): readonly Edit[] {
  const isValue = storesNull === true && fieldOf(field).kind === "map";
  return Object.entries(value).map(([key, item]): Edit => {
    const base = { field, rest: [...rest, { key }], location: locationOf([key]) };
    return item === null && !isValue
      ? { ...base, op: "unset" }
      : { ...base, op: "set", value: item };
  });
}

/** An empty string is refused wherever it would stand for a field; inside a map or a list's objects it is data. */
function emptyStrings(field: FieldName, value: Json, origin: Origin): readonly Complaint[] {
  const { kind } = fieldOf(field);
  const complain = (path: readonly (string | number)[], rest: Path): Complaint => ({
    location: origin.locationOf(path),
    message: 'an empty string ("") is not a value',
    hint: origin.clearHint(printFieldPath(field, rest)),
  });
  if (value === "") return [complain([], [])];
  if (kind === "stringList" && isJsonArray(value)) {
    return value.flatMap((item, index) =>
      item === "" ? [{ ...complain([index], []), hint: "leave the item out of the list" }] : [],
    );
  }
  if (kind !== "object" || !isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    item === "" ? [complain([key], [{ key }])] : [],
  );
}
