import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { patchFromFlags, type PatchFlags } from "../../src/patch/from-flags.ts";
import { document, hints, placed, printed } from "./printed.ts";

const none: PatchFlags = { fields: [], metadata: [], set: [], unset: [], replaceMetadata: false };
const patch = (flags: Partial<PatchFlags>) => patchFromFlags({ ...none, ...flags });
const name = (...values: string[]) => ({ name: "name", values, flag: "--name" }) as const;
const alias = (...values: string[]) => ({ name: "aliases", values, flag: "--alias" }) as const;

describe("flags", () => {
  it.each<[string, Partial<PatchFlags>, string[]]>([
    ["a text", { fields: [name("A")] }, ['set name "A"']],
    [
      "a switch",
      {
        fields: [{ name: "excludeFromMetrics", values: false, flag: "--no-exclude-from-metrics" }],
      },
      ["set excludeFromMetrics false"],
    ],
    [
      "list items",
      { fields: [alias("a", "b c")] },
      ['add aliases[a] "a"', 'add aliases[b c] "b c"'],
    ],
    ["metadata", { metadata: ["tier=gold"] }, ['set metadata.tier "gold"']],
    ["a metadata key with dots", { metadata: ["a.b=c=d"] }, ['set metadata["a.b"] "c=d"']],
    ["a metadata key with spaces", { metadata: ["my key=1"] }, ['set metadata["my key"] "1"']],
    [
      "typed metadata",
      { metadata: ["n:=5", "o:=null", 'e:=""'] },
      ["set metadata.n 5", "set metadata.o null", 'set metadata.e ""'],
    ],
    ["a path", { set: ["address.city=Bergen"] }, ['set address.city "Bergen"']],
    ["a value with =", { set: ["name=a=b"] }, ['set name "a=b"']],
    ["a metadata path", { set: ["metadata.tier=gold"] }, ['set metadata.tier "gold"']],
    ["a quoted path", { set: ['metadata["a=b"]=c'] }, ['set metadata["a=b"] "c"']],
    [
      "an item's key",
      { set: ["contacts[a=b@x.example].title=CFO"] },
      ['set contacts[a=b@x.example].title "CFO"'],
    ],
    [
      "an item, key by key",
      { set: ["contacts[i].title=CFO", 'contacts[j]:={"name":"J","phone":null}'] },
      ['set contacts[i].title "CFO"', 'set contacts[j].name "J"', "unset contacts[j].phone"],
    ],
    ["a typed list", { set: ['contacts:=[{"name":"I"}]'] }, ['set contacts [{"name":"I"}]']],
    ["a typed switch", { set: ["excludeFromMetrics:=true"] }, ["set excludeFromMetrics true"]],
    [
      "a group",
      { set: ['address:={"city":"B","line2":null}'] },
      ['set address.city "B"', "unset address.line2"],
    ],
    ["a map", { set: ['metadata:={"a":1,"b":null}'] }, ["set metadata.a 1", "set metadata.b null"]],
    ["null in one's own data", { set: ["metadata.p:=null"] }, ["set metadata.p null"]],
    [
      "null deep in one's own data",
      { set: ["metadata.a.b:=null", "overrideTaxes[NO].metadata.k:=null"] },
      ["set metadata.a.b null", "set overrideTaxes[NO].metadata.k null"],
    ],
    [
      "an empty map beside a key",
      { set: ["metadata:={}"], metadata: ["a=1"] },
      ['set metadata.a "1"'],
    ],
    [
      "an object's key",
      { set: ["cloudProviderSettings.cloudProvider=AWS"] },
      ['set cloudProviderSettings.cloudProvider "AWS"'],
    ],
    [
      "part of an item that has more keys",
      { set: ['customFields[x]:={"value":3}'] },
      ["set customFields[x].value 3"],
    ],
    [
      "a map inside an item",
      { set: ["overrideTaxes[NO].metadata.k=v", "overrideTaxes[NO].rate:=5"] },
      ['set overrideTaxes[NO].metadata.k "v"', "set overrideTaxes[NO].rate 5"],
    ],
    [
      "clearing",
      { unset: ["name", "metadata.tier", "aliases[nw-eu]", "contacts[i].title", "contacts[j]"] },
      [
        "unset name",
        "unset metadata.tier",
        "unset aliases[nw-eu]",
        "unset contacts[i].title",
        "unset contacts[j]",
      ],
    ],
    [
      "clearing a group",
      { unset: ["address"], supported: new Set(["address.city"] as const) },
      ["unset address.city"],
    ],
  ])("give %s", (_, flags, edits) => {
    expect(printed(patch(flags))).toEqual(edits);
  });

  it.each<[string, Partial<PatchFlags>, string[], string[]]>([
    [
      "an empty text",
      { fields: [name("")] },
      ['--name: an empty string ("") is not a value'],
      ["to clear it use --unset name"],
    ],
    [
      "an empty item",
      { fields: [alias("")] },
      ['--alias: an empty string ("") is not a value'],
      ["to remove an item use --unset aliases[…]"],
    ],
    [
      "a text twice",
      { fields: [name("A", "B")] },
      ["--name: given more than once"],
      ["keep one of them"],
    ],
    [
      "an item twice",
      { fields: [alias("a", "a")] },
      ['--alias: "aliases[a]" is named twice: by --alias'],
      ["keep one of the two"],
    ],
    [
      "empty metadata",
      { metadata: ["tier="] },
      ['--metadata: "tier": an empty string ("") is not a value'],
      [`to remove the key use --unset metadata.tier, to store an empty text tier:='""'`],
    ],
    [
      "metadata without =",
      { metadata: ["tier"] },
      ['--metadata: "tier" is not key=value'],
      ["write key=text or key:=json"],
    ],
    [
      "metadata without a key",
      { metadata: ["=x"] },
      ['--metadata: "=x" has no key'],
      ["write key=text or key:=json"],
    ],
    [
      "bad JSON",
      { metadata: ["n:=gold"] },
      ['--metadata: "n": not JSON: "gold" is not expected here'],
      ["for a plain text write n=…"],
    ],
    [
      "a big number",
      { metadata: ["n:=12345678901234567890"] },
      ['--metadata: "n": the number 12345678901234567890 cannot be held exactly'],
      ['write it as a string: "12345678901234567890"'],
    ],
    [
      "--set without =",
      { set: ["name"] },
      ['--set: "name" is not path=value'],
      ["write path=text or path:=json"],
    ],
    [
      "an empty --set",
      { set: ["name="] },
      ['--set: "name": an empty string ("") is not a value'],
      ["to clear it use --unset name"],
    ],
    [
      "an empty --set of a switch",
      { set: ["excludeFromMetrics="] },
      ['--set: "excludeFromMetrics": an empty string ("") is not a value'],
      ["to clear it use --unset excludeFromMetrics"],
    ],
    [
      "a typed empty text",
      { set: ['name:=""'] },
      ['--set: "name": an empty string ("") is not a value'],
      ["to clear it use --unset name"],
    ],
    [
      "a typed empty text inside",
      { set: ['contacts[i].title:=""'] },
      ['--set: "contacts[i].title": an empty string ("") is not a value'],
      ["to clear it use --unset contacts[i].title"],
    ],
    [
      "null",
      { set: ["name:=null"] },
      ['--set: "name": null is not a value'],
      ["to clear it use --unset name"],
    ],
    [
      "null for a member, a list, a map and a group",
      { set: ["contacts[i].title:=null", "aliases:=null", "metadata:=null", "address:=null"] },
      [
        '--set: "contacts[i].title": null is not a value',
        '--set: "aliases": null is not a value',
        '--set: "metadata": null is not a value',
        '--set: "address": null is not a value',
      ],
      ["contacts[i].title", "aliases", "metadata", "address"].map(
        (path) => `to clear it use --unset ${path}`,
      ),
    ],
    [
      "null for an item to add",
      { set: ["contacts+:=null", "aliases+:=null"] },
      ['--set: "contacts+": null is not a value', '--set: "aliases+": null is not a value'],
      ["leave it out to add nothing", "leave it out to add nothing"],
    ],
    [
      "a text for a switch",
      { set: ["excludeFromMetrics=true"] },
      ['--set: "excludeFromMetrics": expected true or false, got the text "true"'],
      ["write JSON after := as in excludeFromMetrics:=…"],
    ],
    [
      "a text for a list",
      { set: ["aliases=a"] },
      ['--set: "aliases": expected a list, got the text "a"'],
      ["write JSON after := as in aliases:=…"],
    ],
    [
      "a text for a number",
      { set: ["overrideTaxes[NO].rate=5"] },
      ['--set: "overrideTaxes[NO].rate": expected a number, got the text "5"'],
      ["write JSON after := as in overrideTaxes[NO].rate:=…"],
    ],
    [
      "a text for a group",
      { set: ["address=x"] },
      ['--set: "address": expected an object, got a text'],
      ["write address:={…}"],
    ],
    [
      "a number for a text",
      { set: ["name:=5"] },
      ['--set: "name": expected a string, got the number 5'],
      [""],
    ],
    [
      "an unknown path",
      { set: ["address.town=x"], unset: ["nmae"] },
      [
        '--set: unknown field "address.town"; did you mean "address.city"?',
        '--unset: unknown field "nmae"; did you mean "name"?',
      ],
      ["", ""],
    ],
    [
      "a path below a text",
      { set: ["name.foo=x"] },
      ['--set: "name.foo": "name" has nothing below it that could be named "foo"'],
      [""],
    ],
    [
      "a list's key",
      { set: ["contacts.title=x"] },
      ['--set: "contacts.title": "contacts" is a list: "title" names no item of it'],
      ["name the item as contacts[<email>]"],
    ],
    [
      "an item of a text",
      { unset: ["name[x]"] },
      ['--unset: "name" is not a list: [x] names no item of it'],
      [""],
    ],
    [
      "an item's unknown key",
      { set: ["contacts[i].titel=x"] },
      ['--set: "contacts[i].titel": unknown key "titel" in contacts[i]; did you mean "title"?'],
      [""],
    ],
    [
      "setting an item that is a text",
      { set: ["aliases[a]=b"] },
      ['--set: "aliases[a]": an item of this list is its own text and cannot be set'],
      ["use --unset aliases[a] and add the new text"],
    ],
    [
      "clearing what must be there",
      { unset: ["customFields[x].name"] },
      ['--unset: "customFields[x].name" cannot be cleared'],
      [""],
    ],
    [
      "a broken path",
      { unset: ["a..b", ""] },
      ['--unset: "a..b" is not a path: stuck at character 2', "--unset: the path is empty"],
      ["", ""],
    ],
    [
      "a path twice",
      { fields: [name("A")], set: ["name=B"] },
      ['--set: "name" is named twice: by --name and --set'],
      ["keep one of the two"],
    ],
    [
      "a whole and its part",
      { set: ["contacts:=[]"], unset: ["contacts[i]"] },
      ['--unset: "contacts" is named as a whole and "contacts[i]" inside it: by --set and --unset'],
      ["keep one of the two"],
    ],
    [
      "several things at once",
      { fields: [name("")], metadata: ["x"], unset: ["nmae"] },
      [
        '--name: an empty string ("") is not a value',
        '--metadata: "x" is not key=value',
        '--unset: unknown field "nmae"; did you mean "name"?',
      ],
      ["to clear it use --unset name", "write key=text or key:=json", ""],
    ],
  ])("refuse %s", (_, flags, complaints, expected) => {
    const result = patch(flags);
    expect(printed(result)).toEqual(complaints);
    expect(hints(result)).toEqual(expected);
  });

  it("win over the metadata file, key by key", () => {
    const metadataFile = document("tier: gold\nseats: 5\nold:", "meta.yaml");
    const result = patch({ metadataFile, metadata: ["tier=silver"] });
    expect(placed(result)).toEqual([
      "meta.yaml:2:1 set metadata.seats 5",
      "meta.yaml:3:1 unset metadata.old",
      '--metadata set metadata.tier "silver"',
    ]);
  });

  it("carry the wish to replace the metadata", () => {
    const result = patch({ metadata: ["a=1"], replaceMetadata: true });
    expect("patch" in result && result.patch.replaceMetadata).toBe(true);
  });

  it("never throw, whatever the texts", () => {
    const text = fc.oneof(
      fc.string(),
      fc
        .tuple(
          fc.constantFrom(
            "name",
            "address",
            "contacts[i]",
            "metadata.k",
            "overrideTaxes[x].metadata",
            "aliases",
          ),
          fc.constantFrom("=", ":="),
          fc.oneof(fc.json(), fc.string()),
        )
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(fc.array(text), fc.array(text), fc.array(text), (metadata, set, unset) => {
        const result = patch({ metadata, set, unset });
        expect("patch" in result || result.complaints.length > 0).toBe(true);
      }),
    );
  });
});
