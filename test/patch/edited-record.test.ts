import { describe, expect, it } from "vitest";

import { parseJson, printJson, type JsonObject } from "../../src/domain/json.ts";
import { patchFromEditedRecord, type EditTarget } from "../../src/patch/edited-record.ts";
import { document, hints, printed } from "./printed.ts";

const base = parseJson(`{
  "name": "Fjord", "email": null, "phone": "",
  "address": { "city": "Oslo", "line2": "", "country": "NO", "verifiedAt": "2026-01-01" },
  "aliases": ["a", "b"],
  "metadata": { "tier": "gold", "big": 12345678901234567890, "empty": "" },
  "createdAt": "2026-01-01", "serial": 12345678901234567890
}`) as JsonObject;

const target: EditTarget = { provider: "vayu", id: "65f0", base, revisionOk: true };
const envelope = { provider: "vayu", id: "65f0", revision: "r1", native: { any: "thing" } };

const edited = (changes: JsonObject, changed: Partial<EditTarget> = {}) =>
  patchFromEditedRecord(document(printJson({ ...envelope, ...base, ...changes })), {
    ...target,
    ...changed,
  });

const address = base["address"] as JsonObject;
const metadata = base["metadata"] as JsonObject;

describe("an edited record", () => {
  it.each<[string, JsonObject, string[]]>([
    ["nothing", {}, []],
    ["a text", { name: "Fjord AS" }, ['set name "Fjord AS"']],
    ["a cleared text", { name: null }, ["unset name"]],
    [
      "a text where there was none",
      { email: "e@x.example", orgName: "O" },
      ['set email "e@x.example"', 'set orgName "O"'],
    ],
    ["null for what the base lacks", { title: null }, []],
    [
      "an address field",
      { address: { ...address, city: "Bergen" } },
      ['set address.city "Bergen"'],
    ],
    [
      "an address with fields left out",
      { address: { city: "Bergen" } },
      ['set address.city "Bergen"'],
    ],
    [
      "a cleared address",
      { address: null },
      ["unset address.line2", "unset address.city", "unset address.country"],
    ],
    ["a list", { aliases: ["b", "a"] }, ['set aliases ["b","a"]']],
    [
      "metadata keys",
      { metadata: { ...metadata, tier: "silver", more: true } },
      ['set metadata.tier "silver"', "set metadata.more true"],
    ],
    ["a metadata key left out", { metadata: { tier: "gold" } }, []],
    ["a cleared metadata key", { metadata: { tier: null } }, ["unset metadata.tier"]],
    [
      "an inexact number, unchanged",
      { metadata: { ...metadata, tier: "x" } },
      ['set metadata.tier "x"'],
    ],
  ])("with %s changed", (_, changes, edits) => {
    expect(printed(edited(changes))).toEqual(edits);
  });

  it.each<[string, JsonObject, Partial<EditTarget>, string[]]>([
    [
      "another provider's",
      { provider: "maple" },
      {},
      [`the record's provider is not "vayu", which is to be changed`],
    ],
    [
      "another customer's",
      { id: "x" },
      {},
      [`the record's id is not "65f0", which is to be changed`],
    ],
    [
      "changed in native",
      {},
      { revisionOk: false },
      [`"native" is the vendor's untouched record and is not read back`],
    ],
    [
      "changed where it is read-only",
      { createdAt: "2027-01-01", serial: 5 },
      {},
      ["createdAt is read-only", "serial is read-only"],
    ],
    [
      "changed inside a group where it is read-only",
      { address: { verifiedAt: null } },
      {},
      ["address.verifiedAt is read-only"],
    ],
    [
      "given an unknown key",
      { nmae: "x", address: { cities: "x" } },
      {},
      [
        'unknown key "address.cities"; did you mean "address.city"?',
        'unknown key "nmae"; did you mean "name"?',
      ],
    ],
    ["emptied instead of cleared", { name: "" }, {}, ['an empty string ("") is not a value']],
    [
      "given a wrong type",
      { address: "Oslo", aliases: "a" },
      {},
      [
        '"address": expected an object, got the text "Oslo"',
        '"aliases": expected a list, got the text "a"',
      ],
    ],
    [
      "given a new number that is too big",
      { metadata: { n: parseJson("9007199254740993") } },
      {},
      ["the number 9007199254740993 cannot be held exactly"],
    ],
  ])("that is %s is refused", (_, changes, changed, messages) => {
    const complaints = printed(edited(changes, changed));
    expect(complaints.map((line) => line.replace(/^p:\d+:\d+: /u, ""))).toEqual(messages);
    expect(complaints.every((line) => /^p:1:\d+: /u.test(line))).toBe(true);
  });

  it("that was changed in native says what to do instead", () => {
    expect(hints(edited({}, { revisionOk: false }))).toEqual([
      "change the fields beside it, or give just the changed members to --native",
    ]);
  });

  it("may leave out what tells whose it is", () => {
    expect(printed(patchFromEditedRecord(document('{"name":"B"}'), target))).toEqual([
      'set name "B"',
    ]);
  });
});
