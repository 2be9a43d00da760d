/** Options that have their default in the configuration, and what they may be. */
import { confirmModes } from "../../domain/confirmation.ts";
import type { Defaults } from "../config.ts";

/** The words of each, where it is one of some; the others are switches. */
export const defaultWords = {
  output: ["table", "json", "ndjson", "csv", "yaml", "markdown"],
  color: ["auto", "always", "never"],
  confirm: confirmModes,
} as const;

/** What each is for, by its key in a configuration. */
export const defaultHelp = {
  output: "Default for --output, where the command has the format",
  color: "Default for --color",
  quiet: "Default for --quiet; --no-quiet takes it back",
  mask: "Default for --mask; --no-mask takes it back",
  emulator: "Default for --emulator; --no-emulator takes it back",
  confirm:
    "Default for --confirm: which writes are confirmed first. A file found in a project can only ask for more",
  confirmRows: "Default for --confirm-rows: a run of so many rows or more is confirmed first",
} as const satisfies Readonly<Record<keyof Defaults, string>>;

/** For `.billingrc.example`. */
export const defaultExamples = {
  output: "json",
  color: "never",
  quiet: "true",
  mask: "true",
  emulator: "true",
  confirm: "changes-data",
  confirmRows: "20",
} as const satisfies Readonly<Record<keyof Defaults, string>>;
