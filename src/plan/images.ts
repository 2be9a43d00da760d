/** What fields held at some moment, to tell later whether somebody else changed them meanwhile. */
import type { FieldChange, Customer } from "../domain/change.ts";
import { type FieldName, metadataField } from "../domain/fields.ts";
import type { Json } from "../domain/json.ts";
import type { CustomerPatch } from "../domain/patch.ts";
import { fieldPath, printPath } from "../domain/path.ts";
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
  { edits, replaceMetadata }: CustomerPatch,
): readonly FieldChange[] {
  return images.flatMap(({ field, value }) => {
    const paths =
      replaceMetadata && field === metadataField
        ? [field]
        : edits
            .filter((edit) => edit.field === field)
            .map(({ rest }) => printPath(fieldPath(field, rest)));
    return diffField(field, value, fieldValue(now, field)).filter((row) =>
      paths.some((path) => isWithin(row.field, path) || isWithin(path, row.field)),
    );
  });
}

/** Whether the printed path is the other one, or below it. */
function isWithin(path: string, above: string): boolean {
  return path.startsWith(above) && /^(?:$|[.[])/u.test(path.slice(above.length));
}
