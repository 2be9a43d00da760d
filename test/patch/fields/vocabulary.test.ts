import { describe, expect, it } from "vitest";

import { fieldNames } from "../../../src/domain/fields.ts";
import { patchFromDocument } from "../../../src/patch/from-document.ts";
import { didYouMeanField, suggestField, targetOf } from "../../../src/patch/fields/vocabulary.ts";
import { document } from "../printed.ts";

describe("suggestField", () => {
  it.each([
    ["nmae", "name"],
    ["city", "address.city"],
    ["address.cty", "address.city"],
    ["address_city", "address.city"],
    ["postal_code", "address.postalCode"],
    ["external-id", "externalId"],
    ["alias", "aliases"],
    ["salesforce-account-id", "salesForceAccountId"],
    ["adress", "address"],
    ["Address", "address"],
    ["adress.city", "address.city"],
    ["address-line1", "address.line1"],
  ])("takes %s for %s", (text, field) => {
    expect(suggestField(text)).toBe(field);
  });

  it.each(fieldNames)("takes %s for itself", (name) => {
    expect(suggestField(name)).toBe(name);
  });

  it("says nothing where nothing is near", () => {
    expect(suggestField("colour")).toBeUndefined();
    expect(didYouMeanField("colour")).toBe("");
    expect(didYouMeanField("nmae")).toBe('; did you mean "name"?');
  });
});

it("is told for a mistyped group in a file", () => {
  const read = patchFromDocument(document('{"adress": {"city": "Bergen"}}'));
  expect(read).toMatchObject({
    complaints: [{ message: 'unknown key "adress"; did you mean "address"?' }],
  });
});

it("takes no path that is nested deeper than any value may be", () => {
  const deep = (segments: number) =>
    targetOf(["metadata", ...Array(segments - 1).fill("a")].map((key) => ({ key })));
  expect(deep(64)).toHaveProperty("field", "metadata");
  expect(deep(65)).toEqual({ unknown: "a path is nested deeper than 64 levels" });
});
