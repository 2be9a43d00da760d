/** `--set` and `--unset`, and whatever else assigns to one path: → edits. */
import * as z from "zod";

import type { Location } from "../domain/errors.ts";
import { fieldOf, type FieldName } from "../domain/fields.ts";
import { isJsonObject, type Json } from "../domain/json.ts";
import { parsePath, PathError, type Path, printFieldPath } from "../domain/path.ts";
import { type Assignment, splitAfterPath, withEquals } from "./assignment.ts";
import { additions, addingTo, listAsText } from "./added-items.ts";
import type { Refused } from "./checked.ts";
import { fieldEdits, type Found, keyEdits, type Origin, refuse } from "./fields/field-edits.ts";
import { groupEdits } from "./from-document.ts";
import { insideField } from "./fields/inside-field.ts";
import { jsonAt } from "./tree/tree-json.ts";
import { mapValueSchemaOf, shapeOf } from "./fields/schema-walk.ts";
import { checkValue } from "./fields/value-check.ts";
import { targetOf, type Target } from "./fields/vocabulary.ts";

const setLocation: Location = { name: "--set" };
const unsetLocation: Location = { name: "--unset" };

/** Everything on a command line has its flag as its location. */
export function originAt(location: Location): Origin {
  return { locationOf: () => location, clearHint: (path) => `to clear it use --unset ${path}` };
}

/** Where an assignment is written, and what its writer can do about a value that is refused. */
export interface Writing {
  readonly location: Location;
  readonly by: "flag" | "cell";
  /** How the value at the printed path is cleared there. */
  readonly clearHint: (path: string) => string;
  /** How a value that is no string is given to the path. */
  readonly jsonHint: (path: string) => string;
  /** How a string is given to a path that was assigned JSON. */
  readonly textHint: (path: string) => string;
}

const asFlag: Writing = {
  location: setLocation,
  by: "flag",
  clearHint: originAt(setLocation).clearHint,
  jsonHint: (path) => `write JSON after := as in ${path}:=…`,
  textHint: (path) => `for a plain text write ${path}=…`,
};

/** `--set path=value` gives a string, `--set path:=json` a typed value. */
export function editsOfSet(text: string): Found {
  const assignment = splitAfterPath(text);
  return assignment === undefined
    ? refuse(
        setLocation,
        `"${text}" is not path=value`,
        withEquals(text) ?? "write path=text or path:=json",
      )
    : editsOfAssignment(assignment, asFlag);
}

/** One value given to one path; complaints name the path. */
export function editsOfAssignment(assignment: Assignment, writing: Writing): Found {
  const adding = addingTo(assignment.target);
  if (adding !== undefined) return editsOfAddition(adding, assignment, writing);
  const target = parseTarget(assignment.target);
  if (typeof target === "string") {
    const isBlank = assignment.target !== assignment.target.trim();
    return refuse(writing.location, target, isBlank ? "write no blanks around the =" : undefined);
  }
  const value = assignedValue(assignment, writing);
  if ("complaints" in value) return prefixed(assignment.target, { edits: [], ...value });
  const found =
    "group" in target
      ? setGroup(target.group, value.value, assignment, writing)
      : setField(target, value.value, assignment, writing);
  return prefixed(assignment.target, found);
}

/** `aliases+=x` and `contacts+:={…}`. */
function editsOfAddition(
  adding: Exclude<ReturnType<typeof addingTo>, undefined>,
  assignment: Assignment,
  writing: Writing,
): Found {
  const { location, jsonHint } = writing;
  if ("wrong" in adding) return refuse(location, adding.wrong);
  const value = assignedValue(assignment, {
    ...writing,
    clearHint: () => "leave it out to add nothing",
  });
  if ("complaints" in value) return prefixed(assignment.target, { edits: [], ...value });
  if (value.value === null)
    return nothing(assignment.target, "leave it out to add nothing", location);
  const list = assignment.typed ? undefined : listAsText(assignment.value);
  if (list !== undefined)
    return prefixed(assignment.target, refuse(location, list, jsonHint(assignment.target)));
  const isText = !assignment.typed && fieldOf(adding.field).kind === "list";
  return prefixed(
    assignment.target,
    isText
      ? refuse(location, "expected an object, got a text", jsonHint(assignment.target))
      : additions(adding.field, value.value, location),
  );
}

