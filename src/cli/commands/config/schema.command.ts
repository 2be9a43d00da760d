import { command } from "../../args/command.ts";
import { schemaNames } from "../../schemas.ts";

const load = async () => (await import("./schema.ts")).handle;

export const schema = command({
  operands: [
    {
      name: "name",
      required: false,
      help: "which; without one, their names",
      choices: schemaNames,
    },
  ],
  tooMany: "one at a time",
  options: {},
  examples: [
    "billing schema",
    "billing schema outcome > outcome.schema.json",
    "billing schema patch",
  ],
  load,
});

export const configSchema = command({
  operands: [],
  options: {},
  examples: ["billing config schema > config.schema.json"],
  load: async () => (await import("./schema.ts")).handleConfig,
});
