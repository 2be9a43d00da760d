/** Options that have their default in the configuration, and what they may be. */
import type { Defaults } from "./config.ts";

/** The words of each, where it is one of some; the others are switches. */
export const defaultWords = {
  output: ["table", "json", "ndjson", "csv", "yaml", "markdown"],
  color: ["auto", "always", "never"],
} as const;

/** What each is for, by its key in a configuration. */
export const defaultHelp = {
  output: "Default for --output, where the command has the format",
  color: "Default for --color",
  quiet: "Default for --quiet; --no-quiet takes it back",
  mask: "Default for --mask; --no-mask takes it back",
  emulator: "Default for --emulator; --no-emulator takes it back",
} as const satisfies Readonly<Record<keyof Defaults, string>>;

/** For `.billingrc.example`. */
export const defaultExamples = {
  output: "json",
  color: "never",
  quiet: "true",
  mask: "true",
  emulator: "true",
} as const satisfies Readonly<Record<keyof Defaults, string>>;
