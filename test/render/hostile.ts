/** Random outcomes as the worst API would send them. */
import fc from "fast-check";

import type { FieldChange, UpdateOutcome, Warning } from "../../src/domain/change.ts";
import type { KnownAccount } from "../../src/domain/documents/known-account.ts";
import type { Json } from "../../src/domain/json.ts";

const nasty = fc.constantFrom(
  "\u001B[2J",
  "\u009B31m",
  "\u202E",
  "\u2066",
  "\u200B",
  "\u200D",
  "\uFEFF",
  "\u2028",
  "\uD800",
  "\u{E0041}",
  "\r\n",
  "\t",
  "\u007F",
  "👩‍🚀",
  "🇳🇴",
  "漢字",
  "é",
  "\u0301",
  "ｶﾞﾞﾞ",
  "\u0600",
  "क्षि",
  '"',
  "\\",
  "[",
  " ",
  "word",
);

/** Any text at all, much of it made to break a terminal. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc
    .array(fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 5 })), { maxLength: 12 })
    .map((parts) => parts.join("")),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.tuple(nasty, fc.integer({ min: 1, max: 120 })).map(([part, times]) => part.repeat(times)),
);

export const hostileJson: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 1, arbitrary: fc.constantFrom<Json>(null, true, 0, -12.5) },
  { weight: 1, arbitrary: fc.array(hostileText, { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.dictionary(hostileText, hostileText, { maxKeys: 3 }) },
);

const hostileChange: fc.Arbitrary<FieldChange> = fc.record(
  {
    field: hostileText,
    kind: fc.constantFrom("added" as const, "changed" as const, "removed" as const),
    before: hostileJson,
    after: hostileJson,
    orderOnly: fc.constant(true as const),
    destructive: hostileText,
    unreadable: fc.constant(true as const),
    stored: fc.record({ value: hostileJson }, { requiredKeys: [] }),
  },
  { requiredKeys: ["field", "kind"] },
);

const hostileWarning: fc.Arbitrary<Warning> = fc.record(
  { code: hostileText, field: hostileText, message: hostileText },
  { requiredKeys: ["code", "message"] },
);

const customer = fc.dictionary(hostileText, hostileJson, { maxKeys: 3 });

export const hostileAccount: fc.Arbitrary<KnownAccount> = fc.record(
  {
    facts: fc.dictionary(hostileText, hostileText, { maxKeys: 3 }),
    profile: hostileText,
    baseUrl: hostileText,
    mode: fc.constantFrom(...(["live", "test", "emulated"] as const)),
  },
  { requiredKeys: [] },
);

export const hostileOutcome: fc.Arbitrary<UpdateOutcome> = fc.record(
  {
    provider: hostileText,
    account: hostileAccount,
    id: hostileText,
    title: hostileText,
    outcome: fc.constantFrom(
      ...(["updated", "unchanged", "planned", "failed", "unknown", "declined"] as const),
    ),
    changes: fc.array(hostileChange, { maxLength: 4 }),
    unchanged: fc.array(fc.record({ field: hostileText, value: hostileJson }), { maxLength: 3 }),
    before: customer,
    after: customer,
    warnings: fc.array(hostileWarning, { maxLength: 2 }),
    verified: fc.boolean(),
    request: fc.record({
      method: hostileText,
      url: hostileText,
      headers: fc.dictionary(hostileText, hostileText, { maxKeys: 2 }),
      body: customer,
    }),
    requestId: hostileText,
  },
  {
    requiredKeys: [
      "provider",
      "account",
      "id",
      "title",
      "outcome",
      "changes",
      "unchanged",
      "before",
      "after",
      "warnings",
      "verified",
    ],
  },
);

/** Anything that could move a cursor, reorder a line or hide; line ends and joiners within emoji are allowed. */
export const dangerous =
  /(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|[\u061C\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/u;

/** An outcome in which every string is the text, and every member is there. */
export function outcomeFull(text: string): UpdateOutcome {
  const nested: Json = [text, { [text]: [text, ""] }, null, -12.5];
  const change = (facts: Partial<FieldChange>): FieldChange => ({
    field: text,
    kind: "changed",
    before: text,
    after: nested,
    ...facts,
  });
  const customer = { [text]: text, name: text, metadata: { [text]: nested } };
  return {
    provider: text,
    account: { facts: { [text]: text }, profile: text, baseUrl: text, mode: "live" },
    id: text,
    title: text,
    outcome: "planned",
    changes: [
      change({}),
      change({ kind: "added", unreadable: true }),
      change({ kind: "removed", destructive: text, stored: { value: text } }),
      change({ before: [text, "a"], after: ["a", text], orderOnly: true, stored: {} }),
    ],
    unchanged: [{ field: text, value: nested }],
    before: customer,
    after: customer,
    warnings: [{ code: text, field: text, message: text }],
    verified: true,
    request: { method: text, url: text, headers: { [text]: text }, body: customer },
    requestId: text,
  };
}
