import { expect, it } from "vitest";

import type { FieldName } from "../../src/domain/fields.ts";
import type { CustomerPatch } from "../../src/domain/patch.ts";
import { inTwo } from "../../src/plan/in-two.ts";
import { providers } from "../../src/providers/registry.ts";

const edit = (field: FieldName, ...keys: readonly string[]) => ({
  field,
  rest: keys.map((key) => ({ key })),
  op: "set" as const,
  value: "v",
  location: { name: "--set" },
});
const edits = [edit("metadata", "a"), edit("externalId"), edit("name"), edit("metadata", "b")];
const patch: CustomerPatch = { edits, replaceMetadata: false };
const touched = ["name", "externalId", "metadata"] as const;

it("sends what the vendor writes into after what makes it write, and all the rest first", () => {
  expect(inTwo(providers.flexprice, patch, touched)).toEqual({
    first: { edits: [edits[1], edits[2]], replaceMetadata: false },
    second: { edits: [edits[0], edits[3]], replaceMetadata: false },
    because: expect.stringContaining("old_external_ids"),
  });
});

it("replaces the map in the second", () => {
  expect(inTwo(providers.flexprice, { edits, replaceMetadata: true }, touched)).toMatchObject({
    first: { replaceMetadata: false },
    second: { replaceMetadata: true },
  });
});

it.each<readonly [keyof typeof providers, readonly FieldName[]]>([
  ["flexprice", ["name", "metadata"]],
  ["flexprice", ["name", "externalId"]],
  ["flexprice", []],
  ["commet", touched],
  ["maple", touched],
])("one update carries it at %s: %j", (id, fields) => {
  expect(inTwo(providers[id], patch, fields)).toBeUndefined();
});
