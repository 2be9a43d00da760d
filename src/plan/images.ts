/** What fields held at some moment, to tell later whether somebody else changed them meanwhile. */
import type { Change, Customer } from "../domain/change.ts";
import type { FieldName } from "../domain/fields.ts";
import type { Json } from "../domain/json.ts";
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

/** Rows in which a customer differs from the images: `before` as it was, `after` as it is now. */
export function movedSince(images: readonly FieldImage[], now: Customer): readonly Change[] {
  return images.flatMap(({ field, value }) => diffField(field, value, fieldValue(now, field)));
}
