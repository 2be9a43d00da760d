/** Every schema by its name: of what is read, and of what is printed. */
import { configSchema } from "../config/schema.ts";
import { driftSchema } from "../domain/documents/drift.ts";
import { failureSchema } from "../domain/documents/errors/failure.ts";
import { historySchema, recordSchema, runRecordSchema } from "../domain/documents/history.ts";
import { entrySchema } from "../domain/documents/journal.ts";
import { jsonSchemaOf } from "../domain/documents/json-schema.ts";
import { customerSchema, outcomeSchema } from "../domain/documents/outcome.ts";
import { rowSchema, runResultsSchema, runSchema } from "../domain/documents/run.ts";
import { savedPlanSchema } from "../domain/documents/saved-plan.ts";
import {
  configCheckSchema,
  configPathSchema,
  configShownSchema,
  emulatorStatusSchema,
  providersSchema,
} from "../domain/documents/setup.ts";
import { newCustomerSchema, patchSchema, rowInputSchema } from "../patch/schemas.ts";
import { allProviders } from "../providers/registry.ts";

const schemas = {
  config: ["input", "a configuration file", configSchema(allProviders)],
  patch: ["input", "what update --file takes", patchSchema],
  row: ["input", "a row that update --from takes", rowInputSchema],
  "new-customer": [
    "input",
    "what create --file takes, and each row of its --from",
    newCustomerSchema,
  ],
  plan: ["input", "a plan that --out saved and apply takes", savedPlanSchema],
  outcome: ["output", "how one update, create, apply or undo ended", outcomeSchema],
  customer: [
    "output",
    "what customers get prints, and each item of customers list",
    customerSchema,
  ],
  drift: ["output", "what customers drift prints", driftSchema],
  result: ["output", "a line for each row of a run", rowSchema],
  run: ["output", "what a run came to", runSchema],
  results: ["output", "a whole run, with its rows", runResultsSchema],
  history: ["output", "what history prints", historySchema],
  change: ["output", "one recorded change, as history show prints it", recordSchema],
  "recorded-run": ["output", "one recorded run, as history show prints it", runRecordSchema],
  journal: ["output", "a line of the journal", entrySchema],
  providers: ["output", "what providers prints", providersSchema],
  emulator: ["output", "what emulator status prints", emulatorStatusSchema],
  "config-show": ["output", "what config show prints", configShownSchema],
  "config-path": ["output", "what config path prints", configPathSchema],
  "config-check": ["output", "what config check and whoami print", configCheckSchema],
  error: ["output", "a failure, on stderr where the output is for programs", failureSchema],
} as const;

export type SchemaName = keyof typeof schemas;

export const schemaNames = Object.keys(schemas) as readonly SchemaName[];

/** What a document of this schema is. */
export function schemaTitle(name: SchemaName): string {
  return schemas[name][1];
}

/** The JSON Schema of this name. */
export function schemaNamed(name: SchemaName): object {
  const [direction, title, schema] = schemas[name];
  return jsonSchemaOf(name, title, schema, direction);
}
