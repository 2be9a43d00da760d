/** U+FFFD in what is to be stored: it stands where an earlier program could not read a character. Pure. */
import { anyString } from "../../domain/any-string.ts";
import type { FieldChange, Warning } from "../../domain/change.ts";

export const replacementCharacter = "\u{FFFD}";

/** A warning for each change whose value, or key of a map, holds one. */
export function lostCharacters(changes: readonly FieldChange[]): readonly Warning[] {
  const isDamaged = (text: string) => text.includes(replacementCharacter);
  return changes.flatMap(({ field, after }) =>
    after !== undefined && (isDamaged(field) || anyString(after, isDamaged))
      ? [
          {
            code: "replacement_character",
            field,
            message: `${field} holds U+FFFD: an earlier program lost a character there`,
          },
        ]
      : [],
  );
}
