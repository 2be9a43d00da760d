import { describe, expect, it, test } from "vitest";

import type { Account } from "../../../src/domain/settings.ts";
import { commet } from "../../../src/providers/commet.ts";
import type { Provider } from "../../../src/providers/contract.ts";
import { flexprice } from "../../../src/providers/flexprice.ts";
import { kirim } from "../../../src/providers/kirim.ts";
import { maple } from "../../../src/providers/maple.ts";
import { allProviders } from "../../../src/providers/registry.ts";
import {
  addressing,
  checkReference,
  inDialect,
  type ReferenceKind,
  requestFor,
  ownIdHint,
} from "../../../src/providers/wire/requests.ts";
import { vayu } from "../../../src/providers/vayu.ts";

const account = (provider: Provider, values: Readonly<Record<string, string>> = {}): Account => ({
  provider: provider.id,
  baseUrl: "https://api.example/base",
  values: { companyId: "cmp_1", version: "2026-07-11", ...values },
  secrets: {},
  origins: {},
});
const both: readonly ReferenceKind[] = ["id", "external-id"];

/** Ids that mean something to a URL, to a router or to nobody. */
const hostile = [
  ..."/ \\ . .. ../plans ./x a/b a\\b %2F %2e%2e ..%2f ?x=1 #f a?b=c&d a%00b ; : @ // /customers".split(
    " ",
  ),
  "a b",
  "cus_1/../plans",
  "ünïcode-客户-😀",
  "x".repeat(300),
];

describe("an id", () => {
  test.each(allProviders)("$id: never reaches another route than its own", (provider) => {
    for (const kind of both) {
      const routes = addressing(provider, kind);
      if (routes === undefined) continue;
      for (const ref of hostile) {
        if (checkReference(provider, kind, ref) !== undefined) continue;
        for (const route of [routes.read, routes.update]) {
          const names = { ref, id: "cus_found" };
          const { url } = requestFor(provider, account(provider), route, names, {});
          const template = route.path.replace("{companyId}", "cmp_1");
          const { pathname, search, hash } = new URL(url);
          const parts = pathname.split("/");
          expect(parts).toHaveLength(`/base${template}`.split("/").length);
          expect(parts.map(decodeURIComponent).join("/")).toBe(
            `/base${template.replace("{ref}", () => ref).replace("{id}", "cus_found")}`,
          );
          expect(hash).toBe("");
          expect([...new URLSearchParams(search).entries()]).toEqual(
            Object.keys(route.query ?? {}).map((name) => [name, ref]),
          );
        }
      }
    }
  });

  test.each(allProviders)("$id: of nothing, or with control characters, is refused", (provider) => {
    for (const kind of both) {
      for (const ref of ["", " ", "\t", "a\nb", "a\u0000", "a\u007f", "\ud800"]) {
        expect(checkReference(provider, kind, ref)).toBeDefined();
      }
    }
  });

  test.each(allProviders)("$id: that dots or slashes are in is refused", (provider) => {
    for (const ref of [".", "..", "../plans", "a/b", "a\\b"]) {
      expect(checkReference(provider, "id", ref)).toMatchObject({ location: { name: "<id>" } });
    }
  });

  it.each<[Provider, string]>([
    [vayu, "65f0c1a2b3d4e5f60718293a"],
    [commet, "cus_7Qm2rT"],
    [flexprice, "cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD"],
    [maple, "cus_2Nb8LmPq"],
    [maple, "acct-7781"],
    [maple, "2Nb7QkzT"],
    [kirim, "cus_7H2KX0M4QWERTN8B3ZC5DVA9PG"],
  ])("$id takes %s", (provider, ref) => {
    expect(checkReference(provider, "id", ref)).toBeUndefined();
  });

  it.each<[Provider, string]>([
    [vayu, "cust_123"],
    [vayu, "65f0c1a2b3d4e5f60718293"],
    [commet, "usr_5512"],
    [commet, "cus_"],
    [flexprice, "cus_01K5T3"],
    [flexprice, "cust_a/entitlements"],
    [kirim, "cus_7h2kx0m4qwertn8b3zc5dva9pg"],
    [kirim, "cus_IIIIIIIIIIIIIIIIIIIIIIIIII"],
  ])("$id does not take %s", (provider, ref) => {
    expect(checkReference(provider, "id", ref)?.message).toContain("is not a customer id of");
  });

  test("of the caller's may hold what a query or a body can carry, not what a path cannot", () => {
    const slashed = "acme/eu?x=1";
    expect(checkReference(commet, "external-id", slashed)).toBeUndefined();
    expect(checkReference(flexprice, "external-id", slashed)).toBeUndefined();
    expect(checkReference(vayu, "external-id", slashed)?.message).toContain("cannot be part of");
    expect(checkReference(maple, "external-id", slashed)?.message).toContain("cannot be part of");
    expect(checkReference(kirim, "external-id", slashed)).toMatchObject({
      location: { name: "--by" },
      hint: ownIdHint(kirim, slashed),
    });
  });
});

