/** The short way for the YAML of which most files are made: maps within maps, a plain value to a line. */
import { type Json, type JsonObject, putOwn } from "../../domain/json.ts";

/** Deeper ones are for who counts to the limit. */
const shallow = 16;

/** A key and what stands behind it; words with one space, dot or the like between them are still plain. */
const line =
  /(?<indent> *)(?<key>[A-Za-z](?:[\w-]{0,200}[A-Za-z0-9])?):(?: (?<value>[A-Za-z]\w*(?:[ ./@-]\w+){0,200}|0|[1-9]\d{0,14}|"[^"\\\p{C}\p{Zl}\p{Zp}]*"))?(?:\r?\n|$)/uy;

const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

/**
 * The object that the YAML text is, where it has nothing but that in it; undefined where it may have more, so that the
 * text is read with care. It has no key twice, and nothing in it is there to be complained of.
 */
export function simpleYaml(text: string): JsonObject | undefined {
  const root: Record<string, Json> = {};
  const open = [root];
  let waiting: string | undefined;
  line.lastIndex = 0;
  while (line.lastIndex < text.length) {
    const { indent = "", key = "", value } = line.exec(text)?.groups ?? {};
    const level = indent.length / 2;
    const above = open.at(-1);
    if (key === "" || above === undefined || isWord(key)) return undefined;
    if (waiting !== undefined) {
      // A key without a value, unless a map follows it.
      if (level !== open.length || level === shallow) return undefined;
      const map: Record<string, Json> = {};
      putOwn(above, waiting, map);
      open.push(map);
    }
    const map = open[level];
    if (map === undefined || Object.hasOwn(map, key)) return undefined;
    open.length = level + 1;
    waiting = value === undefined ? key : undefined;
    if (value === undefined) continue;
    const read = valueOf(value);
    if (read === undefined) return undefined;
    putOwn(map, key, read);
  }
  return waiting === undefined && text !== "" ? root : undefined;
}

function valueOf(text: string): Json | undefined {
  if (text.startsWith('"')) return text.slice(1, -1);
  if (isWord(text)) return words[text];
  return /^\d/u.test(text) ? Number(text) : text;
}

/** However it is written; as it should not be, it is for who reads with care. */
function isWord(text: string): boolean {
  return text.length <= 5 && Object.hasOwn(words, text.toLowerCase());
}
