import { describe, expect, test } from "vitest";

import type { HttpResponse } from "../../../src/domain/exchange.ts";
import { jsonNumber } from "../../../src/domain/json.ts";
import type { Account } from "../../../src/domain/settings.ts";
import type { Provider } from "../../../src/providers/contract.ts";
import { type ProviderId, providers } from "../../../src/providers/registry.ts";
import { pageIn, pageRequest } from "../../../src/providers/wire/paging.ts";

const account = (provider: Provider): Account => ({
  provider: provider.id,
  baseUrl: "https://api.example/base",
  values: { companyId: "cmp_1", version: "2026-07-11" },
  secrets: {},
  origins: {},
});
const asked = (id: ProviderId, page: Parameters<typeof pageRequest>[2]) => {
  const { method, url, body, repeatable } = pageRequest(
    providers[id],
    account(providers[id]),
    page,
  );
  const target = url.replace("https://api.example/base", "");
  return [`${method} ${target}`, body === undefined ? body : JSON.parse(body), repeatable];
};
const answer = (body: unknown): HttpResponse => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

describe("the request for a page", () => {
  test("a query carries parameters that mean something to a URL", () => {
    const chosen = [["externalId", "a&b=c {companyId}"]] as const;
    expect(asked("commet", { chosen, size: 100, from: "cur/1+2" })).toEqual([
      "GET /customers?limit=100&cursor=cur%2F1%2B2&externalId=a%26b%3Dc%20%7BcompanyId%7D",
      undefined,
      true,
    ]);
  });

  test("Kirim and Vayu: a first page", () => {
    expect(asked("kirim", { chosen: [["status", "active"]], size: 51 })[0]).toBe(
      "GET /customers?limit=51&status=active",
    );
    expect(asked("vayu", { chosen: [], size: 500 })[0]).toBe("GET /customers?limit=500");
  });

  test("Maple: a search that may be repeated, its key given back as it came", () => {
    const from = [jsonNumber("12345678901234567890"), "cus_1"];
    const { body, ...rest } = pageRequest(providers.maple, account(providers.maple), {
      chosen: [["query.email", "{ref}@x.example"]],
      size: 100,
      from,
    });
    expect(rest).toMatchObject({
      method: "POST",
      url: "https://api.example/base/companies/cmp_1/customers/find",
      repeatable: true,
    });
    expect(body).toBe(
      '{"sort_key":"createdAtDesc","pagination":{"limit":100,"from_key":[12345678901234567890,"cus_1"]},"query":{"email":"{ref}@x.example"}}',
    );
  });

  test("Flexprice: a search by number", () => {
    const sort = [
      { field: "created_at", direction: "desc" },
      { field: "external_id", direction: "asc" },
    ];
    expect(
      asked("flexprice", { chosen: [["metadata", { a: "b" }]], size: 500, from: 480 }),
    ).toEqual([
      "POST /customers/search",
      { expand: "integrations", sort, limit: 500, offset: 480, metadata: { a: "b" } },
      true,
    ]);
  });
});

describe("an answer", () => {
  test.each<[ProviderId, object, object]>([
    [
      "commet",
      { success: true, data: [{ id: "1" }], hasMore: true, nextCursor: "n" },
      { next: "n" },
    ],
    ["commet", { object: "list", data: [{ id: "1" }], hasMore: false, nextCursor: "n" }, {}],
    ["kirim", { data: [{ id: "1" }], has_more: false, next_cursor: null, request_id: "r" }, {}],
    ["kirim", { data: [{ id: "1" }], has_more: true, next_cursor: "n" }, { next: "n" }],
    ["vayu", { customers: [{ id: "1" }], total: 9, hasMore: true, nextCursor: "n" }, { next: "n" }],
    ["maple", { results: [{ id: "1" }], pagination: { from_key: [1, "x"] } }, { next: [1, "x"] }],
    ["maple", { results: [{ id: "1" }], pagination: { from_key: null } }, {}],
    ["maple", { results: [{ id: "1" }] }, {}],
    [
      "flexprice",
      { items: [{ id: "1" }], pagination: { total: 3, limit: 1, offset: 1 } },
      { total: 3 },
    ],
  ])("of %s: %j", (id, body, expected) => {
    expect(pageIn(providers[id], answer(body))).toEqual({ records: [{ id: "1" }], ...expected });
  });

  test.each<[ProviderId, unknown, RegExp]>([
    ["kirim", { data: [], has_more: true, next_cursor: null }, /there is more, and not where/u],
    ["kirim", { data: [{ id: "a/../b" }] }, /something in it that is no customer/u],
    ["kirim", { data: ["x"] }, /something in it that is no customer/u],
    ["kirim", { customers: [] }, /unknown shape/u],
    ["vayu", [], /unknown shape/u],
  ])("of %s that is no page: %j", (id, body, message) => {
    expect(() => pageIn(providers[id], answer(body))).toThrow(message);
  });
});
