/** How one value is shown to people: unambiguous on one line, harmless to a terminal. */
import { createHash } from "node:crypto";

import { type Json, printJson } from "../../domain/json.ts";
import { escapeCharacter, safeJson, safeText } from "../../domain/text/safe-text.ts";
import type { Style } from "../text/style.ts";

/** Longer values are shown as a difference or a summary, in tables. */
export const longValue = 200;

/** Spaces that look like the ordinary one and are not; the ideographic space is wide and shows itself. */
const oddSpaces = (): RegExp => /(?![ \u{3000}])\p{Zs}/gu;

/**
 * Strings stand bare unless they could be taken for something else, then they are quoted as in JavaScript; so a
 * backslash in a bare string is a backslash. Objects and lists are compact JSON.
 */
export function showValue(value: Json): string {
  if (value === null) return "(null)";
  if (typeof value === "string") return showText(value);
  return safeJson(printJson(value));
}

/** {@link showValue}, or `<4.1 kB, sha256 ab12cd34…>` for a long one. */
export function showShort(value: Json, style: Style): string {
  const shown = showValue(value);
  return shown.length > longValue ? summarise(value, style) : shown;
}

/** Size in UTF-8 and the start of the hash of a text, or of a value's compact JSON. */
export function summarise(value: Json, style: Style): string {
  const bytes = Buffer.from(typeof value === "string" ? value : printJson(value), "utf8");
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
  return `<${printSize(bytes.length)}, sha256 ${hash}${style.signs.ellipsis}>`;
}

/** The string with everything outside ASCII escaped: tells apart what looks the same. */
export function showAscii(text: string): string {
  return quote(text).replaceAll(/[^\u{20}-\u{7E}]/gu, escapeCharacter);
}

function showText(text: string): string {
  return isAmbiguous(text) ? quote(text) : text;
}

function quote(text: string): string {
  const inner = safeText(text.replaceAll(/["\\]/gu, String.raw`\$&`));
  return `"${inner.replaceAll(oddSpaces(), escapeCharacter)}"`;
}

/** Most texts are a word or a name of such letters: to know that takes a fraction of the time. */
const word = /^[A-Za-z][\w.@:/+-]*$/;

function isAmbiguous(text: string): boolean {
  if (word.test(text)) return /^(?:true|false|null)$/iu.test(text);
  return (
    text === "" ||
    /^\s|\s$|^["([{<]/u.test(text) ||
    /^(?:true|false|null|-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)$/iu.test(text) ||
    text.search(oddSpaces()) !== -1 ||
    safeText(text) !== text
  );
}

function printSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 999_950 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
