import { expect, test } from "vitest";

import type { KnownAccount } from "../../src/domain/documents/known-account.ts";
import type { JsonObject } from "../../src/domain/json.ts";
import type { Account } from "../../src/domain/settings.ts";
import { type ProviderId, providerIds, providers } from "../../src/providers/registry.ts";
import { identityOf, knownAccount, knownOfMany } from "../../src/update/known-account.ts";
import { accountOf } from "./accounts.ts";

const bases = {
  vayu: "https://connect.withvayu.com",
  commet: "https://commet.co/api/v1",
  flexprice: "https://us.api.flexprice.io/v1",
  maple: "https://api.maplebilling.com/api/v1",
  kirim: "https://api.kirimdev.com/v1",
} as const satisfies Readonly<Record<ProviderId, string>>;

function known(provider: ProviderId, facts: Partial<Account>, customer?: JsonObject): KnownAccount {
  const account = accountOf({
    provider,
    baseUrl: bases[provider],
    values: {},
    secrets: {},
    ...facts,
  });
  return knownAccount(providers[provider], account, customer);
}

const key = (apiKey: string) => ({ secrets: { apiKey } });

type Case = readonly [string, KnownAccount, ProviderId, Partial<Account>, JsonObject?];

const cases: readonly Case[] = [
  ["Vayu's own host is its production", { mode: "live" }, "vayu", {}],
  [
    "and the other one its sandbox",
    { mode: "test" },
    "vayu",
    { baseUrl: "https://staging-connect.withvayu.com" },
  ],
  [
    "an address of somebody else says nothing of it",
    { baseUrl: "https://proxy.example/vayu" },
    "vayu",
    { baseUrl: "https://proxy.example/vayu" },
  ],
  [
    "nor does another port",
    { baseUrl: "https://connect.withvayu.com:8443" },
    "vayu",
    { baseUrl: "https://connect.withvayu.com:8443" },
  ],
  ["a key of Commet that says live", { mode: "live" }, "commet", key("ck_live_1")],
  ["a restricted one", { mode: "live" }, "commet", key("rk_live_1")],
  ["one of its sandbox", { mode: "test" }, "commet", key("ck_sandbox_1")],
  ["a restricted one of it", { mode: "test" }, "commet", key("rk_sandbox_1")],
  ["one of which the documents say nothing", {}, "commet", key("ck_test_1")],
  ["nor of this", {}, "commet", key("ck_1")],
  [
    "the record knows better: live",
    { mode: "live" },
    "commet",
    key("ck_sandbox_1"),
    { livemode: true },
  ],
  ["or not", { mode: "test" }, "commet", key("ck_live_1"), { livemode: false }],
  [
    "where it says it in its own type",
    { mode: "live" },
    "commet",
    key("ck_live_1"),
    { livemode: "no" },
  ],
  [
    "Flexprice has regions",
    { facts: { region: "india" } },
    "flexprice",
    { values: { region: "india" } },
  ],
  [
    "environments, and tenants",
    { facts: { region: "us", environmentId: "env_1", tenantId: "t_1" } },
    "flexprice",
    { values: { region: "us" } },
    { environmentId: "env_1", tenantId: "t_1" },
  ],
  ["but no keys that say so", {}, "flexprice", key("sk_live_1")],
  [
    "Maple has companies",
    { facts: { companyId: "cmp_1" } },
    "maple",
    { values: { companyId: "cmp_1" } },
  ],
  [
    "and the record says which",
    { facts: { companyId: "cmp_2" } },
    "maple",
    { values: { companyId: "cmp_1" } },
    { companyId: "cmp_2" },
  ],
  ["a key of Kirim that says live", { mode: "live" }, "kirim", key("kdv_live_1")],
  ["one that does not", { mode: "test" }, "kirim", key("kdv_test_1")],
  ["one that is none", {}, "kirim", key("kdv_1")],
  ["Kirim has teams", { facts: { teamId: "t_1" } }, "kirim", {}, { teamId: "t_1" }],
  ["but not always", {}, "kirim", {}, { teamId: null }],
  ["a profile", { profile: "staging", mode: "live" }, "vayu", { profile: "staging" }],
  [
    "the emulator is none of them",
    { mode: "emulated" },
    "commet",
    {
      ...key("ck_live_1"),
      baseUrl: "http://127.0.0.1:1/commet",
      origins: { baseUrl: { kind: "emulator", name: "--emulator" } },
    },
    { livemode: true },
  ],
];

test.each(cases.map((one) => [one[0], one] as const))(
  "%s",
  (_name, [, expected, provider, facts, customer]) => {
    expect(known(provider, facts, customer)).toEqual(expected);
  },
);

test("of many customers only what is the same for all of them", () => {
  const account = accountOf({ provider: "kirim", baseUrl: bases.kirim, ...key("kdv_live_1") });
  expect(knownOfMany(providers.kirim, account, { teamId: "t_1" })).toEqual({ mode: "live" });
  const commet = accountOf({ provider: "commet", baseUrl: bases.commet, ...key("ck_1") });
  expect(knownOfMany(providers.commet, commet, { livemode: true })).toEqual({ mode: "live" });
  expect(knownOfMany(providers.commet, commet, undefined)).toEqual({});
});

const told: Readonly<Record<ProviderId, Readonly<Record<string, string | boolean>>>> = {
  vayu: {},
  commet: { livemode: true },
  flexprice: { tenantId: "t_1", environmentId: "e_1" },
  maple: { companyId: "cmp_1" },
  kirim: { teamId: "team_1" },
};

test.each(providerIds)("what a record of %s says of its account", (id) => {
  const customer = { id: "1", name: "A", ...told[id] };
  const texts = Object.entries(told[id]).map(([member, value]) => [member, String(value)]);
  const expected = texts.length === 0 ? undefined : Object.fromEntries(texts);
  expect(identityOf(providers[id], customer)).toEqual(expected);
});

test("a record without those members says nothing", () => {
  expect(identityOf(providers.flexprice, { tenantId: null })).toBeUndefined();
});