describe("a request", () => {
  test("carries its body as JSON, and says so", () => {
    const { read, update } = commet.byId;
    expect(requestFor(commet, account(commet), read, { ref: "cus_1" })).toEqual({
      method: "GET",
      url: "https://api.example/base/customers/cus_1",
      headers: { accept: "application/json", "commet-version": "2026-07-11" },
    });
    expect(requestFor(commet, account(commet), update, { ref: "cus_1" }, { a: null })).toEqual({
      method: "PUT",
      url: "https://api.example/base/customers/cus_1",
      headers: {
        accept: "application/json",
        "commet-version": "2026-07-11",
        "content-type": "application/json",
      },
      body: '{"a":null}',
    });
  });

  test("that searches puts the id into the body as it is, and may be repeated", () => {
    const routes = addressing(flexprice, "external-id");
    const search = requestFor(flexprice, account(flexprice), routes?.read ?? flexprice.byId.read, {
      ref: 'a"{id}%2F',
    });
    expect(search).toMatchObject({ method: "POST", repeatable: true });
    expect(JSON.parse(search.body ?? "")).toEqual({
      external_id: 'a"{id}%2F',
      limit: 2,
      expand: "integrations",
    });
  });

  test("leaves out the header of a setting that is not there", () => {
    const { read } = commet.byId;
    const odd = { ...commet, headers: { "x-other": "other" } };
    const headers = (values: Readonly<Record<string, string>>) =>
      requestFor(odd, account(odd, values), read, { ref: "a" }).headers;
    expect(headers({})).not.toHaveProperty("x-other");
    expect(headers({ other: "c" })).toHaveProperty("x-other", "c");
  });

  test("encodes a setting in the path", () => {
    const odd = account(maple, { companyId: "cmp_/../x" });
    expect(requestFor(maple, odd, maple.byId.read, { ref: "a" }).url).toBe(
      "https://api.example/base/companies/cmp_%2F..%2Fx/customers/a",
    );
  });
});

describe("a dated version", () => {
  it.each([
    ["2026-06-10", "PUT", "data"],
    ["2026-07-11", "PUT", "data"],
    ["2026-07-23", "PUT", "data"],
    ["2026-07-24", "PATCH", undefined],
    ["2026-07-31", "PATCH", undefined],
    ["2027-01-01", "PATCH", undefined],
  ])("%s updates with %s and an envelope of %s", (version, method, envelope) => {
    const dated = account(commet, { version });
    expect(inDialect(commet, dated, commet.byId.update).method).toBe(method);
    expect(inDialect(commet, dated, commet.byId.update).envelope).toBe(envelope);
    expect(inDialect(commet, dated, commet.byId.read)).toMatchObject({ method: "GET" });
    expect(inDialect(commet, dated, commet.byId.read).envelope).toBe(envelope);
    const list = commet.byExternalId?.read ?? commet.byId.read;
    expect(inDialect(commet, dated, list)).toEqual(list);
  });

  test("means nothing to a provider without versions", () => {
    expect(inDialect(kirim, account(kirim), kirim.byId.update)).toBe(kirim.byId.update);
  });
});
