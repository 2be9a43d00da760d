import { expect, it } from "vitest";

import type { FieldName } from "../../src/domain/fields.ts";
import type { JsonObject } from "../../src/domain/json.ts";
import type { CustomerPatch } from "../../src/domain/patch.ts";
import { inTwo, keepingTrail, movedBetween } from "../../src/plan/in-two.ts";
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
    trail: "old_external_ids",
  });
});

const trail = "old_external_ids";
const two = (replaceMetadata = false, more: CustomerPatch["edits"] = []) => {
  const found = inTwo(
    providers.flexprice,
    { edits: [...edits, ...more], replaceMetadata },
    touched,
  );
  if (found === undefined) throw new Error("one update carries it");
  return found;
};
const holding = (metadata: JsonObject) => ({ metadata });

it.each<[string, JsonObject, JsonObject, boolean, readonly string[]]>([
  ["nothing", { a: "1" }, { a: "1", [trail]: "x" }, false, []],
  ["a key that is named", { a: "1" }, { a: "2", [trail]: "x" }, false, ["metadata.a"]],
  ["a key that is named and was not there", {}, { b: "2" }, false, ["metadata.b"]],
  ["another key", { a: "1" }, { a: "1", z: "2", [trail]: "x" }, false, []],
  ["another key of a map that is replaced", { a: "1" }, { a: "1", z: "2" }, true, ["metadata.z"]],
  ["the trail of a map that is replaced", { [trail]: "w" }, { [trail]: "w,x" }, true, []],
])("tells what others changed in between: %s", (_what, planned, now, replaces, moved) => {
  const rows = movedBetween(two(replaces), holding(planned), holding(now));
  expect(rows.map(({ field }) => field)).toEqual(moved);
});

it("keeps the trail that begins in between where the map is replaced, unless it is named", () => {
  const kept = (replaces: boolean, planned: JsonObject, more: CustomerPatch["edits"] = []) => {
    const now = holding({ ...planned, [trail]: "x" });
    const { edits: second } = keepingTrail(two(replaces, more), holding(planned), now);
    return second.filter(
      ({ rest: [segment] }) => segment !== undefined && "key" in segment && segment.key === trail,
    );
  };
  expect(kept(true, {})).toMatchObject([{ op: "set", value: "x" }]);
  // It is shown as removed then, and confirmed.
  expect(kept(true, { [trail]: "w" })).toEqual([]);
  expect(kept(true, {}, [edit("metadata", trail)])).toMatchObject([{ value: "v" }]);
  expect(kept(false, {})).toEqual([]);
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
