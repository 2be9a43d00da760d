/** What fields held at some moment, to tell later whether somebody else changed them meanwhile. */
import type { FieldChange, Customer } from "../domain/change.ts";
import { movedFields, type PrintedField } from "../domain/field/field-revision.ts";
import { type FieldName, metadataField } from "../domain/fields.ts";
import type { Json } from "../domain/json.ts";
import type { CustomerPatch, Edit } from "../domain/patch.ts";
import { printFieldPath } from "../domain/path.ts";
import { fieldValue } from "./apply-edits.ts";
import { diffField } from "./diff.ts";

/** A whole field's value; missing where the record did not carry it. */
export interface FieldImage {
  readonly field: FieldName;
  readonly value?: Json;
}

export function imagesOf(customer: Customer, fields: readonly FieldName[]): readonly FieldImage[] {
  return fields.map((field) => {
    const value = fieldValue(customer, field);
    return value === undefined ? { field } : { field, value };
  });
}

/**
 * Rows in which a customer differs from the images: `before` as it was, `after` as it is now. What the patch leaves
 * alone, such as another key of the same map, does not count: a write keeps it as it is.
 */
export function movedSince(
  images: readonly FieldImage[],
  now: Customer,
  patch: CustomerPatch,
): readonly FieldChange[] {
  const paths = touchedPaths(patch);
  return images.flatMap(({ field, value }) =>
    diffField(field, value, fieldValue(now, field)).filter((row) =>
      // Who changes one item leaves the order as it is, whatever it is.
      row.orderOnly === true ? paths.named.has(row.field) : isTouched(row.field, paths),
    ),
  );
}

/** {@link movedSince} for fields of which only a digest was kept: what they held then is not known. */
export function movedPrinted(
  printed: readonly PrintedField[],
  now: Customer,
  patch: CustomerPatch,
): readonly FieldChange[] {
  const paths = touchedPaths(patch);
  return movedFields(
    printed.filter(({ path }) => isTouched(path, paths)),
    now,
  );
}

interface TouchedPaths {
  readonly named: ReadonlySet<string>;
  /** These and all that stand above them. */
  readonly downTo: ReadonlySet<string>;
}

function touchedPaths({ edits, replaceMetadata }: CustomerPatch): TouchedPaths {
  const pathOf = ({ field, rest }: Edit) => printFieldPath(field, rest);
  // What is in an object that goes only once it is empty is left alone.
  const isDeep = (edit: Edit) => edit.op !== "unset" || edit.onlyEmpty !== true;
  const paths = edits.filter(isDeep).map(pathOf);
  const named = new Set(replaceMetadata ? [...paths, metadataField] : paths);
  return { named, downTo: new Set([...edits.map(pathOf), ...named].flatMap(pathsDownTo)) };
}

/** Whether the path is one of them, or stands above or below one. */
function isTouched(path: string, { named, downTo }: TouchedPaths): boolean {
  return downTo.has(path) || pathsDownTo(path).some((above) => named.has(above));
}

/** The printed path and all that stand above it. */
function pathsDownTo(path: string): readonly string[] {
  const paths: string[] = [];
  for (let at = 0; at < path.length; at += 1) {
    if (path[at] === "." || path[at] === "[") paths.push(path.slice(0, at));
  }
  paths.push(path);
  return paths;
}
