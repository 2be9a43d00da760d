/** What a patch and a row may hold, field by field; the provider's own limits come on top. */
import * as z from "zod";

import { jsonObject } from "../domain/documents/json.ts";
import { fieldNames, fieldOf } from "../domain/fields.ts";
import { schemaOf } from "../domain/field/field-schemas.ts";

/**
 * Every field under its name, fields of a group below the group's.
 *
 * @param ofNull what null does
 */
function fieldShape(ofNull = "null clears it"): Record<string, z.ZodType> {
  const groups: Record<string, Record<string, z.ZodType>> = {};
  const shape: Record<string, z.ZodType> = {};
  for (const name of fieldNames) {
    const schema = schemaOf(name)
      .nullish()
      .describe(`${fieldOf(name).help}; ${ofNull}`);
    const [group = "", member] = name.split(".");
    if (member === undefined) shape[name] = schema;
    else (groups[group] ??= {})[member] = schema;
  }
  for (const [group, members] of Object.entries(groups)) {
    shape[group] = z.strictObject(members).optional();
  }
  return shape;
}

/** What `--file` takes. */
export const patchSchema = z.strictObject(fieldShape());

/** A line of NDJSON, or an item of an array, that `--from` takes. */
export const rowInputSchema = z
  .object({
    id: z.string().exactOptional().describe("the provider's own id of the customer"),
    provider: z.string().exactOptional(),
    revision: z.string().exactOptional().describe("of a printed row: what its fields were"),
    native: jsonObject.exactOptional().describe("the provider's own names and values"),
    ...fieldShape(),
    externalId: z.string().nullish().describe("your own id: whom, or beside an id a field to set"),
  })
  .describe("a row names its customer by id or externalId");

/** What `customers create --file` takes, and an item that its `--from` takes. */
export const newCustomerSchema = z
  .object({
    provider: z.string().exactOptional().describe("only in a row: where it is made"),
    native: jsonObject
      .exactOptional()
      .describe("only in a row: the provider's own names and values"),
    ...fieldShape("null is no value"),
  })
  .describe("a printed customer stands for its fields");
