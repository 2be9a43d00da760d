import { describe, expect, it } from "vitest";

import { patchFromCells } from "../../src/patch/from-cells.ts";
import { hints, placed, printed } from "./printed.ts";

const options = { unsetToken: "#N/A", supported: new Set(["address.city"] as const) };
type Written = readonly (readonly [path: string, text: string, typed?: "JSON"])[];

const patch = (...cells: Written) =>
  patchFromCells(
    cells.map(([path, text, typed], index) => ({
      path,
      text,
      typed: typed !== undefined,
      location: { name: "f", line: 2, column: index + 1 },
    })),
    options,
  );

describe("cells", () => {
  it.each<[Written, string[]]>([
    [[["name", ""]], []],
    [
      [
        ["name", "A"],
        ["email", ""],
      ],
      ['set name "A"'],
    ],
    [[["name", " A= "]], ['set name " A= "']],
    [
      [
        ["name", "#N/A"],
        ["metadata.tier", "#N/A"],
      ],
      ["unset name", "unset metadata.tier"],
    ],
    [[["metadata.tier", "5"]], ['set metadata.tier "5"']],
    [[["metadata.tier", "5", "JSON"]], ["set metadata.tier 5"]],
    [[["metadata.tier", "null", "JSON"]], ["set metadata.tier null"]],
    [[["excludeFromMetrics", "TRUE"]], ["set excludeFromMetrics true"]],
    [
      [["contacts[i@x.example].receiveInvoiceEmail", "False"]],
      ["set contacts[i@x.example].receiveInvoiceEmail false"],
    ],
    [[["aliases", '["a","b"]']], ['set aliases ["a","b"]']],
    [[["metadata", '{"a":1,"b":null}']], ["set metadata.a 1", "set metadata.b null"]],
    [[["overrideTaxes[DE].rate", "19.5"]], ["set overrideTaxes[DE].rate 19.5"]],
  ])("%j", (cells, edits) => {
    expect(printed(patch(...cells))).toEqual(edits);
  });

  it("are the places of what they ask for", () => {
    expect(placed(patch(["name", ""], ["email", "e"]))).toEqual(['f:2:2 set email "e"']);
  });

  it.each<[Written, string[], string[]]>([
    [
      [["name", "  "]],
      ['f:2:1: "name": the cell holds nothing but blanks'],
      ["leave it empty to keep what is there, or write #N/A to clear it"],
    ],
    [
      [["excludeFromMetrics", "yes"]],
      ['f:2:1: "excludeFromMetrics": expected true or false, got the text "yes"'],
      ["write true or false"],
    ],
    [
      [["aliases", "a;b"]],
      ['f:2:1: "aliases": not JSON: "a" is not expected here'],
      ["this field is no text: write it as JSON"],
    ],
    [
      [["metadata.tier", "gold", "JSON"]],
      ['f:2:1: "metadata.tier": not JSON: "gold" is not expected here'],
      ['cells below "metadata.tier:=" are JSON: put a text in double quotes'],
    ],
    [[["aliases", "null"]], ['f:2:1: "aliases": null is not a value'], ["to clear it write #N/A"]],
    [
      [["cloudProviderSettings", '{"customerIdentifier":""}']],
      ['f:2:1: "cloudProviderSettings": an empty string ("") is not a value'],
      ["to clear it write #N/A"],
    ],
    [[["customFields[x].name", "#N/A"]], ['f:2:1: "customFields[x].name" cannot be cleared'], [""]],
    [
      [
        ["name", "A"],
        ["name", "B"],
      ],
      ['f:2:2: "name" is named twice: by f:2:1 and f:2:2'],
      ["keep one of the two"],
    ],
  ])("complains about %j", (cells, complaints, remedies) => {
    expect(printed(patch(...cells))).toEqual(complaints);
    expect(hints(patch(...cells))).toEqual(remedies);
  });
});
