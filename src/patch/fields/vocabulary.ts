/** Names of the common vocabulary: which field a path is about, what may stand below it, and what was meant by others. */
import { fieldNames, fieldOf, isFieldName, type FieldName } from "../../domain/fields.ts";
import { printPath, type Path } from "../../domain/path.ts";
import { nearest } from "../../domain/text/nearest.ts";
import { depthLimit, tooDeep } from "../tree/tree.ts";

/** A name that only groups fields: `address`. */
export function fieldsInGroup(group: string): readonly FieldName[] {
  return fieldNames.filter((name) => name.startsWith(`${group}.`));
}

/** What a path is about: a field and the way inside it, a whole group of fields, or nothing known. */
export type Target =
  | { readonly field: FieldName; readonly rest: Path }
  | { readonly group: string }
  | { readonly unknown: string };

/** The field that a path names. `unknown` is the complaint's message. */
export function targetOf(path: Path): Target {
  if (path.length > depthLimit) return { unknown: `a path is ${tooDeep}` };
  const [first, second] = path;
  const head = first !== undefined && "key" in first ? first.key : "";
  if (isFieldName(head)) return { field: head, rest: path.slice(1) };
  if (fieldsInGroup(head).length > 0) {
    if (second === undefined) return { group: head };
    const name = "key" in second ? `${head}.${second.key}` : "";
    if (isFieldName(name)) return { field: name, rest: path.slice(2) };
  }
  const text = printPath(path);
  return { unknown: `unknown field "${text}"${didYouMeanField(text)}` };
}

/** How a list's items are named in a path: `contacts[<email>]`; undefined when the field is no such list. */
export function itemExample(field: FieldName): string | undefined {
  const { kind, identity } = fieldOf(field);
  if (kind === "stringList") return `${field}[<text>]`;
  const names = identity?.map((keys) => keys.join(", ")).join(" or ");
  return names === undefined ? undefined : `${field}[<${names}>]`;
}

/** Every way a field is called, by what it means: its name, its flag, the last part of its name, what others call it; and the groups. */
const spellings = new Map<string, FieldName[]>();
for (const spell of [
  (name: FieldName) => [name],
  (name: FieldName) => [fieldOf(name).flag],
  (name: FieldName) => [name.split(".").at(-1)],
  (name: FieldName) => fieldOf(name).called ?? [],
]) {
  for (const name of fieldNames) {
    for (const spelling of spell(name)) {
      if (spelling === undefined) continue;
      spellings.set(spelling, [...(spellings.get(spelling) ?? []), name]);
    }
  }
}
const groups = new Set(fieldNames.flatMap((name) => name.split(".").slice(0, -1)));

/** The same for spellings that differ in case and separators alone. */
const bare = (text: string) => text.toLowerCase().replaceAll(/[-_\s]/gu, "");
const called = new Map<string, FieldName[]>();
for (const [spelling, names] of spellings) {
  called.set(bare(spelling), [...(called.get(bare(spelling)) ?? []), ...names]);
}

/** The fields that are called so, here or by others: the likeliest first. */
export function fieldsCalled(text: string): readonly FieldName[] {
  return called.get(bare(text)) ?? [];
}

/** The field that a mistyped name most likely means. */
export function fieldNear(text: string): FieldName | undefined {
  const near = nearest(text, spellings.keys());
  return near === undefined ? undefined : spellings.get(near)?.[0];
}

/** The field, or the group of fields such as `address`, that a mistyped key or path most likely means. */
export function suggestField(text: string): string | undefined {
  const last = text.split(".").at(-1) ?? "";
  return (
    fieldsCalled(text)[0] ??
    (last === text ? undefined : fieldsCalled(last)[0]) ??
    nearest(text, groups) ??
    fieldNear(text) ??
    nearest(last, groups) ??
    fieldNear(last)
  );
}

/** `; did you mean "address.city"?`, or nothing. */
export function didYouMeanField(text: string): string {
  const found = suggestField(text);
  return found === undefined ? "" : `; did you mean "${found}"?`;
}
