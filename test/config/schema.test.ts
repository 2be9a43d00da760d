import { expect, test } from "vitest";
import { z } from "zod";
import { configSchema, knownKeys } from "../../src/config/schema.ts";
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
