import { mostMade } from "../../../emulator/state/fill.ts";
import { command } from "../../args/command.ts";
import { optionsUnder } from "../../args/kinds.ts";
import type { ValuesOf } from "../../args/option.ts";
import { mischiefOptions } from "../../args/options/shared-options.ts";
import { ownOptions } from "./options.ts";

const emulator = optionsUnder("Emulator:");

const options = {
  port: emulator.count(
    { least: 0, most: 65_535, what: "a port: expected 0 to 65535" },
    "port on 127.0.0.1 (default: 4010; 0 for any free one)",
  ),
  customers: emulator.count(
    { least: 0, most: mostMade, what: `a number of customers: expected 0 to ${mostMade}` },
    "how many made customers every provider has besides its demo customers",
  ),
  ...mischiefOptions,
  ...ownOptions,
};

export type StartOptions = ValuesOf<typeof options>;

export const emulatorStart = command({
  operands: [],
  tooMany: "it emulates every provider",
  description:
    "Prints a configuration that reaches it; requests are listed on stderr. It runs until Ctrl-C.\n" +
    "An emulation from the vendors' public documents, not their servers: where the documents are open, it takes the " +
    "reading under which a careless client loses data.",
  options,
  examples: [
    "billing emulator start > /tmp/emulated.yaml &",
    "billing emulator start --customers 10000 --limit 'vayu=500/s;burst=100'",
    "billing customers get cus_7Qm2rT -p commet --config /tmp/emulated.yaml",
  ],
  load: async () => (await import("./start.ts")).handle,
});
