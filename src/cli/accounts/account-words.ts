import { shellWord } from "../../domain/text/shell-word.ts";
import type { Connection } from "../../update/connection.ts";
import type { JournalOption } from "../args/options/change-options.ts";
import { longOf } from "../args/option.ts";
import type { ConnectionOptions } from "../args/options/shared-options.ts";

const leading = ["emulatorState", "journal", "profile", "config", "baseUrl"] as const;

/** Their names, as they are typed. */
export const accountFlags: ReadonlySet<string> = new Set(["emulator", ...leading.map(longOf)]);

/** The options that lead another command to the same account and its record, as words of a shell. */
export function accountWords(options: ConnectionOptions & JournalOption): readonly string[] {
  return wordsOf(options, leading);
}

/** Both kinds of words for what is said of a customer of the account. */
export function leadingWords(
  options: ConnectionOptions & JournalOption,
): NonNullable<Connection["words"]> {
  const toCustomer = leading.filter((name) => name !== "journal");
  return { customer: wordsOf(options, toCustomer), records: accountWords(options) };
}

function wordsOf(
  options: ConnectionOptions & JournalOption,
  names: readonly (typeof leading)[number][],
): readonly string[] {
  const values = names.flatMap((name) => {
    const value = options[name];
    return value === undefined ? [] : [`--${longOf(name)}`, shellWord(value)];
  });
  return options.emulator ? ["--emulator", ...values] : values;
}
