/** What becomes of a text once it was edited. */
import type { Warning } from "../../domain/change.ts";
import { shellWord } from "../../domain/text/shell-word.ts";
import { accountWords } from "../accounts/account-words.ts";
import type { ChangeOptions } from "../args/options/change-options.ts";
import type { ConnectionOptions } from "../args/options/shared-options.ts";
import { saysNothing, withoutComplaintLines } from "./complaint-lines.ts";
import type { Draft } from "./draft.ts";

/** Keeps the draft where something was typed into it, and removes it elsewhere. @returns whether it is kept */
export async function keepTyped(draft: Draft, given: string): Promise<boolean> {
  let isTyped: boolean;
  try {
    const text = withoutComplaintLines(await draft.read());
    isTyped = !saysNothing(text) && !text.equals(Buffer.from(given));
  } catch {
    // Nobody knows what is in it.
    isTyped = true;
  }
  await (isTyped ? draft.keep() : draft.remove());
  return isTyped;
}

/**
 * Where the text is, and how to go on with it.
 *
 * @param path as it is printed
 */
export function keptText(
  path: string,
  id: string,
  provider: string,
  options: ChangeOptions & ConnectionOptions & { readonly native: boolean },
): string {
  const where = `the text is kept in ${path}`;
  // In the provider's own words it does not tell what was changed in it: given back, it would be all of it.
  if (options.native) return where;
  const file = path.startsWith("~/") ? `~/${shellWord(path.slice(2))}` : shellWord(path);
  const words = ["billing customers update", shellWord(id), "-p", provider, "--file", file];
  return `${where}; to go on with it: ${[...words, ...accountWords(options)].join(" ")}`;
}

const most = 5;

/** A warning about what was deleted from the text: it may have been meant to be cleared. */
export function leftOutWarning(paths: readonly string[]): readonly Warning[] {
  if (paths.length === 0) return [];
  const named = paths.slice(0, most).join(", ");
  const more = paths.length > most ? ` and ${paths.length - most} more` : "";
  return [
    {
      code: "left_out",
      message: `deleted from the text, and left as it is: ${named}${more}; null clears a value`,
    },
  ];
}
