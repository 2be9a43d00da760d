import { expect, test } from "vitest";

import { type CustomerFilter, passes } from "../../src/find/filter.ts";
import type { Provider } from "../../src/providers/contract.ts";
import { type ListFilter, listFilters } from "../../src/providers/listing.ts";
import { providers } from "../../src/providers/registry.ts";

const customer = {
  id: "c1",
  name: "Zoë Å",
  email: "Ida@X.example",
  externalId: "u-1",
  status: "ACTIVE",
  metadata: { tier: "gold", seats: 12, vip: true, nothing: null, deep: { a: 1 } },
  contacts: [{ email: "Bo@y.example" }],
  createdAt: "2026-01-14T10:00:00-04:00",
};
const isMeant = (filter: CustomerFilter, provider: Provider = providers.maple): boolean =>
  passes(
    listFilters.filter((name: ListFilter) => filter[name] !== undefined),
    filter,
    customer,
    provider,
  );
const moment = (text: string) => Date.parse(text);

test.each<[CustomerFilter, boolean]>([
  [{}, true],
  [{ email: "ida@x.example" }, true],
  [{ email: "bo@y.example" }, false],
  [{ externalId: "u-1" }, true],
  [{ externalId: "U-1" }, false],
  [{ name: "Zoë Å" }, true],
  [{ name: "Zoë" }, false],
  [{ status: "active" }, true],
  [{ status: "archived" }, false],
  [{ metadata: [{ key: "tier", value: "gold" }] }, true],
  [
    {
      metadata: [
        { key: "tier", value: "gold" },
        { key: "seats", value: 13 },
      ],
    },
    false,
  ],
  [{ metadata: [{ key: "seats", value: "12" }] }, true],
  [{ metadata: [{ key: "seats", value: 12 }] }, true],
  [{ metadata: [{ key: "vip", value: "true" }] }, true],
  [{ metadata: [{ key: "nothing", value: null }] }, true],
  [{ metadata: [{ key: "nothing", value: "null" }] }, false],
  [{ metadata: [{ key: "toString", value: "x" }] }, false],
  [{ metadata: [{ key: "deep", value: { a: 1 } }] }, true],
  [{ search: "zoe\u{308}" }, true],
  [{ search: "GOLD" }, true],
  [{ search: "12" }, true],
  [{ search: "y.example" }, true],
  [{ search: "tier" }, false],
  [{ createdSince: moment("2026-01-14T14:00:00Z") }, true],
  [{ createdSince: moment("2026-01-14T14:00:00.001Z") }, false],
  [{ updatedSince: 0 }, false],
])("%j: %s", (filter, expected) => {
  expect(isMeant(filter)).toBe(expected);
});

test("where customers have no e-mail of their own, those of their contacts count", () => {
  expect(isMeant({ email: "bo@y.example" }, providers.vayu)).toBe(true);
  expect(isMeant({ email: "ida@x.example" }, providers.vayu)).toBe(false);
});
