/** Which account it is, in words. */
import type { KnownAccount } from "../../domain/documents/known-account.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import { shortText } from "../../domain/text/short-text.ts";
import { trimSpaces, wrapBehind, wrapText } from "../text/layout.ts";
import { displayWidth } from "../text/measure.ts";
import type { Style } from "../text/style.ts";

/** Facts are names and ids; a longer one is none that anybody would read. */
const longestFact = 100;

/** `company cmp_1`, `profile staging`, `at https://…`, then whether it is live; nothing where nothing is known. */
export function accountWords(account: KnownAccount): readonly string[] {
  const { facts = {}, profile, baseUrl, mode } = account;
  return [
    ...Object.entries(facts).map(([name, value]) => `${wordOf(name)} ${shown(value)}`),
    ...(profile === undefined ? [] : [`profile ${shown(profile)}`]),
    ...(baseUrl === undefined ? [] : [`at ${shown(baseUrl)}`]),
    ...(mode === undefined ? [] : [mode]),
  ].map(safeText);
}

/** `companyId` → `company`. */
function wordOf(name: string): string {
  return name.replace(/Id$/u, "").replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
}

function shown(value: string): string {
  return value.length > longestFact ? shortText(value, 60, 20) : value;
}

/**
 * `account: company cmp_1 · profile staging · live`, the last in the colour of what needs care; no line where nothing
 * is known. None is wider than the style's columns.
 *
 * @param head what stands before it
 */
export function accountLines(
  account: KnownAccount,
  style: Style,
  head = "account",
): readonly string[] {
  const words = accountWords(account)
    .map(trimSpaces)
    .filter((word) => word !== "");
  if (words.length === 0) return [];
  const lines = packed(`${style.isolate(head)}: `, words, style);
  const last = lines.at(-1) ?? "";
  // In too little room the word itself is broken.
  if (account.mode !== "live" || !last.endsWith("live")) return lines;
  return [...lines.slice(0, -1), `${last.slice(0, -"live".length)}${style.error("live")}`];
}

/** Parts side by side as far as they fit, each unbroken where a line has room for it. */
function packed(head: string, parts: readonly string[], style: Style): readonly string[] {
  const between = ` ${style.signs.dot} `;
  // A long head leaves no room beside it.
  const isAlone = displayWidth(head) > style.columns / 2;
  const start = isAlone ? "  " : head;
  const lines: string[] = [];
  let used = Infinity;
  for (const part of parts) {
    const width = displayWidth(part);
    if (used + between.length + width <= style.columns) {
      lines.push(`${lines.pop() ?? ""}${between}${style.isolate(part)}`);
      used += between.length + width;
      continue;
    }
    const before = lines.length === 0 ? start : " ".repeat(displayWidth(start));
    const broken = wrapBehind(before, part, style.columns, style.isolate);
    lines.push(...broken);
    used = displayWidth(broken.at(-1) ?? "");
  }
  return isAlone ? [...wrapText(head, style.columns), ...lines] : lines;
}
