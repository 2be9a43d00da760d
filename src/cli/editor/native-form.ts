/** What a provider's update call takes, in its own words and with the values that are stored, for an editor. */
import { fieldOf, type FieldName } from "../../domain/fields.ts";
import { isJsonObject, type Json, type JsonObject, sameJson } from "../../domain/json.ts";
import { type Draft, memberAt, own, putMember } from "../../domain/members.ts";
import type { LocatedDocument } from "../../patch/document.ts";
import { checkNumbers } from "../../patch/edited-record.ts";
import type { Provider } from "../../providers/contract.ts";
import { fieldsOf, mappingOf } from "../../providers/wire/record.ts";
import { printYaml } from "../../render/machine/yaml.ts";
import { patchOfDocument } from "../../update/input/document-patch.ts";
import type { Connection } from "../../update/connection.ts";
import type { CustomerRead } from "../../update/read-customer.ts";
import { type Edited, type Form, remarksAround } from "./form.ts";
import { remarksAbove, remarksOnMissing } from "./remarks.ts";

/** Fields by their path in the vendor's record. */
type Fields = ReadonlyMap<string, FieldName>;

export function nativeForm(connection: Connection, read: CustomerRead): Form {
  const { provider } = connection;
  const document = settableMembers(provider, read.native);
  const missing = remarksOnMissing(
    provider,
    ({ vendorName }) => memberAt(document, vendorName) !== undefined,
    ({ vendorName }) => vendorName,
  );
  const around = remarksAround(connection, read, {
    first: ["The keys are the provider's own, as its API documents the body of an update."],
    last: missing.length === 0 ? [] : [...missing.slice(1), ""],
  });
  return {
    text: printYaml(document, {
      ...around,
      above: remarksAbove(provider, ({ vendorName }) => vendorName),
    }),
    patchOf: (given) => patchOf(provider, document, given),
  };
}

function settableMembers(provider: Provider, native: JsonObject): JsonObject {
  const draft: Draft = {};
  for (const field of fieldsOf(provider)) {
    const mapping = mappingOf(provider, field);
    if (mapping === undefined || mapping.access !== undefined) continue;
    const value = memberAt(native, mapping.path);
    if (value !== undefined) putMember(draft, mapping.path, value);
  }
  return draft;
}

function patchOf(provider: Provider, before: JsonObject, document: LocatedDocument): Edited {
  const fields = new Map(
    fieldsOf(provider).flatMap((field): [string, FieldName][] => {
      const path = mappingOf(provider, field)?.path;
      return path === undefined ? [] : [[path, field]];
    }),
  );
  const given = isJsonObject(document.value) ? document.value : {};
  const changed = changedMembers(given, before, "", fields);
  const found = patchOfDocument({ ...document, value: changed }, provider, true);
  if ("complaints" in found) return found;
  const complaints = checkNumbers(document, changed, []);
  return complaints.length > 0
    ? { complaints }
    : { patch: found.patch, leftOut: leftOut(given, before, "", fields) };
}

/** The members that say something else than before; of a map only the keys that do. */
function changedMembers(
  given: JsonObject,
  before: Json | undefined,
  above: string,
  fields: Fields,
): JsonObject {
  const entries = Object.entries(given).flatMap(([key, value]): [string, Json][] => {
    const held = own(before, key);
    if (sameJson(value, held)) return [];
    const path = `${above}${key}`;
    const partsBelow = partsOf(path, fields);
    if (!isJsonObject(value) || !isJsonObject(held) || partsBelow === "none") return [[key, value]];
    const inner =
      partsBelow === "members"
        ? changedMembers(value, held, `${path}.`, fields)
        : Object.fromEntries(
            Object.entries(value).filter(([name, item]) => !sameJson(item, own(held, name))),
          );
    return Object.keys(inner).length === 0 ? [] : [[key, inner]];
  });
  return Object.fromEntries(entries);
}

/** Paths that were in the text and are no longer. */
function leftOut(
  given: JsonObject,
  before: JsonObject,
  above: string,
  fields: Fields,
): readonly string[] {
  return Object.entries(before).flatMap(([key, held]) => {
    const path = `${above}${key}`;
    const value = own(given, key);
    if (value === undefined) return [path];
    const parts = partsOf(path, fields);
    if (!isJsonObject(held) || !isJsonObject(value) || parts === "none") return [];
    if (parts === "members") return leftOut(value, held, `${path}.`, fields);
    return Object.keys(held)
      .filter((name) => !Object.hasOwn(value, name))
      .map((name) => `${path}.${name}`);
  });
}

/** What stands under a member and is changed by itself: the keys of a map, other members, or nothing. */
function partsOf(path: string, fields: Fields): "keys" | "members" | "none" {
  const field = fields.get(path);
  if (field !== undefined) return ["map", "object"].includes(fieldOf(field).kind) ? "keys" : "none";
  return [...fields.keys()].some((name) => name.startsWith(`${path}.`)) ? "members" : "none";
}
