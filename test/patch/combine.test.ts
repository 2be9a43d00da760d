import { describe, expect, it } from "vitest";

import type { CustomerPatch } from "../../src/domain/patch.ts";
import { combinePatches } from "../../src/patch/combine.ts";
import { patchFromDocument } from "../../src/patch/from-document.ts";
import { patchFromFlags, type PatchFlags } from "../../src/patch/from-flags.ts";
import { document, hints, placed, printed } from "./printed.ts";

function file(text: string): CustomerPatch {
  const result = patchFromDocument(document(text));
  if ("patch" in result) return result.patch;
  throw new Error("the document was refused");
}

function flags(given: Partial<PatchFlags>): CustomerPatch {
  const none = { fields: [], metadata: [], set: [], unset: [], replaceMetadata: false };
  const result = patchFromFlags({ ...none, ...given });
  if ("patch" in result) return result.patch;
  throw new Error("the flags were refused");
}

describe("a file and flags", () => {
  it.each<[string, string, Partial<PatchFlags>, string[]]>([
    [
      "stand side by side",
      "name: A",
      { set: ["email=e"] },
      ['p:1:1 set name "A"', '--set set email "e"'],
    ],
    [
      "flags win at the same path",
      "name: A\nemail: e",
      { set: ["name=B"] },
      ['p:2:1 set email "e"', '--set set name "B"'],
    ],
    [
      "flags win over what is below",
      "metadata: {a: 1, b: 2}\nname: A",
      { unset: ["metadata"] },
      ['p:2:1 set name "A"', "--unset unset metadata"],
    ],
    [
      "keys of a map are apart",
      "metadata: {a: 1, b: 2}",
      { set: ["metadata.b=3"] },
      ["p:1:12 set metadata.a 1", '--set set metadata.b "3"'],
    ],
    [
      "an empty map takes nothing away",
      "metadata: {a: 1}",
      { set: ["metadata:={}"] },
      ["p:1:12 set metadata.a 1"],
    ],
    [
      "an empty map beside a key says nothing",
      "metadata: {}",
      { metadata: ["a=1"] },
      ['--metadata set metadata.a "1"'],
    ],
  ])("%s", (_, text, given, edits) => {
    expect(placed(combinePatches(file(text), flags(given)))).toEqual(edits);
  });

  it.each<[string, Partial<PatchFlags>, string]>([
    [
      "contacts: []",
      { set: ["contacts[i].title=CFO"] },
      '--set: "contacts[i].title" is inside "contacts", which p:1:1 gives as a whole',
    ],
    [
      "aliases: [a]",
      { fields: [{ name: "aliases", values: ["b"], flag: "--alias" }] },
      '--alias: "aliases[b]" is inside "aliases", which p:1:1 gives as a whole',
    ],
    [
      "metadata: null",
      { metadata: ["a=1"] },
      '--metadata: "metadata.a" is inside "metadata", which p:1:1 gives as a whole',
    ],
    ["{}", {}, "nothing to change: name at least one field"],
    ["metadata: {}", {}, "nothing to change: name at least one field"],
    [
      "name: A",
      { replaceMetadata: true },
      "--replace-metadata: there is no metadata to replace the present one with",
    ],
    [
      "metadata: {a: null}",
      { replaceMetadata: true },
      "--replace-metadata: there is no metadata to replace the present one with",
    ],
  ])("%s with %j is refused", (text, given, complaint) => {
    expect(printed(combinePatches(file(text), flags(given)))).toEqual([complaint]);
  });

  it("are not needed both", () => {
    expect(printed(combinePatches(undefined, flags({ set: ["name=A"] })))).toEqual([
      'set name "A"',
    ]);
    expect(printed(combinePatches(undefined, flags({})))).toHaveLength(1);
  });
});

describe("replacing the metadata", () => {
  it.each<[string, string[]]>([
    ["metadata: {a: 1, b: null}", ["set metadata.a 1"]],
    ["metadata: {}", ["set metadata {}"]],
    ["metadata: null", ["unset metadata"]],
  ])("with %s", (text, edits) => {
    const result = combinePatches(file(text), flags({ replaceMetadata: true }));
    expect(printed(result)).toEqual(edits);
    expect("patch" in result && result.patch.replaceMetadata).toBe(true);
  });

  it("says how it is done when nothing was named", () => {
    expect(hints(combinePatches(file("name: A"), flags({ replaceMetadata: true })))).toEqual([
      "name it with --metadata or in a file; to clear it all use --unset metadata",
    ]);
  });
});
