import { expect, test } from "vitest";

import { refusedUpdate } from "./providers.ts";

test.each([
  [
    "kirim",
    ["--city", "Oslo"],
    '--city: Kirim has no field "address.city"; it can be set at vayu, commet, flexprice, maple',
  ],
  ["commet", ["--locale", "en"], 'Commet has no field "locale"; it can be set at maple'],
  ["vayu", ["--email", "a@b.example"], "it can be set at commet, flexprice, maple, kirim"],
  [
    "flexprice",
    ["--status", "active"],
    '"status" is read-only at Flexprice; it can be set at maple, kirim',
  ],
  ["commet", ["--set", "createdAt=x"], '--set: "createdAt" can only be read: Commet sets it'],
  ["maple", ["--unset", "mrr.currency"], '--unset: "mrr" can only be read: Maple Billing sets it'],
] as const)("%s: %j names a field that cannot be set there", async (provider, words, message) => {
  expect(await refusedUpdate(provider, words)).toContain(message);
});

test.each(["Norway", "no"])("%j is not a country code", async (country) => {
  const expected = "expected a two-letter country code of ISO 3166-1 in upper case, such as NO";
  const address = ["--address-line1", "Storgata 4", "--city", "Oslo", "--postal-code", "0155"];
  const flexprice = await refusedUpdate("flexprice", ["--country", country]);
  const commet = await refusedUpdate("commet", ["--country", country, ...address]);
  expect(flexprice).toBe(
    `error: --country: Flexprice refuses "${country}" for "address.country": ${expected}\n`,
  );
  expect(commet).toBe(
    `error: --country: Commet refuses "${country}" for "address.country": ${expected}\n`,
  );
});

test("an address that is taken only whole must be named whole", async () => {
  expect(await refusedUpdate("commet", ["--country", "NO"])).toContain(
    "so address.line1, address.city, address.postalCode must be named too",
  );
});

test.each(["commet", "flexprice", "maple", "kirim"] as const)(
  "%s: a@b is not an e-mail address",
  async (provider) => {
    expect(await refusedUpdate(provider, ["--email", "a@b"])).toContain(
      "expected an e-mail address, such as",
    );
  },
);

test.each([
  ["commet", ["--timezone", "Mars/Base"], "expected one of UTC, America/New_York"],
  ["flexprice", ["--timezone", "Mars/Base"], "expected an IANA time zone, such as Europe/Berlin"],
  ["kirim", ["--status", "foo"], "expected one of pending, active, suspended, archived"],
  ["kirim", ["--name", "x".repeat(201)], "expected at most 200 characters"],
  ["flexprice", ["--address-line1", "é".repeat(128)], "expected at most 255 bytes (UTF-8)"],
  ["flexprice", ["--metadata", "seats:=5"], 'refuses 5 for "metadata.seats": expected a string'],
] as const)("%s: %j breaks a rule", async (provider, words, message) => {
  const stderr = await refusedUpdate(provider, words);
  expect(stderr).toContain(`error: ${words[0]}: `);
  expect(stderr).toContain(message);
  expect(stderr.length).toBeLessThan(500);
});

test("kirim: metadata of 65 keys is too much, wherever it is named", async () => {
  const keys = Array.from({ length: 65 }, (_, index) => `key${index}`);
  const message = 'Kirim refuses the 65 keys for "metadata": expected at most 64 keys';
  const flags = keys.flatMap((key) => ["--metadata", `${key}=v`]);
  expect(await refusedUpdate("kirim", flags)).toBe(`error: --metadata: ${message}\n`);
  const stdin = JSON.stringify({ metadata: Object.fromEntries(keys.map((key) => [key, "v"])) });
  expect(await refusedUpdate("kirim", ["-f", "-"], { stdin })).toContain(`stdin:1:14: ${message}`);
});

test.each([
  ["flexprice", "email", "Flexprice"],
  ["kirim", "name", "Kirim"],
  ["vayu", "name", "Vayu"],
] as const)("%s: %s cannot be cleared", async (provider, field, title) => {
  const message = `"${field}" cannot be cleared at ${title}: its API has no way to say so`;
  expect(await refusedUpdate(provider, ["--unset", field])).toBe(`error: --unset: ${message}\n`);
  const stdin = JSON.stringify({ [field]: null });
  expect(await refusedUpdate(provider, ["-f", "-"], { stdin })).toBe(
    `error: stdin:1:2: ${message}\n`,
  );
});
