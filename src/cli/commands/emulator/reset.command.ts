import { command } from "../../args/command.ts";
import type { ValuesOf } from "../../args/option.ts";
import { ownOptions } from "./options.ts";

export type ResetOptions = ValuesOf<typeof ownOptions>;

export const emulatorReset = command({
  operands: [],
  tooMany: "it resets every provider",
  options: ownOptions,
  examples: ["billing emulator reset"],
  load: async () => (await import("./reset.ts")).handle,
});
