import { describe, expect, test } from "vitest";

import { fieldRevision } from "../../../src/domain/field/field-revision.ts";
import type { Json } from "../../../src/domain/json.ts";
import { readRowDocument } from "../../../src/patch/document.ts";
import { providers } from "../../../src/providers/registry.ts";
import { patchOfFields } from "../../../src/update/input/printed-fields.ts";

const revision = fieldRevision([
  { path: "name", value: "Ana" },
  { path: "address.city", value: "Oslo" },
  { path: "metadata.seats", value: 12 },
  { path: "status", value: null },
  { path: "createdAt", value: "2026-01-01" },
  { path: "native.mrr", value: { cents: 1 } },
]);
const printed = {
  provider: "maple",
  id: "cus_1",
  name: "Ana",
  address: { city: "Oslo" },
  metadata: { seats: 12 },
  status: null,
  createdAt: "2026-01-01",
  native: { mrr: { cents: 1 } },
  revision,
};

/** The edits that a document asks for, or what is wrong with it. */
function editsOf(value: Json, reference = "cus_1") {
  const read = readRowDocument(JSON.stringify(value), { name: "f" }, { numbers: "keep" });
  if ("complaints" in read) throw new Error("not JSON");
  const found = patchOfFields(read.document, providers.maple, { kind: "id", reference });
  if (found === undefined) return undefined;
  return "complaints" in found
    ? found.complaints.map(({ message }) => message)
    : found.patch.edits.map(({ field, op }) => `${op} ${field}`);
}

describe("a document of chosen fields", () => {
  test("that was not edited asks for nothing", () => {
    expect(editsOf(printed)).toEqual([]);
  });

  test.each<[string, object, readonly string[]]>([
    ["a value", { name: "Bo" }, ["set name"]],
    ["a nested value", { address: { city: "Bergen" } }, ["set address.city"]],
    ["a number", { metadata: { seats: 13 } }, ["set metadata"]],
    ["null", { name: null }, ["unset name"]],
    ["another field, that was not printed", { phone: "+47" }, ["set phone"]],
    ["a field that was taken out", { name: undefined }, []],
  ])("edited: %s", (_what, edit, edits) => {
    expect(editsOf({ ...printed, ...edit })).toEqual(edits);
  });

  test.each<[string, object, string]>([
    ["a read-only field", { createdAt: "2020" }, '"createdAt" can only be read'],
    ["the vendor's own", { native: { mrr: 2 } }, "native.mrr can only be read"],
    ["another provider", { provider: "vayu" }, 'the record\'s provider is not "maple"'],
    ["a key that is none", { nmae: "x" }, 'unknown key "nmae"'],
  ])("refused: %s", (_what, edit, message) => {
    expect(editsOf({ ...printed, ...edit })?.join()).toContain(message);
  });

  test("of another customer than the one that is to be changed", () => {
    expect(editsOf(printed, "cus_2")).toEqual([
      'the record\'s id is not "cus_2", which is to be changed',
    ]);
  });

  test("is none without such a revision", () => {
    expect(editsOf({ ...printed, revision: "sha256:00" })).toBeUndefined();
    expect(editsOf({})).toBeUndefined();
  });
});
