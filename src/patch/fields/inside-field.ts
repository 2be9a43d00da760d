/** What a path inside a field leads to, by the field's schema. */
import type * as z from "zod";

import { schemaOf } from "../../domain/field/field-schemas.ts";
import type { FieldName } from "../../domain/fields.ts";
import { didYouMean } from "../../domain/text/nearest.ts";
import { type Path, type Segment, printFieldPath } from "../../domain/path.ts";
import { itemSchemaOf, mapValueSchemaOf, required, shapeOf } from "./schema-walk.ts";
import { itemExample } from "./vocabulary.ts";

/** The schema at the end of the path, and whether what is there may be cleared; or why the path leads nowhere. */
export type Inside =
  | { readonly schema: z.ZodType; readonly clearable: boolean }
  | { readonly message: string; readonly hint?: string };

/** Whether the value is the user's own data: any JSON, objects within objects. */
function isFree(schema: z.ZodType): boolean {
  const known = free.get(schema) ?? (schema.safeParse({}).success && schema.safeParse([]).success);
  free.set(schema, known);
  return known;
}

const free = new WeakMap<z.ZodType, boolean>();

/** Walks the path down from the field. An item of a list can be named only where the list's items have an identity. */
export function insideField(field: FieldName, rest: Path): Inside {
  const start: Inside = { schema: required(schemaOf(field)), clearable: true };
  return rest.reduce<Inside>((found, segment, index) => {
    if ("message" in found) return found;
    return step(found.schema, segment, field, rest.slice(0, index));
  }, start);
}

function step(schema: z.ZodType, segment: Segment, field: FieldName, above: Path): Inside {
  const items = itemSchemaOf(schema);
  if (items !== undefined) return stepIntoList(items, segment, field, above);
  if (isFree(schema) && "key" in segment) return { schema, clearable: true };
  const here = () => printFieldPath(field, above);
  if ("item" in segment) {
    return { message: `"${here()}" is not a list: [${segment.item}] names no item of it` };
  }
  const values = mapValueSchemaOf(schema);
  if (values !== undefined) return { schema: values, clearable: true };
  const shape = shapeOf(schema);
  if (shape === undefined) {
    return { message: `"${here()}" has nothing below it that could be named "${segment.key}"` };
  }
  const inside = Object.hasOwn(shape, segment.key) ? shape[segment.key] : undefined;
  if (inside === undefined) {
    const guess = didYouMean(segment.key, Object.keys(shape));
    return { message: `unknown key "${segment.key}" in ${here()}${guess}` };
  }
  return { schema: required(inside), clearable: inside.safeParse(null).success };
}

function stepIntoList(items: z.ZodType, segment: Segment, field: FieldName, above: Path): Inside {
  const here = printFieldPath(field, above);
  const example = above.length === 0 ? itemExample(field) : undefined;
  if (example === undefined) {
    return {
      message: `items of "${here}" cannot be named`,
      hint: `set the whole list: ${here}:=[…]`,
    };
  }
  if ("item" in segment) return { schema: items, clearable: true };
  return {
    message: `"${here}" is a list: "${segment.key}" names no item of it`,
    hint: `name the item as ${example}`,
  };
}
