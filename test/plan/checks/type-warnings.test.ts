import { describe, expect, it } from "vitest";

import type { Edit } from "../../../src/domain/patch.ts";
import { patchFromCells } from "../../../src/patch/from-cells.ts";
import { readDocument } from "../../../src/patch/document.ts";
import { patchFromDocument } from "../../../src/patch/from-document.ts";
import { patchFromFlags } from "../../../src/patch/from-flags.ts";
import { planUpdate } from "../../../src/plan/plan.ts";
import { providers } from "../../../src/providers/registry.ts";

type Read =
  | { readonly patch: { readonly edits: readonly Edit[] } }
  | { readonly complaints: object };

const flags = { fields: [], metadata: [], set: [], unset: [], replaceMetadata: false };
const metadata = (text: string): Read => patchFromFlags({ ...flags, metadata: [text] });
const set = (text: string): Read => patchFromFlags({ ...flags, set: [text] });
const cell = (path: string, text: string, typed = false): Read =>
  patchFromCells([{ path, text, typed, location: { name: "a.csv", line: 2, column: 4 } }], {
    unsetToken: "#N/A",
    supported: new Set(),
  });
const file = (text: string): Read => {
  const read = readDocument(Buffer.from(text), "patch");
  return "complaints" in read ? read : patchFromDocument(read.document);
};

describe("text in the place of another type is warned of, with the remedy of where it was said", () => {
  it.each<[string, Read, readonly string[]]>([
    [
      "--metadata",
      metadata("seats=15"),
      ["a number and becomes text; to keep the type give the value as JSON: --metadata seats:=…"],
    ],
    ["--set", set("metadata.seats=15"), ["give the value as JSON: --set metadata.seats:=…"]],
    [
      "--set of a key inside",
      set("metadata.deep.on=no"),
      [
        "true or false and becomes text; to keep the type give the value as JSON: --set metadata.deep.on:=…",
      ],
    ],
    ["JSON of a flag", metadata('seats:="15"'), ["to keep the type write it without quotes"]],
    [
      "a file of JSON",
      file('{"metadata":{"seats":"15"}}'),
      ["to keep the type write it without quotes"],
    ],
    [
      "a file of YAML",
      file("metadata:\n  seats: '15'\n"),
      ["to keep the type write it without quotes"],
    ],
    [
      "a list in a file",
      file('{"metadata":{"list":"15"}}'),
      ["holds a list and becomes text; to keep the type write a list"],
    ],
    [
      "a cell",
      cell("metadata.seats", "15"),
      ['to keep the type name the column "metadata.seats:=" and write JSON in its cells'],
    ],
    [
      "a cell of JSON",
      cell("metadata.seats", '"15"', true),
      ["to keep the type write it without quotes"],
    ],
    [
      "a field that is always text",
      set("name=15"),
      [/^name holds a number and becomes text$/u as unknown as string],
    ],
    ["a number that stays one", metadata("seats:=15"), []],
    ["text that stays text", metadata("tier=b"), []],
  ])("%s", (_source, read, says) => {
    if ("complaints" in read) throw new Error(JSON.stringify(read));
    const native = {
      id: "1",
      name: 5,
      metadata: { seats: 12, deep: { on: true }, list: [1], tier: "a" },
    };
    const { warnings } = planUpdate(providers.kirim, native, {
      ...read.patch,
      replaceMetadata: false,
    });
    const found = warnings
      .filter(({ code }) => code === "type_changed")
      .map(({ message }) => message);
    expect(found).toEqual(
      says.map((text) =>
        typeof text === "string" ? expect.stringContaining(text) : expect.stringMatching(text),
      ),
    );
  });
});
