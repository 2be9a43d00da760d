/** Documents as they are printed: what the schema names, in the order in which it stands there. */
import * as z from "zod";

type Encode = (value: unknown) => unknown;

/**
 * An encoder for documents of this schema. A value is not checked, its type says that it fits; whatever it holds
 * besides, and what is undefined, is left out.
 */
export function encoderOf<Schema extends z.ZodType>(
  schema: Schema,
): (value: z.infer<Schema>) => z.infer<Schema> {
  const encode = encodeOf(schema);
  return (value) => encode?.(value) as z.infer<Schema>;
}

/** Undefined: the value is printed as it is. */
function encodeOf(schema: unknown): Encode | undefined {
  if (schema instanceof z.ZodExactOptional || schema instanceof z.ZodReadonly) {
    return encodeOf(schema.unwrap());
  }
  if (schema instanceof z.ZodArray) {
    const encode = encodeOf(schema.element);
    return encode && ((items) => (items as readonly unknown[]).map(encode));
  }
  if (!(schema instanceof z.ZodObject)) return undefined;
  const members = Object.entries(schema.shape).map(([key, of]) => [key, encodeOf(of)] as const);
  return (value) => {
    const held = value as Readonly<Record<string, unknown>>;
    const document: Record<string, unknown> = {};
    for (const [key, encode] of members) {
      const member = held[key];
      if (member !== undefined) document[key] = encode?.(member) ?? member;
    }
    return document;
  };
}
