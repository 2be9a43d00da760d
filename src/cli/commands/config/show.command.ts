import { command } from "../../args/command.ts";
import type { ValuesOf } from "../../args/option.ts";
import { lookingOptions } from "./options.ts";

export type ShowOptions = ValuesOf<typeof lookingOptions>;

export const configShow = command({
  operands: [],
  tooMany: "it shows all settings",
  options: lookingOptions,
  examples: ["billing config show", "billing config show --profile staging -o json"],
  load: async () => (await import("./show.ts")).handle,
});
