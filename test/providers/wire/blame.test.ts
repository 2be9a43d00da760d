import { expect, test } from "vitest";

import type { Json } from "../../../src/domain/json.ts";
import { blamedIn } from "../../../src/providers/wire/blame.ts";
import { allProviders, providers } from "../../../src/providers/registry.ts";

test("each of Vayu's params is a complaint at its field", () => {
  const params = [
    { param: "contacts[0].email", message: "must be an email" },
    { param: "address.addressText", message: "is too long" },
    { param: "constructor", message: "is not allowed" },
  ];
  expect(blamedIn(providers.vayu, { params })).toEqual({
    details: [
      "contacts[0].email: must be an email",
      "address.addressText: is too long",
      "constructor: is not allowed",
    ],
    complaints: [
      { location: { name: "contacts[0].email" }, message: "must be an email" },
      { location: { name: "address.line1" }, message: "is too long" },
      { location: { name: "constructor" }, message: "is not allowed" },
    ],
  });
});

test.each<[keyof typeof providers, Json, string]>([
  ["commet", { error: { details: [{ field: "fullName", message: "no" }] } }, "name"],
  ["flexprice", { details: { AddressPostalCode: "no" } }, "address.postalCode"],
  ["flexprice", { details: { Email: "no" } }, "email"],
  ["maple", { validation_errors: [{ field: "address.zip", message: "no" }] }, "address.postalCode"],
])("%s blames a field by another name than ours: %j", (id, body, name) => {
  expect(blamedIn(providers[id], body).complaints).toEqual([{ location: { name }, message: "no" }]);
});

test("nothing is blamed where the error is of another form", () => {
  for (const body of [undefined, null, {}, { params: null, details: 5 }]) {
    for (const provider of allProviders) {
      expect(blamedIn(provider, body)).toEqual({ details: [], complaints: [] });
    }
  }
});
