import { describe, expect, test } from "vitest";

import {
  chosenField,
  documentOf,
  parseFields,
  valuesOf,
} from "../../../src/domain/field/chosen-fields.ts";

const known = ["id", "name", "address.city", "metadata", "contacts", "native"];
const names = (text: string) => {
  const found = parseFields(text, known);
  return "complaints" in found
    ? found.complaints.map(({ message }) => message)
    : found.map(({ name }) => name);
};

describe("the fields that --fields names", () => {
  test.each([
    ["name,metadata.tier,native.mrr", ["name", "metadata.tier", "native.mrr"]],
    [" name , id,,", ["name", "id"]],
    ["name,name", ["name"]],
    ['metadata["a,b c"],id', ['metadata["a,b c"]', "id"]],
    ["contacts[a,b@x].name", ["contacts[a,b@x].name"]],
  ])("%s", (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  test.each([
    ["", ["names no field"]],
    [" , ", ["names no field"]],
    ["nmae", ['there is no field "nmae"; did you mean "name"?']],
    ["city", ['there is no field "city"']],
    ["name.", ['"name." is not a path: stuck at character 5']],
    ["x,y", ['there is no field "x"', 'there is no field "y"']],
  ])("%j is refused", (text, expected) => {
    expect(names(text)).toEqual(expected);
  });
});

const document = {
  id: "c1",
  name: "Ana",
  address: { city: "Oslo", line1: "A 1" },
  contacts: [{ email: "a@x.example", name: "A" }],
};
const chosen = ["name", "address.city", "contacts[a@x.example].name", "metadata.tier"].map(
  chosenField,
);

test("values in the order of the fields, undefined where there is none", () => {
  expect(valuesOf(document, chosen).map(({ value }) => value)).toEqual([
    "Ana",
    "Oslo",
    "A",
    undefined,
  ]);
});

test("a document of the chosen fields alone", () => {
  expect(documentOf(document, chosen)).toEqual({
    name: "Ana",
    address: { city: "Oslo" },
    "contacts[a@x.example].name": "A",
  });
});
