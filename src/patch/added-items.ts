/** `aliases+`: what is added to a list, whose other items stay. */
import type { Location } from "../domain/errors.ts";
import { schemaOf } from "../domain/field/field-schemas.ts";
import { fieldOf, type FieldName, isFieldName } from "../domain/fields.ts";
import { isJsonArray, type Json, parseJson } from "../domain/json.ts";
import { identityOf } from "../domain/members.ts";
import type { Edit } from "../domain/patch.ts";
import { allFound, type Found, nameAt, refuse } from "./fields/field-edits.ts";
import { checkValue } from "./fields/value-check.ts";

/** Whether the path says that items are added: to which field, or why to none. Undefined: it says no such thing. */
export function addingTo(
  path: string,
): { readonly field: FieldName } | { readonly wrong: string } | undefined {
  const name = path.endsWith("+") ? path.slice(0, -1) : "";
  if (!isFieldName(name)) return undefined;
  if (isList(name)) return { field: name };
  return { wrong: `"${path}" adds to a list, and "${name}" is none` };
}

/** What is wrong with a text to be added as an item, where it is a list of texts as JSON writes one. */
export function listAsText(text: string): string | undefined {
  if (!/^\s*\[[^]*\]\s*$/u.test(text)) return undefined;
  try {
    const items = parseJson(text);
    const isList = isJsonArray(items) && items.every((item) => typeof item === "string");
    return isList ? `${text.trim()} is a list, and would be added as one text` : undefined;
  } catch {
    return undefined;
  }
}

/** The edits that add the item, or each item of the list. */
export function additions(field: FieldName, value: Json, location: Location): Found {
  const items = isJsonArray(value) ? value : [value];
  const [wrong] = checkValue(schemaOf(field), items);
  if (wrong !== undefined) {
    const inside = isJsonArray(value) ? wrong.path : wrong.path.slice(1);
    return refuse(location, `"${nameAt(`${field}+`, inside)}": ${wrong.message}`);
  }
  return allFound(items.map((item) => addition(field, item, location)));
}

function addition(field: FieldName, value: Json, location: Location): Found {
  const identity = fieldOf(field).identity ?? [];
  const item = identityOf(value, identity);
  if (item !== undefined) {
    const edit: Edit = { field, rest: [{ item }], location, op: "add", value };
    return { edits: [edit], complaints: [] };
  }
  return value === ""
    ? refuse(location, 'an empty string ("") is not a value')
    : refuse(
        location,
        `an item to add to "${field}" needs its ${identity.join(" or ")}: that is what tells it from the others`,
        `or give the whole list: ${field}:=[…]`,
      );
}

function isList(field: FieldName): boolean {
  const { kind } = fieldOf(field);
  return kind === "list" || kind === "stringList";
}
