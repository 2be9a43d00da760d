/** Down into a field's schema: what a key or item inside the field must be. */
import * as z from "zod";

/** Schemas of an object's keys; undefined when the schema is no object with known keys. */
export function shapeOf(
  schema: z.ZodType | undefined,
): Readonly<Record<string, z.ZodType>> | undefined {
  return schema instanceof z.ZodObject ? schema.shape : undefined;
}

/** Schema of a list's items; undefined when the schema is no list. */
export function itemSchemaOf(schema: z.ZodType): z.ZodType | undefined {
  return schema instanceof z.ZodArray ? required(schema.element as z.ZodType) : undefined;
}

/** Schema of any key's value; undefined when the schema is no map. */
export function mapValueSchemaOf(schema: z.ZodType): z.ZodType | undefined {
  return schema instanceof z.ZodRecord ? required(schema.valueType as z.ZodType) : undefined;
}

/** Schema of the value at a path of keys and indexes; undefined when nothing is known there. */
export function schemaAt(
  schema: z.ZodType,
  path: readonly (string | number)[],
): z.ZodType | undefined {
  return path.reduce<z.ZodType | undefined>((found, step) => {
    if (found === undefined) return undefined;
    const shape = shapeOf(found);
    if (shape === undefined) return itemSchemaOf(found) ?? mapValueSchemaOf(found);
    const inside = Object.hasOwn(shape, step) ? shape[step] : undefined;
    return inside === undefined ? undefined : required(inside);
  }, required(schema));
}

/** The schema without the leave to be null or missing. */
export function required(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
    ? required(schema.unwrap() as z.ZodType)
    : schema;
}
