import { expect, test } from "vitest";

import type { FieldChange } from "../../src/domain/change.ts";
import type { FieldName } from "../../src/domain/fields.ts";
import { destroys } from "../../src/plan/destructive.ts";

const changed = (facts: Omit<FieldChange, "field" | "kind">): FieldChange => ({
  field: "x",
  kind: "changed",
  ...facts,
});

test.each<[FieldName, FieldChange, string]>([
  ["email", { field: "email", kind: "removed", before: "a@x.example" }, "removes data"],
  ["contacts", { field: "contacts[a]", kind: "removed", before: { name: "A" } }, "removes data"],
  ["metadata", { field: "metadata.a", kind: "removed", before: null }, "removes data"],
  ["aliases", changed({ before: ["a", "a"], after: ["a"] }), "removes items of the list"],
  [
    "contacts",
    changed({ before: [{ name: "A" }, { name: "B" }], after: [{ name: "A" }] }),
    "removes items of the list",
  ],
  [
    "contacts",
    changed({ before: [{ name: "A" }], after: [{ name: "B" }] }),
    "removes items of the list",
  ],
  ["metadata", changed({ before: [1, 2], after: [1] }), "removes items of the list"],
  ["externalId", changed({ before: "a", after: "b" }), "events and look-ups go by the external id"],
  ["status", changed({ before: "active", after: "archived" }), "takes the customer out of service"],
  ["status", changed({ before: "ACTIVE", after: "ARCHIVED" }), "takes the customer out of service"],
  ["status", changed({ after: "suspended" }), "takes the customer out of service"],
  [
    "overrideTaxes",
    changed({ after: [{ country: "NO" }], unreadable: true }),
    "replaces what cannot be read first",
  ],
  [
    "childRollupBillingConfig",
    changed({ after: "HOUR", unreadable: true }),
    "replaces what cannot be read first",
  ],
])("%s: %j is confirmed first", (field, change, why) => {
  expect(destroys(field, change)).toBe(why);
});

test.each<[FieldName, FieldChange]>([
  ["name", changed({ before: "A", after: "B" })],
  ["externalId", { field: "externalId", kind: "added", before: null, after: "b" }],
  ["externalId", { field: "externalId", kind: "added", after: "b" }],
  ["status", changed({ before: "archived", after: "active" })],
  ["aliases", { field: "aliases[b]", kind: "added", after: "b" }],
  ["aliases", changed({ before: ["a", "b"], after: ["b", "a"], orderOnly: true })],
  ["contacts", changed({ before: [{ name: "A" }], after: [{ name: "A" }, { name: "B" }] })],
  ["metadata", changed({ before: [1], after: [2] })],
  ["address.city", changed({ after: "Oslo", unreadable: true })],
  ["childRollupBilling", changed({ after: true, unreadable: true })],
])("%s: %j is not", (field, change) => {
  expect(destroys(field, change)).toBeUndefined();
});
