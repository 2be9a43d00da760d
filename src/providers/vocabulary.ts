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

/** Chosen by one more condition of the list under this path, on a member that is of this type. */
export const conditionOn = (conditions: string, field: string, operator: string, type: string) => ({
  conditions,
  condition: { field, operator, data_type: type, value: { [type]: "{value}" } },
});

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

/** A rule that is our copy of a list of the vendor's; what could be an entry of it may have joined it since. */
const listRule = (list: Rule, entry: (value: string) => boolean): Rule => ({
  ...list,
  mayJoin: (value) => typeof value === "string" && entry(value),
});

export const oneOf = (...choices: readonly string[]) =>
  listRule(
    {
      ...stringRule(`one of ${choices.join(", ")}`, (value) => choices.includes(value)),
      choices,
    },
    (value) => value.trim() !== "",
  );

/** Words that the vendor's documents show, of a list that they do not close. */
export const suchAs = (...choices: readonly string[]): Rule => ({
  ...rule(`such as ${choices.join(" or ")}`, () => true),
  choices,
});

export const matching = (pattern: RegExp, says: string) =>
  stringRule(says, (value) => pattern.test(value));

/**
 * Loose on purpose: what every provider that checks would refuse, and characters that nobody sees or that were lost: a
 * provider may store such an address, and no mail reaches it.
 */
export const emailAddress = stringRule("an e-mail address, such as ida@example.com", (value) =>
  address().test(value),
);

/** Made when it is asked for: what it says of characters takes as long as many a whole rule. */
const address = (): RegExp =>
  /^(?!.*[\p{C}\p{Default_Ignorable_Code_Point}\u{FFFD}])(?:"[^"\\]+"|[^\s@<>"(),:;\\[\]]+)@[^\s@<>"(),:;\\[\]]+\.[^\s@<>"(),:;\\[\].]{2,}$/u;

export const dateTime = stringRule(
  "a time, such as 2026-11-07T05:31:56Z",
  (value) => /^\d{4}-\d{2}-\d{2}T/u.test(value) && !Number.isNaN(Date.parse(value)),
);

/** An upper-case code of two letters in our copy of a list of them. */
export const countryCode = (codes: ReadonlySet<string>, says: string) =>
  listRule(
    stringRule(says, (value) => codes.has(value)),
    (value) => /^[A-Z]{2}$/u.test(value),
  );

const zoneName = /^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/u;

/** A zone of the IANA list as this machine has it; offsets and `Local` are none. */
export const ianaTimezone = listRule(
  stringRule("an IANA time zone, such as Europe/Berlin", (value) => {
    if (value === "Local" || /^[+-]/u.test(value)) return false;
    try {
      new Intl.DateTimeFormat("en", { timeZone: value });
      return true;
    } catch {
      return false;
    }
  }),
  (value) => value !== "Local" && zoneName.test(value),
);

/** The rule as one for what holds its values; `within` asks it of each value in it. */
const inside = (
  inner: Rule,
  says: string,
  within: (value: Json, holds: (value: Json) => boolean) => boolean,
): Rule => {
  const { accepts, mayJoin } = inner;
  return {
    says,
    accepts: (value) => within(value, accepts),
    ...(mayJoin === undefined
      ? {}
      : {
          mayJoin: (value: Json) => within(value, (held) => accepts(held) || mayJoin(held)),
        }),
  };
};

/** A rule for every item of a list, or for one member of every item. */
export const eachItem = (inner: Rule, member?: string): Rule =>
  inside(
    inner,
    member === undefined ? `each: ${inner.says}` : `each ${member}: ${inner.says}`,
    (value, holds) =>
      !isJsonArray(value) ||
      value.every((item) => {
        if (member === undefined) return holds(item);
        const held = isJsonObject(item) ? item[member] : undefined;
        return held === undefined || held === null || holds(held);
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
  inside(inner, `${key}: ${inner.says}`, (value, holds) => {
    const held = isJsonObject(value) ? value[key] : undefined;
    return held === undefined || holds(held);
  });