/** `--unset path`: clears a field, a key or an item; a group clears the fields of it that are `supported`. */
export function editsOfUnset(
  text: string,
  supported?: ReadonlySet<FieldName>,
  location: Location = unsetLocation,
): Found {
  const target = parseTarget(text);
  if (typeof target === "string") {
    const isSet = splitAfterPath(text) !== undefined;
    const hint = isSet ? "it takes a path alone; a value is given with --set" : undefined;
    return refuse(location, target, hint);
  }
  if ("group" in target) return groupEdits(target.group, null, originAt(location), supported);
  const inside = insideField(target.field, target.rest);
  if ("message" in inside) return refuse(location, inside.message, inside.hint);
  if (!inside.clearable) return refuse(location, `"${text}" cannot be cleared`);
  return { edits: [{ ...target, location, op: "unset" }], complaints: [] };
}

/** The target, or why there is none. */
function parseTarget(text: string): Exclude<Target, { readonly unknown: string }> | string {
  try {
    const target = targetOf(parsePath(text));
    return "unknown" in target ? target.unknown : target;
  } catch (error) {
    if (error instanceof PathError) return error.message;
    throw error;
  }
}

/** The value to the right of `=` or `:=`. */
function assignedValue(
  { target, value: text, typed }: Assignment,
  { location, clearHint, textHint }: Writing,
): { readonly value: Json } | Refused {
  if (typed) return jsonAt(location, text, textHint(target));
  if (text !== "") return { value: text };
  const message = 'an empty string ("") is not a value';
  return { complaints: [{ location, message, hint: clearHint(target) }] };
}

function nothing(target: string, hint: string, location: Location): Found {
  return refuse(location, `"${target}": null is not a value`, hint);
}

function setGroup(group: string, value: Json, { target }: Assignment, writing: Writing): Found {
  if (value === null) return nothing(target, writing.clearHint(target), writing.location);
  if (typeof value !== "string") return groupEdits(group, value, originOf(writing));
  return refuse(writing.location, "expected an object, got a text", `write ${group}:={…}`);
}

function setField(
  { field, rest }: { readonly field: FieldName; readonly rest: Path },
  value: Json,
  assignment: Assignment,
  writing: Writing,
): Found {
  const { location } = writing;
  const inside = insideField(field, rest);
  if ("message" in inside) return refuse(location, inside.message, inside.hint);
  const { schema } = inside;
  // Null is a value in the user's own data, and nowhere else.
  if (value === null && !schema.safeParse(null).success) {
    return nothing(assignment.target, writing.clearHint(assignment.target), location);
  }
  const [wrong] = assignment.typed ? [] : checkValue(schema, value);
  if (wrong !== undefined) {
    return refuse(location, wrong.message, writing.jsonHint(assignment.target));
  }
  if (rest.length === 0) return fieldEdits(field, value, originOf(writing));
  if (fieldOf(field).kind === "stringList") {
    const hint = `use --unset ${printFieldPath(field, rest)} and add the new text`;
    return refuse(location, "an item of this list is its own text and cannot be set", hint);
  }
  const found = setInside(field, rest, schema, value, writing);
  if (assignment.typed) return found;
  return { ...found, edits: found.edits.map((edit) => ({ ...edit, plain: writing.by })) };
}

/** An object with known keys, and a map, change only by the keys that are named. */
function setInside(
  field: FieldName,
  rest: Path,
  schema: z.ZodType,
  value: Json,
  writing: Writing,
): Found {
  const { location } = writing;
  const byKey = shapeOf(schema) !== undefined || mapValueSchemaOf(schema) !== undefined;
  const findings = checkValue(schema instanceof z.ZodObject ? schema.partial() : schema, value);
  if (findings.length > 0) {
    return { edits: [], complaints: findings.map(({ message }) => ({ location, message })) };
  }
  if (byKey && isJsonObject(value)) {
    if (Object.keys(value).length === 0)
      return refuse(location, "the object names nothing to change");
    return { edits: keyEdits(field, rest, value, originOf(writing)), complaints: [] };
  }
  if (value === "") {
    const path = printFieldPath(field, rest);
    return refuse(location, 'an empty string ("") is not a value', writing.clearHint(path));
  }
  return { edits: [{ field, rest, location, op: "set", value }], complaints: [] };
}

function originOf({ location, clearHint }: Writing): Origin {
  return { locationOf: () => location, clearHint, storesNull: true };
}

function prefixed(target: string, { edits, complaints }: Found): Found {
  return {
    edits,
    complaints: complaints.map((complaint) => ({
      ...complaint,
      message: [`"${target}"`, `"${target}.`, `"${target}[`].some((name) =>
        complaint.message.includes(name),
      )
        ? complaint.message
        : `"${target}": ${complaint.message}`,
    })),
  };
}
