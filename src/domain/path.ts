/**
 * Paths into a customer, as people write them.
 *
 *     address.city   metadata.tier   metadata["a.b"]   contacts[ida@fjord.example].title   aliases[nw-eu]
 *
 * In an item, `]`, `"` and `\` are written with a backslash before them. What nobody would see, or would drive a
 * terminal, is written as in JSON, so that a path can be copied from a screen or a column: `metadata["\u202e"]`.
 */
import { safeJson, safeText } from "./text/safe-text.ts";

/** A key of an object, or the item of a list that has this identity. */
export type Segment = { readonly key: string } | { readonly item: string };
export type Path = readonly Segment[];

/** Most paths are keys of such letters alone: to take them apart costs a fraction of the time. */
const dotted = /^[\w-]+(?:\.[\w-]+)*$/;

/** The path did not parse; the message says where. */
export class PathError extends Error {
  override readonly name = "PathError";
}

/**
 * An item with an empty identity prints as `[]`, which is not read back: `contacts[]` is what people write who mean
 * to append.
 *
 * @throws {PathError} when the text is not a path
 */
export function parsePath(text: string): Path {
  if (dotted.test(text)) return text.split(".").map((key) => ({ key }));
  const path: Segment[] = [];
  const pattern =
    /(?<dot>\.)?(?:(?<key>[^.[\]"=\s]+)|\["(?<quoted>[^"\\]*(?:\\.[^"\\]*)*)"\]|\[(?<item>(?!\])[^\]"\\]*(?:\\(?:[\]"\\]|u[\da-f]{4})[^\]"\\]*)*)\])/gsuy;
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const { dot, key, quoted, item } = match.groups ?? {};
    const first = match.index === 0;
    if ((dot !== undefined) !== (key !== undefined && !first)) break;
    if (item === undefined) {
      path.push({ key: key ?? unquote(quoted ?? "", text) });
    } else {
      path.push({ item: unescape(item) });
    }
    end = match.index + match[0].length;
  }
  if (end !== text.length || path.length === 0) {
    throw new PathError(
      text === "" ? "the path is empty" : `"${text}" is not a path: stuck at character ${end + 1}`,
    );
  }
  return path;
}

function unescape(item: string): string {
  return item.replaceAll(
    /\\(?:u(?<code>[\da-f]{4})|(?<other>.))/gsu,
    (_all, code?: string, other?: string) =>
      code === undefined ? (other ?? "") : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function unquote(quoted: string, text: string): string {
  try {
    return JSON.parse(`"${quoted}"`) as string;
  } catch {
    throw new PathError(`"${text}" is not a path: ["${quoted}"] is not a JSON string`);
  }
}

/** The text {@link parsePath} would read back, harmless to print. */
export function printPath(path: Path): string {
  return printInside("", path);
}

/** {@link printPath} of {@link fieldPath}. */
export function printFieldPath(field: string, inside: Path): string {
  return printInside(field, inside);
}

function printInside(above: string, path: Path): string {
  let text = above;
  for (const segment of path) {
    if ("item" in segment) text += `[${printItem(segment.item)}]`;
    else if (!isPlain(segment.key)) text += `[${safeJson(JSON.stringify(segment.key))}]`;
    else text += text === "" ? segment.key : `.${segment.key}`;
  }
  return text;
}

/** Most keys are of such letters alone: to know that takes a fraction of the time. */
const letters = /^[\w-]+$/;

/** A colon at its end would make `:=` of the `=` behind it. */
function isPlain(key: string): boolean {
  return letters.test(key) || (/^[^.[\]"=\s]+(?<!:)$/u.test(key) && safeText(key) === key);
}

function printItem(item: string): string {
  const escaped = item.replaceAll(/[\]"\\]/gu, String.raw`\$&`);
  return safeJson(escaped).replaceAll("\n", String.raw`\u000a`);
}

/** The path of a field such as `address.city`, and of what is inside it, from the customer down. */
export function fieldPath(field: string, inside: Path = []): Path {
  return [...field.split(".").map((key) => ({ key })), ...inside];
}
