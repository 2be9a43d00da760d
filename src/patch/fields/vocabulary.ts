/** Names of the common vocabulary as paths: which field a path is about, and what may stand below it. */
import { fieldNames, fieldOf, isFieldName, type FieldName } from "../../domain/fields.ts";
import { printPath, type Path } from "../../domain/path.ts";
import { didYouMeanField } from "./suggest-field.ts";

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
  return identity === undefined ? undefined : `${field}[<${identity.join(", ")}>]`;
}
