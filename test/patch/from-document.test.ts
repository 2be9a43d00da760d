import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { patchFromDocument } from "../../src/patch/from-document.ts";
import { document, hints, placed, printed } from "./printed.ts";

const patch = (text: string) => patchFromDocument(document(text));

describe("a document in the common vocabulary", () => {
  it.each<[string, string[]]>([
    ["name: A", ['set name "A"']],
    ["name: null", ["unset name"]],
    ["address: {city: Oslo, line2: null}", ['set address.city "Oslo"', "unset address.line2"]],
    ["address.city: Oslo", ['set address.city "Oslo"']],
    ["address: {}", []],
    ["aliases: [a, b]", ['set aliases ["a","b"]']],
    ["aliases: []", ["set aliases []"]],
    ["excludeFromMetrics: false", ["set excludeFromMetrics false"]],
    [
      "metadata: {tier: gold, seats: 5, old: null, 'a.b': '', deep: {x: null}}",
      [
        'set metadata.tier "gold"',
        "set metadata.seats 5",
        "unset metadata.old",
        'set metadata["a.b"] ""',
        'set metadata.deep {"x":null}',
      ],
    ],
    ["metadata: {}", ["set metadata {}"]],
    ["metadata: null", ["unset metadata"]],
    [
      "cloudProviderSettings: {cloudProvider: AWS, customerIdentifier: null}",
      [
        'set cloudProviderSettings.cloudProvider "AWS"',
        "unset cloudProviderSettings.customerIdentifier",
      ],
    ],
    ["cloudProviderSettings: null", ["unset cloudProviderSettings"]],
    [
      "contacts: [{name: Ida, email: ida@x.example, phone: ''}]",
      ['set contacts [{"name":"Ida","email":"ida@x.example","phone":""}]'],
    ],
    [
      "overrideTaxes: [{country: NO, rate: 0.1234567890123456789}]",
      ['set overrideTaxes [{"country":"NO","rate":0.1234567890123456789}]'],
    ],
  ])("%s", (text, edits) => {
    expect(printed(patch(text))).toEqual(edits);
  });

  it.each<[string, string[]]>([
    ["nmae: A", ['p:1:1: unknown key "nmae"; did you mean "name"?']],
    ["colour: red", ['p:1:1: unknown key "colour"']],
    ["city: Oslo", ['p:1:1: unknown key "city"; did you mean "address.city"?']],
    ["postal-code: 1", ['p:1:1: unknown key "postal-code"; did you mean "address.postalCode"?']],
    ["metadata.tier: gold", ['p:1:1: unknown key "metadata.tier"']],
    ["address: {cities: Oslo}", ['p:1:11: unknown key "cities" in address; did you mean "city"?']],
    ["address: Oslo", ['p:1:1: "address": expected an object, got the text "Oslo"']],
    [
      "name: 5\nemail: true",
      [
        'p:1:1: "name": expected a string, got the number 5',
        'p:2:1: "email": expected a string, got true',
      ],
    ],
    [
      "excludeFromMetrics: yes",
      ['p:1:1: "excludeFromMetrics": expected true or false, got the text "yes"'],
    ],
    ["aliases: a", ['p:1:1: "aliases": expected a list, got the text "a"']],
    [
      "aliases:\n  - a\n  - 5\n  - ''",
      [
        'p:3:5: "aliases[1]": expected a string, got the number 5',
        'p:4:5: an empty string ("") is not a value',
      ],
    ],
    ["metadata: [a]", ['p:1:1: "metadata": expected an object, got a list']],
    ["name: ''", ['p:1:1: an empty string ("") is not a value']],
    ["cloudProviderSettings: {cloudProvider: ''}", ['p:1:25: an empty string ("") is not a value']],
    ["contacts:\n  - nmae: Ida", ['p:2:5: unknown key "nmae"; did you mean "name"?']],
    ["contacts:\n  - name: 5", ['p:2:5: "contacts[0].name": expected a string, got the number 5']],
    [
      "customFields: [{name: a}]",
      ['p:1:16: "customFields[0].valueType": expected a string, got nothing'],
    ],
    [
      "childRollupBillingConfig: {invoiceDueDateFromCreation: 1.5}",
      [
        'p:1:28: "childRollupBillingConfig.invoiceDueDateFromCreation": expected a whole number, got the number 1.5',
      ],
    ],
    [
      "overrideTaxes: [{rate: '5'}]",
      ['p:1:18: "overrideTaxes[0].rate": expected a number, got the text "5"'],
    ],
    ['{"name":"a\\u0000"}', ['p:1:2: "name": the text contains a NUL character']],
    [
      '{"metadata":{"k":["\\ud800"]}}',
      ['p:1:19: "metadata.k[0]": the text contains half of a surrogate pair'],
    ],
    [
      "address: {city: A}\naddress.city: B",
      ['p:2:1: "address.city" is named twice: by p:1:11 and p:2:1'],
    ],
  ])("refuses %s", (text, complaints) => {
    expect(printed(patch(text))).toEqual(complaints);
  });

  it("says how to clear, and where a dotted key belongs", () => {
    expect(hints(patch("name: ''"))).toEqual(["write null to clear the field"]);
    expect(hints(patch("metadata.tier: gold"))).toEqual([
      'put "tier" into an object under "metadata"',
    ]);
  });

  it("says of each edit where it was written", () => {
    expect(placed(patch("name: A\nmetadata:\n  tier: gold"))).toEqual([
      'p:1:1 set name "A"',
      'p:3:3 set metadata.tier "gold"',
    ]);
  });

  it("clears with address: null only the fields that are supported", () => {
    const supported = new Set(["address.city", "address.country", "name"] as const);
    const result = patchFromDocument(document("address: null"), { supported });
    expect(printed(result)).toEqual(["unset address.city", "unset address.country"]);
    expect(printed(patch("address: null"))).toHaveLength(8);
  });

  it("leaves out the keys that say something else", () => {
    const result = patchFromDocument(document("id: x\nname: A"), { ignore: ["id"] });
    expect(printed(result)).toEqual(['set name "A"']);
  });

  it("never throws, whatever the object, and yields edits or complaints", () => {
    const key = fc.constantFrom(
      "name",
      "address",
      "metadata",
      "contacts",
      "city",
      "x",
      "address.city",
    );
    const value = fc.dictionary(fc.oneof(key, fc.string()), fc.jsonValue());
    fc.assert(
      fc.property(value, (object) => {
        const at = { name: "p" };
        const result = patchFromDocument({
          name: "p",
          value: JSON.parse(JSON.stringify(object)) as never,
          locationOf: () => at,
        });
        expect("patch" in result || result.complaints.length > 0).toBe(true);
      }),
    );
  });
});
