/** Edits and complaints as lines, for tables of texts. */
import { describeComplaint, describeLocation, type Complaint } from "../../src/domain/errors.ts";
import { printJson } from "../../src/domain/json.ts";
import type { CustomerPatch, Edit } from "../../src/domain/patch.ts";
import { readDocument, type LocatedDocument } from "../../src/patch/document.ts";
import { pathOf } from "../../src/patch/overlap.ts";

type Result = { readonly patch: CustomerPatch } | { readonly complaints: readonly Complaint[] };

/** `set name "A"`, or the complaints with their places. */
export function printed(result: Result): readonly string[] {
  return "complaints" in result
    ? result.complaints.map(describeComplaint)
    : result.patch.edits.map(printEdit);
}

/** Hints of the complaints; a complaint without one gives an empty text. */
export function hints(result: Result): readonly string[] {
  return "complaints" in result ? result.complaints.map(({ hint }) => hint ?? "") : [];
}

/** The edits with the place where each was said. */
export function placed(result: Result): readonly string[] {
  return "patch" in result
    ? result.patch.edits.map((edit) => `${describeLocation(edit.location)} ${printEdit(edit)}`)
    : [];
}

/** A document that is known to be readable. */
export function document(text: string, name = "p"): LocatedDocument {
  const result = readDocument(new TextEncoder().encode(text), name, { numbers: "keep" });
  if ("document" in result) return result.document;
  throw new Error(result.complaints.map(describeComplaint).join("\n"));
}

function printEdit(edit: Edit): string {
  const value = edit.op === "unset" ? "" : ` ${printJson(edit.value)}`;
  return `${edit.op} ${pathOf(edit)}${value}`;
}
