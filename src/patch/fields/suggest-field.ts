import { fieldNames, fieldOf, type FieldName } from "../../domain/fields.ts";
import { nearest } from "../../domain/text/nearest.ts";

/** Every way a field is called, by what it means: its name, its flag, the last part of its name; and the groups. */
const spellings = new Map<string, string>();
for (const spell of [
  (name: FieldName) => name,
  (name: FieldName) => fieldOf(name).flag,
  (name: FieldName) => name.split(".").at(-1),
]) {
  for (const name of fieldNames) {
    const spelling = spell(name);
    if (spelling !== undefined && !spellings.has(spelling)) spellings.set(spelling, name);
  }
}
for (const name of fieldNames) {
  const [group = "", inside] = name.split(".");
  if (inside !== undefined) spellings.set(group, group);
}

/** The field, or the group of fields such as `address`, that a mistyped key or path most likely means. */
export function suggestField(text: string): string | undefined {
  const found =
    nearest(text, spellings.keys()) ?? nearest(text.split(".").at(-1) ?? "", spellings.keys());
  return found === undefined ? undefined : spellings.get(found);
}

/** `; did you mean "address.city"?`, or nothing. */
export function didYouMeanField(text: string): string {
  const found = suggestField(text);
  return found === undefined ? "" : `; did you mean "${found}"?`;
}
