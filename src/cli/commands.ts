import { providerCount } from "../providers/registry.ts";
import type { CommandEntry } from "./args/command.ts";

/** Every command there is. Their modules are loaded when they run, so that help and version start at once. */
export const commands: readonly CommandEntry[] = [
  {
    words: "customers update",
    summary: "change a customer, or many: read, show, write only what was named, prove it",
    load: async () => (await import("./commands/customers/update.command.ts")).customersUpdate,
  },
  {
    words: "customers create",
    summary: "make a customer: show, look whether it is there, send, prove it",
    load: async () => (await import("./commands/customers/create.command.ts")).customersCreate,
  },
  {
    words: "customers get",
    summary: "show one customer; -o json can be edited and given back to update",
    load: async () => (await import("./commands/customers/get.command.ts")).customersGet,
  },
  {
    words: "customers edit",
    summary: "change one customer in your editor, planned and carried out like an update",
    load: async () => (await import("./commands/customers/edit.command.ts")).customersEdit,
  },
  {
    words: "customers list",
    summary:
      "find customers: page through, filter, choose fields; rows can be given back to update",
    load: async () => (await import("./commands/customers/list.command.ts")).customersList,
  },
  {
    words: "customers drift",
    summary: "compare customers side by side, at one provider or several: which fields differ",
    load: async () => (await import("./commands/customers/drift.command.ts")).customersDrift,
  },
  {
    words: "apply",
    summary: "carry out a saved plan, refusing what went stale",
    load: async () => (await import("./commands/plans/apply.command.ts")).apply,
  },
  {
    words: "history show",
    summary: "show one recorded change in full",
    load: async () => (await import("./commands/history/show.command.ts")).historyShow,
  },
  {
    words: "history",
    summary: "list the recorded changes; history show <change> for one",
    load: async () => (await import("./commands/history/list.command.ts")).history,
  },
  {
    words: "undo",
    summary: "take a change back, as a plan under the same guard",
    load: async () => (await import("./commands/history/undo.command.ts")).undo,
  },
  {
    words: "providers",
    summary: "which fields each provider has, and under which name",
    load: async () => (await import("./commands/providers/list.command.ts")).providersList,
  },
  {
    words: "config init",
    summary: "write a first configuration, with references to credentials and no credential",
    load: async () => (await import("./commands/config/init.command.ts")).configInit,
  },
  {
    words: "config check",
    summary: "try what is configured: whether each provider is reached and takes the key",
    load: async () => (await import("./commands/config/check.command.ts")).configCheck,
  },
  {
    words: "config show",
    summary: "every setting with its origin, credentials masked",
    load: async () => (await import("./commands/config/show.command.ts")).configShow,
  },
  {
    words: "config path",
    summary: "where the configuration files are, or would be",
    load: async () => (await import("./commands/config/path.command.ts")).configPath,
  },
  {
    words: "config schema",
    summary: "JSON Schema of a configuration file, for editors",
    load: async () => (await import("./commands/config/schema.command.ts")).configSchema,
  },
  {
    words: "whoami",
    summary: "which accounts are used, and whether their keys are taken",
    load: async () => (await import("./commands/config/check.command.ts")).whoami,
  },
  {
    words: "schema",
    summary: "JSON Schema of what is read and printed: patch, row, every output document",
    load: async () => (await import("./commands/config/schema.command.ts")).schema,
  },
  {
    words: "api",
    summary: "one call to the provider's API, as it stands; a write asks",
    load: async () => (await import("./commands/api/call.command.ts")).api,
  },
  {
    words: "emulator start",
    summary: `serve all ${providerCount} providers locally for other programs`,
    load: async () => (await import("./commands/emulator/start.command.ts")).emulatorStart,
  },
  {
    words: "emulator reset",
    summary: "put the emulator's demo records back, and clear its history",
    load: async () => (await import("./commands/emulator/reset.command.ts")).emulatorReset,
  },
  {
    words: "emulator status",
    summary: "what the emulator remembers, and where",
    load: async () => (await import("./commands/emulator/status.command.ts")).emulatorStatus,
  },
  {
    words: "completion",
    summary: "what completes command lines in bash, zsh, fish or PowerShell",
    load: async () => (await import("./commands/completion/completion.command.ts")).completion,
  },
  {
    words: "help",
    summary:
      "help on a command or a topic: exit-codes, environment, config, files, rows, providers, faults",
    load: async () => (await import("./commands/help/help.command.ts")).help,
  },
];

/** Groups of commands, for the help above them. */
export const groups: Readonly<Record<string, string>> = {
  customers: "find, read and change customers",
  config: "begin, and look at what is configured",
  emulator: `all ${providerCount} providers on this machine, for trying out and for tests`,
};
