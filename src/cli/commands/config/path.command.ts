import { command } from "../../args/command.ts";
import type { ValuesOf } from "../../args/option.ts";
import { lookingOptions } from "./options.ts";

const { profile: _profile, ...options } = lookingOptions;

export type PathOptions = ValuesOf<typeof options>;

export const configPath = command({
  operands: [],
  tooMany: "it lists all files",
  options,
  examples: ["billing config path", "billing config path -o json"],
  load: async () => (await import("./path.ts")).handle,
});
