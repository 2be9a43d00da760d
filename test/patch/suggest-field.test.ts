import { describe, expect, it } from "vitest";

import { fieldNames } from "../../src/domain/fields.ts";
import { didYouMeanField, suggestField } from "../../src/patch/suggest-field.ts";

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
