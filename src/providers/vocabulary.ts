/** The words that provider files are written in. */
import type { FieldKind } from "../domain/fields.ts";
import { isJsonArray, isJsonObject, type Json, printJson } from "../domain/json.ts";
import type { SettingSpec } from "../domain/settings.ts";
import type { Codec, Mapping, ReadOnlyMember, Rule } from "./contract.ts";
import { entryAt } from "../domain/members.ts";

/** Held under this path. */
export const at = <Kind extends FieldKind = FieldKind>(
  path: string,
  facts: Omit<Mapping<Kind>, "path"> = {},
): Mapping<Kind> => ({ path, ...facts });

/** Held under this path, in answers only. */
export const shown = (path: string, codec?: Codec<FieldKind>): ReadOnlyMember =>
  codec === undefined ? { path } : { path, codec };

/** Of whole-record updates: what becomes of members of the record of which these facts know nothing. */
export const unknownMembersSetting = {
  unknownMembers: {
    help: "what becomes of members of a record that this version does not know: ask before they may be lost, omit them, or send them as they were read",
    choices: ["ask", "omit", "send"],
    default: "ask",
    example: "ask",
  },
} as const satisfies Readonly<Record<string, SettingSpec>>;

export const clearedBy = (value: Json) => ({ clear: { with: value } });

export const writeOnly = { access: "write-only" } as const;

/**
 * Members renamed both ways, of an object or of each object in a list; a member that is not listed keeps its name. One
 * whose new name another member has already keeps its own, so that neither is lost.
 */
export function renamed<Kind extends "object" | "list">(
  names: Readonly<Record<string, string>>,
): Codec<Kind> {
  const back = Object.fromEntries(Object.entries(names).map(([ours, theirs]) => [theirs, ours]));
  return {
    decode: (native) => renameMembers(native, back),
    encode: (value) => renameMembers(value, names),
  };
}

function renameMembers(value: Json, table: Readonly<Record<string, string>>): Json {
  if (isJsonArray(value)) return value.map((item) => renameMembers(item, table));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const other = entryAt(table, name);
      return [other === undefined || Object.hasOwn(value, other) ? name : other, member];
    }),
  );
}

/**
 * These members of the vendor's schema, in snake_case there, in camelCase here. No other name is touched: what stands
 * in free data is data.
 */
export function camelCased<Kind extends "object" | "list">(
  ...theirs: readonly string[]
): Codec<Kind> {
  return renamed(
    Object.fromEntries(
      theirs.map((name) => [
        name.replaceAll(/_([a-z0-9])/gu, (_match, letter: string) => letter.toUpperCase()),
        name,
      ]),
    ),
  );
}

const rule = (says: string, accepts: (value: Json) => boolean): Rule => ({ says, accepts });
const stringRule = (says: string, accepts: (value: string) => boolean): Rule =>
  rule(says, (value) => typeof value !== "string" || accepts(value));

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** At most so many characters (code points). */
export const maxCharacters = (limit: number) =>
  stringRule(`at most ${limit} characters`, (value) => Array.from(value).length <= limit);

/** At most so many bytes of UTF-8. */
export const maxBytes = (limit: number) =>
  stringRule(`at most ${limit} bytes (UTF-8)`, (value) => bytes(value) <= limit);

export const oneOf = (...choices: readonly string[]) =>
  stringRule(`one of ${choices.join(", ")}`, (value) => choices.includes(value));

export const matching = (pattern: RegExp, says: string) =>
  stringRule(says, (value) => pattern.test(value));

/** Loose on purpose: what every provider that checks would refuse, and nothing more. */
export const emailAddress = matching(
  /^(?:"[^"\\]+"|[^\s@<>"(),:;\\[\]]+)@[^\s@<>"(),:;\\[\]]+\.[^\s@<>"(),:;\\[\].]{2,}$/u,
  "an e-mail address, such as ida@example.com",
);

export const dateTime = stringRule(
  "a time, such as 2026-11-07T05:31:56Z",
  (value) => /^\d{4}-\d{2}-\d{2}T/u.test(value) && !Number.isNaN(Date.parse(value)),
);

/** A zone of the IANA list; offsets and `Local` are none. */
export const ianaTimezone = stringRule("an IANA time zone, such as Europe/Berlin", (value) => {
  if (value === "Local" || /^[+-]/u.test(value)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return true;
  } catch {
    return false;
  }
});

/** A rule for every item of a list, or for one member of every item. */
export const eachItem = (inner: Rule, member?: string): Rule =>
  rule(
    member === undefined ? `each: ${inner.says}` : `each ${member}: ${inner.says}`,
    (value) =>
      !isJsonArray(value) ||
      value.every((item) => {
        if (member === undefined) return inner.accepts(item);
        const held = isJsonObject(item) ? item[member] : undefined;
        return held === undefined || held === null || inner.accepts(held);
      }),
  );

/** Of a list's items at most one has the member. */
export const atMostOne = (member: string): Rule =>
  rule(
    `at most one with ${member}`,
    (value) =>
      !isJsonArray(value) ||
      value.filter((item) => isJsonObject(item) && item[member] === true).length < 2,
  );

export const filled = stringRule("not empty", (value) => value.trim() !== "");

export const maxKeys = (limit: number) =>
  rule(
    `at most ${limit} keys`,
    (value) => !isJsonObject(value) || Object.keys(value).length <= limit,
  );

/** At most so many bytes once printed as JSON. */
export const maxJsonBytes = (limit: number) =>
  rule(`at most ${limit} bytes as JSON`, (value) => bytes(printJson(value)) <= limit);

/** A rule for the value under one key of a map, where it is there. */
export const underKey = (key: string, inner: Rule): Rule =>
  rule(`${key}: ${inner.says}`, (value) => {
    const held = isJsonObject(value) ? value[key] : undefined;
    return held === undefined || inner.accepts(held);
  });
