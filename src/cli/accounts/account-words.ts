import { shellWord } from "../../domain/text/shell-word.ts";
import { longOf } from "../args/option.ts";
import type { ConnectionOptions } from "../args/shared-options.ts";

const leading = ["emulatorState", "profile", "config", "baseUrl"] as const;

/** The options that lead another command to the same account, as words of a shell. */
export function accountWords(options: ConnectionOptions): readonly string[] {
  const values = leading.flatMap((name) => {
    const value = options[name];
    return value === undefined ? [] : [`--${longOf(name)}`, shellWord(value)];
  });
  return options.emulator ? ["--emulator", ...values] : values;
}
