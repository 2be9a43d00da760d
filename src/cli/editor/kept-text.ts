/** What becomes of a text once it was edited. */
import type { Warning } from "../../domain/change.ts";
import { printJson } from "../../domain/json.ts";
import type { CustomerPatch } from "../../domain/patch.ts";
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
 * The draft with the provider's record as it was given: somebody may have replaced a word throughout the text, or
 * deleted the record. An editor that knows the customer minds neither, and who takes the kept text does.
 *
 * @param patchIn what a text asks for; undefined where something is wrong with it
 */
export async function restoreRecord(
  draft: Draft,
  given: string,
  patchIn: (text: Buffer) => Promise<CustomerPatch | undefined>,
): Promise<void> {
  const begins = given.search(recordPart);
  if (begins === -1) return;
  const bytes = await draft.read();
  const asked = await patchIn(bytes);
  if (asked === undefined) return;
  const text = bytes.toString();
  const end = text.search(recordPart);
  const above = end === -1 ? text : text.slice(0, end);
  const restored = Buffer.from(`${above.replace(/\n?$/u, "\n")}${given.slice(begins)}`);
  if (restored.equals(bytes)) return;
  const same = await patchIn(restored);
  if (same !== undefined && asksSame(asked, same)) await draft.write(restored);
}

/** The last members of the text. */
const recordPart = /^(?:revision|native):/mu;

function asksSame(one: CustomerPatch, other: CustomerPatch): boolean {
  const said = ({ edits }: CustomerPatch) =>
    edits.map(({ location: _location, ...edit }) => printJson(edit));
  return said(one).join("\n") === said(other).join("\n");
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
