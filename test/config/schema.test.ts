import { inspect } from "node:util";

import { expect, test } from "vitest";
import { z } from "zod";
import { configSchema, knownKeys } from "../../src/config/schema.ts";
import { allProviders } from "../../src/providers/registry.ts";
import { randomNumbers, rounds, roundsPatience, testSeed } from "../support/random.ts";
import { providers } from "./world.ts";

test("the schema can be published as JSON Schema, with the meaning of each setting", () => {
  const published = z.toJSONSchema(configSchema(providers), { io: "input" });
  expect(published).toMatchObject({ additionalProperties: false });
  expect(JSON.stringify(published)).toContain('"description":"Company"');
});

test("an editor's $schema is tolerated", () => {
  const schema = configSchema(providers);
  expect(schema.safeParse({ $schema: "https://schema.example" }).success).toBe(true);
});

const defaults = ["output", "color", "quiet", "mask", "emulator", "confirm", "confirmRows"];

test.each([
  [[], ["provider", "profile", "verify", ...defaults, "proxy", "ca", "providers", "profiles"]],
  [
    ["providers", "kirim"],
    ["apiKey", "baseUrl", "rateLimit", "timeout", "verify"],
  ],
  [
    ["profiles", "a"],
    ["provider", ...defaults, "proxy", "ca", "providers"],
  ],
  [
    ["profiles", "a", "providers", "kirim"],
    ["apiKey", "baseUrl", "rateLimit", "timeout", "verify"],
  ],
])("keys known below %j", (path, keys) => {
  expect(knownKeys(providers, path)).toEqual(keys);
});

test.each([
  [["metadata.vat", 'metadata["a.b"]', "address", "customFields[x]"], undefined],
  [["metdata.vat"], 'there is no field "metdata.vat"'],
  [["a, b"], 'there is no field "a"'],
  [["name,email"], "one path for each entry"],
  [["metadata.a["], "is not a path"],
  [[7], "must be a list of paths, such as [metadata.vat]"],
  ["metadata.vat", "must be true, false or a list of paths, such as [metadata.vat]"],
  [true, undefined],
])("of what is masked, %j is told: %s", (mask, told) => {
  const { error } = configSchema(providers).safeParse({ mask });
  const said = error?.issues.map(({ message }) => message).join();
  if (told === undefined) expect(said).toBeUndefined();
  else expect(said).toContain(told);
});

/** What may stand anywhere, right or wrong. */
const values: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  30,
  Number.NaN,
  "",
  "x",
  "commet",
  "auto",
  "json",
  "always",
  "https://api.example/v1",
  "http://u:p@api.example",
  "2026-07-11",
  "${KEY}",
  "<your key>",
  [],
  ["metadata.vat"],
  ["metdata.vat"],
  [7],
  [[]],
  {},
  { env: "KEY" },
  { env: "1" },
  { file: "" },
  { file: "a", env: "B" },
  { command: [] },
  { command: ["op", "read"] },
  { command: "op read" },
  { keychain: "x" },
  undefined,
  new Date(0),
];
/** Keys that stand somewhere, keys that stand nowhere, and those that every object has from its prototype. */
const strayKeys = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "apikey",
  "x",
  "",
  "0",
];

test(
  "a schema for what a file holds says of it what the whole one says",
  { timeout: roundsPatience },
  () => {
    const random = randomNumbers(testSeed);
    const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const ids = allProviders.map(({ id }) => id);
    const settings = allProviders.flatMap((each) => Object.keys(each.settings));
    const keys = [
      ...knownKeys(allProviders, []),
      "$schema",
      ...ids,
      ...new Set(settings),
      "baseUrl",
      "rateLimit",
      "timeout",
    ];
    /** Keys that are right here, with few others among them. */
    const mapOf = (right: readonly string[], under: (key: string) => unknown): object => {
      const map = random() < 0.05 ? (Object.create(null) as object) : {};
      for (let left = Math.floor(random() * 5); left > 0; left -= 1) {
        const key = random() < 0.85 ? one(right) : one([...keys, ...strayKeys]);
        // Assigned, `__proto__` would be no key.
        const value = random() < 0.85 ? under(key) : one(values);
        Object.defineProperty(map, key, {
          value,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      }
      return map;
    };
    const rightFor = (key: string): unknown =>
      key === "output"
        ? one(["json", "jsonl"])
        : key === "timeout" || key === "rateLimit"
          ? one([1, 0])
          : one(values);
    const provided = () =>
      mapOf(ids, (id) => mapOf([...knownKeys(allProviders, ["providers", id])], rightFor));
    const body = (path: readonly string[]): object =>
      mapOf([...knownKeys(allProviders, path), "providers"], (key) =>
        key === "providers"
          ? provided()
          : key === "profiles"
            ? mapOf(["a", "b", "c"], () => body(["profiles", "a"]))
            : rightFor(key),
      );
    const whole = configSchema(allProviders);
    for (let round = 0; round < rounds(2000); round += 1) {
      const content = random() < 0.97 ? body([]) : one(values);
      const expected = whole.safeParse(content);
      const found = configSchema(allProviders, content).safeParse(content, { jitless: true });
      const about = `seed ${testSeed}, round ${round}: ${JSON.stringify(content)}`;
      // As text: by its matchers, a profile that is named constructor would be the map's own.
      const told = ({ error, data }: typeof found) =>
        inspect({ about, issues: error?.issues, data }, { depth: 20, sorted: false });
      expect(told(found)).toBe(told(expected));
    }
  },
);
