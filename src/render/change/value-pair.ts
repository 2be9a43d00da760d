/** Two values side by side: where they are long and alike, the part that differs is marked. */
import type { Json } from "../../domain/json.ts";
import { plain, type Spans } from "../text/layout.ts";
import { splitGraphemes } from "../text/measure.ts";
import type { Style } from "../text/style.ts";
import { longValue, showAscii, showShort, showValue, summarise } from "./value.ts";

interface Pair {
  readonly before: Spans;
  readonly after: Spans;
}

/** Shorter strings are compared at a glance. */
const leastMarked = 40;
/** Past this length a difference is not looked for. */
const mostMarked = 20_000;
/** Characters of common text kept on each side of the difference between two long values. */
const context = 24;

/**
 * Both values. What differs stands out when both are strings of more than 40 characters that have at least half in
 * common: by its look, and in brackets where there is none. Of values of more than 200 characters only the surroundings of the difference are shown.
 */
export function showPair(before: Json, after: Json, style: Style): Pair {
  const left = showValue(before);
  const right = showValue(after);
  if (typeof before === "string" && typeof after === "string") {
    if (before !== after && looksTheSame(left, right)) {
      return fit([before, after], [showAscii(before), showAscii(after)], style);
    }
    const marked = markDifference(left, right, style);
    if (marked !== undefined) return marked;
  }
  return { before: plain(showShort(before, style)), after: plain(showShort(after, style)) };
}

function looksTheSame(left: string, right: string): boolean {
  const isAscii = ascii.test(left) && ascii.test(right);
  return left === right || (!isAscii && left.normalize() === right.normalize());
}

/** Of these, each looks like itself alone. */
const ascii = /^[\x20-\x7e]*$/;

function fit(values: readonly [Json, Json], shown: readonly [string, string], style: Style): Pair {
  const [before, after] = values.map((value, index) => {
    const text = shown[index] ?? "";
    return plain(text.length > longValue ? summarise(value, style) : text);
  });
  return { before: before ?? [], after: after ?? [] };
}

function markDifference(left: string, right: string, style: Style): Pair | undefined {
  const shortest = Math.min(left.length, right.length);
  const longest = Math.max(left.length, right.length);
  if (shortest <= leastMarked || longest > mostMarked) return undefined;
  // A bracket of the value itself could not be told from a mark.
  if (!style.coloured && /[[\]]/u.test(left + right)) return undefined;
  const olds = splitGraphemes(left);
  const news = splitGraphemes(right);
  const most = Math.min(olds.length, news.length);
  let start = 0;
  while (start < most && olds[start] === news[start]) start += 1;
  let end = 0;
  while (end < most - start && olds.at(-1 - end) === news.at(-1 - end)) end += 1;
  if ((start + end) * 2 < Math.max(olds.length, news.length)) return undefined;

  const long = longest > longValue;
  const mark = (characters: readonly string[]): Spans => {
    const head = characters.slice(0, start);
    const middle = characters.slice(start, characters.length - end).join("");
    const tail = characters.slice(characters.length - end);
    return [
      { text: long ? cutStart(head, style) : head.join("") },
      ...(middle === ""
        ? []
        : [{ text: style.coloured ? middle : `[${middle}]`, strong: true } as const]),
      { text: long ? cutEnd(tail, style) : tail.join("") },
    ];
  };
  const pair = { before: mark(olds), after: mark(news) };
  return isShort(pair.before) && isShort(pair.after) ? pair : undefined;
}

function isShort(spans: Spans): boolean {
  return spans.reduce((sum, { text }) => sum + text.length, 0) <= longValue + 2;
}

function cutStart(characters: readonly string[], { signs }: Style): string {
  if (characters.length <= context) return characters.join("");
  return signs.ellipsis + characters.slice(-context).join("");
}

function cutEnd(characters: readonly string[], { signs }: Style): string {
  if (characters.length <= context) return characters.join("");
  return characters.slice(0, context).join("") + signs.ellipsis;
}
