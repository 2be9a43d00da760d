import { expect, test } from "vitest";

import type { FieldName } from "../../src/domain/fields.ts";
import type { Json } from "../../src/domain/json.ts";
import { sameJson } from "../../src/domain/json.ts";
import { normalFormOf } from "../../src/drift/normal-form.ts";
import { type ProviderId, providers } from "../../src/providers/registry.ts";

type Held = readonly [ProviderId, Json];

function isSame(field: FieldName, [one, left]: Held, [other, right]: Held): boolean {
  const normal = normalFormOf(field, [providers[one], providers[other]]);
  return sameJson(normal(left, providers[one]), normal(right, providers[other]));
}

test.each<[FieldName, Held, Held, boolean]>([
  ["status", ["maple", "ACTIVE"], ["kirim", "active"], true],
  ["status", ["maple", "ACTIVE"], ["flexprice", "published"], true],
  ["status", ["kirim", "archived"], ["flexprice", "archived"], true],
  ["status", ["kirim", "pending"], ["flexprice", "published"], false],
  ["status", ["kirim", "suspended"], ["maple", "ACTIVE"], false],
  // The word is Flexprice's alone.
  ["status", ["maple", "published"], ["kirim", "active"], false],
  ["status", ["flexprice", "constructor"], ["kirim", "active"], false],
  ["address.country", ["vayu", "no"], ["flexprice", "NO"], true],
  ["address.country", ["vayu", "Germany"], ["flexprice", "DE"], true],
  ["address.country", ["vayu", "norway"], ["maple", " no "], true],
  ["address.country", ["vayu", "Norge"], ["maple", "NO"], false],
  ["address.country", ["vayu", "Germany"], ["maple", "Norway"], false],
  ["currency", ["vayu", "eur"], ["vayu", "EUR"], true],
  ["name", ["kirim", "Ida Krol"], ["maple", " Ida  Krol"], true],
  ["name", ["vayu", "Ida Krol"], ["maple", "Ida  Krol"], false],
  ["name", ["vayu", "ida"], ["maple", "Ida"], false],
  ["email", ["kirim", "A@b.example"], ["maple", "a@b.example"], false],
  ["metadata", ["commet", 12], ["flexprice", "12"], true],
  ["metadata", ["commet", 12], ["maple", "12"], false],
  ["metadata", ["commet", null], ["flexprice", "null"], false],
])("%s: %j and %j", (field, one, other, wanted) => {
  expect(isSame(field, one, other)).toBe(wanted);
  expect(isSame(field, other, one)).toBe(wanted);
});
