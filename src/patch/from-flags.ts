/** Flags, as plain strings → a patch. */
import type { Complaint, Location } from "../domain/errors.ts";
import { schemaOf } from "../domain/field/field-schemas.ts";
import { type FieldName, fieldOf, metadataField } from "../domain/fields.ts";
import { printPath } from "../domain/path.ts";
import type { CustomerPatch, Edit } from "../domain/patch.ts";
import { listAsText } from "./added-items.ts";
import { splitAtFirst, withEquals } from "./assignment.ts";
import { unlessRefused, type Refused } from "./checked.ts";
import { overlay, withoutEmptyMap } from "./combine.ts";
import type { LocatedDocument } from "./document.ts";
import { allFound, fieldEdits, type Found, refuse } from "./fields/field-edits.ts";
import { originIn } from "./from-document.ts";
import { jsonAt } from "./tree/tree-json.ts";
import { overlaps } from "./overlap.ts";
import { editsOfSet, editsOfUnset, originAt } from "./set-flag.ts";
import { checkValue } from "./fields/value-check.ts";

/** Everything on a command line that says what to change. */
export interface PatchFlags {
  readonly fields: readonly {
    readonly name: FieldName;
    /** What was given, in order; a switch gives a boolean. */
    readonly values: readonly string[] | boolean;
    /** As written: `--name`. */
    readonly flag: string;
  }[];
  /** `key=value` or `key:=json`. */
  readonly metadata: readonly string[];
  readonly metadataFile?: LocatedDocument;
  /** `path=value` or `path:=json`. */
  readonly set: readonly string[];
  /** Paths. */
  readonly unset: readonly string[];
  readonly replaceMetadata: boolean;
  /** Fields that `--unset address` clears; missing: all of the group. */
  readonly supported?: ReadonlySet<FieldName>;
}

/** What the flags ask to change. A key of `--metadata` or `--set` wins over the same key in the metadata file. */
export function patchFromFlags(flags: PatchFlags): { readonly patch: CustomerPatch } | Refused {
  const said = allFound([
    ...flags.fields.map(editsOfField),
    ...flags.metadata.map(editsOfMetadata),
    ...flags.set.map(editsOfSet),
    ...flags.unset.map((path) => editsOfUnset(path, flags.supported)),
  ]);
  const file = flags.metadataFile;
  const fromFile: Found =
    file === undefined ? allFound([]) : fieldEdits(metadataField, file.value, originIn(file, []));
  const edits = withoutEmptyMap(said.edits);
  const both = overlay(fromFile.edits, edits);
  const complaints = [
    ...said.complaints,
    ...fromFile.complaints,
    ...overlaps(edits),
    ...both.complaints,
  ];
  const patch = { edits: both.edits, replaceMetadata: flags.replaceMetadata };
  return unlessRefused({ patch }, complaints);
}

function editsOfField({ name, values, flag }: PatchFlags["fields"][number]): Found {
  const location: Location = { name: flag };
  if (typeof values === "boolean") return fieldEdits(name, values, originAt(location));
  if (fieldOf(name).kind === "stringList") return addedItems(name, values, location);
  const [value, ...more] = values;
  if (value === undefined) return refuse(location, "a value is missing");
  if (more.length > 0) return refuse(location, "given more than once", "keep one of them");
  return fieldEdits(name, value, originAt(location));
}

function addedItems(field: FieldName, values: readonly string[], location: Location): Found {
  if (values.includes("")) {
    const hint = `to remove an item use --unset ${field}[…]`;
    return refuse(location, 'an empty string ("") is not a value', hint);
  }
  const list = values.map(listAsText).find((found) => found !== undefined);
  if (list !== undefined) {
    return refuse(location, list, `several at once are added with --set '${field}+:=[…]'`);
  }
  const findings = checkValue(schemaOf(field), values);
  const complaints = findings.map(({ message }) => ({ location, message }));
  const edits = values.map((value): Edit => ({
    field,
    rest: [{ item: value }],
    location,
    op: "add",
    value,
  }));
  return { edits: complaints.length === 0 ? edits : [], complaints };
}

function editsOfMetadata(text: string): Found {
  const location: Location = { name: "--metadata" };
  const assignment = splitAtFirst(text);
  if (assignment === undefined) {
    const isJson = text.trimStart().startsWith("{");
    const hint = isJson
      ? `several keys at once: --set '${metadataField}:={…}', or a file of them with --metadata-file`
      : (withEquals(text) ?? "write key=text or key:=json");
    return refuse(location, `"${text}" is not key=value`, hint);
  }
  const { target: key, value, typed } = assignment;
  if (key === "") return refuse(location, `"${text}" has no key`, "write key=text or key:=json");
  const path = printPath([{ key: metadataField }, { key }]);
  if (!typed && value === "") {
    const hint = `to remove the key use --unset ${path}, to store an empty text ${key}:='""'`;
    return refuse(location, `"${key}": an empty string ("") is not a value`, hint);
  }
  const read = typed ? jsonAt(location, value, `for a plain text write ${key}=…`) : { value };
  if ("complaints" in read) {
    const named = (complaint: Complaint): Complaint => ({
      ...complaint,
      message: `"${key}": ${complaint.message}`,
    });
    return { edits: [], complaints: read.complaints.map(named) };
  }
  const [wrong] = checkValue(schemaOf(metadataField), { [key]: read.value });
  if (wrong !== undefined) return refuse(location, `"${key}": ${wrong.message}`);
  const edit = { field: metadataField, rest: [{ key }], location, value: read.value };
  const said: Edit = { ...edit, op: "set" };
  return { edits: [typed ? said : { ...said, plain: "flag" }], complaints: [] };
}
