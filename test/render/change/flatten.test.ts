import { expect, test } from "vitest";

import { flatten } from "../../../src/render/change/flatten.ts";

test("a list whose items have the same identity, or none, is one value", () => {
  const twins = [{ email: "a@f.no" }, { email: "a@f.no" }];
  expect(flatten({ contacts: twins })).toEqual([{ field: "contacts", value: twins }]);
  expect(flatten({ contacts: [{ name: "Ida" }] })).toEqual([
    { field: "contacts", value: [{ name: "Ida" }] },
  ]);
  expect(flatten({ aliases: ["a", "b"] })).toEqual([{ field: "aliases", value: ["a", "b"] }]);
});

test("an identity of several keys is joined", () => {
  expect(flatten({ overrideTaxes: [{ country: "NO", type: "vat", rate: 25 }] })).toEqual([
    { field: "overrideTaxes[NO+vat].country", value: "NO" },
    { field: "overrideTaxes[NO+vat].type", value: "vat" },
    { field: "overrideTaxes[NO+vat].rate", value: 25 },
  ]);
});

test("what is empty is still there", () => {
  expect(flatten({ metadata: {}, contacts: [] })).toEqual([
    { field: "metadata", value: {} },
    { field: "contacts", value: [] },
  ]);
});
