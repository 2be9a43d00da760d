import { fieldOf, isFieldName } from "./fields.ts";
import { isJsonArray, type Json } from "./json.ts";
import { identityOf, own } from "./members.ts";
import { type Path, printPath } from "./path.ts";

/**
 * What stands under a path in a customer or its record; undefined where there is nothing. An item of a list is told
 * by the identity that the vocabulary knows for the list, elsewhere by its `id`, its `email` or its place from 0 on.
 */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  let found = value;
  for (const [index, segment] of path.entries()) {
    found = "key" in segment ? own(found, segment.key) : itemOf(found, path, index, segment.item);
  }
  return found;
}

function itemOf(list: Json | undefined, path: Path, index: number, item: string): Json | undefined {
  if (!isJsonArray(list)) return undefined;
  const name = printPath(path.slice(0, index));
  const known = isFieldName(name) ? fieldOf(name).identity : undefined;
  for (const keys of known ?? [["id"], ["email"]]) {
    const held = list.find((one) => identityOf(one, [keys]) === item);
    if (held !== undefined) return held;
  }
  return /^\d{1,6}$/u.test(item) ? list[Number(item)] : undefined;
}
