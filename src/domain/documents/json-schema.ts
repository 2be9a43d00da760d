/** Schemas as other programs read them. */
import * as z from "zod";

/** Where a schema is found under its name. */
const home = "https://billing.example/schemas/";

/**
 * The schema as JSON Schema (2020-12).
 *
 * @param direction whether it is of what is read or of what is printed
 */
export function jsonSchemaOf(
  name: string,
  title: string,
  schema: z.ZodType,
  direction: "input" | "output",
): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io: direction,
    // What only code can check is left to the program.
    unrepresentable: "any",
    // Arrays that our own code does not change are arrays like any other.
    override: ({ jsonSchema }) => delete jsonSchema.readOnly,
  });
  return { $schema, $id: `${home}${name}.json`, title, ...rest };
}
