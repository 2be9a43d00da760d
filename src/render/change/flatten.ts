/** A customer as rows: every value under the path that changes it. */
import type { Customer } from "../../domain/change.ts";
import { fieldOf, isFieldName } from "../../domain/fields.ts";
import { identityOf } from "../../domain/members.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../domain/json.ts";
import { type Path, printPath } from "../../domain/path.ts";

interface Entry {
  readonly field: string;
  readonly value: Json;
}

/** Objects are followed by key, lists by identity where the vocabulary knows one that tells all their items apart. */
export function flatten(customer: Customer): readonly Entry[] {
  return Object.entries(customer).flatMap(([key, value]) => follow([{ key }], value));
}

function follow(path: Path, value: Json): readonly Entry[] {
  if (isJsonObject(value)) return followObject(path, value);
  if (isJsonArray(value)) {
    const items = itemsByIdentity(path, value);
    if (items !== undefined) {
      return items.flatMap(([item, fields]) => followObject([...path, { item }], fields));
    }
  }
  return [{ field: printPath(path), value }];
}

function followObject(path: Path, value: JsonObject): readonly Entry[] {
  const entries = Object.entries(value);
  if (entries.length === 0) return [{ field: printPath(path), value }];
  return entries.flatMap(([key, inner]) => follow([...path, { key }], inner));
}

function itemsByIdentity(
  path: Path,
  list: readonly Json[],
): readonly (readonly [string, JsonObject])[] | undefined {
  const name = printPath(path);
  const identity = isFieldName(name) ? fieldOf(name).identity : undefined;
  if (identity === undefined || list.length === 0) return undefined;
  const items: [string, JsonObject][] = [];
  for (const value of list) {
    if (!isJsonObject(value)) return undefined;
    const item = identityOf(value, identity);
    if (item === undefined || item.includes("]") || items.some(([seen]) => seen === item))
      return undefined;
    items.push([item, value]);
  }
  return items;
}
