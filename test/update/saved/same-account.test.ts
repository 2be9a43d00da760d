import { describe, expect, test } from "vitest";

import { type ProviderId, providerIds, providers } from "../../../src/providers/registry.ts";
import {
  checkAccount,
  foreignRecord,
  identityOf,
  standingOf,
} from "../../../src/update/saved/same-account.ts";
import { accountLabel } from "../../../src/update/saved/seal.ts";
import { accountOf } from "../accounts.ts";

const told: Readonly<Record<ProviderId, Readonly<Record<string, string | boolean>>>> = {
  vayu: {},
  commet: { livemode: true },
  flexprice: { tenantId: "t_1", environmentId: "e_1" },
  maple: { companyId: "cmp_1" },
  kirim: { teamId: "team_1" },
};

const account = accountOf();
const mark = { provider: "maple", baseUrl: account.baseUrl, account: accountLabel(account) };
const rotated = accountOf({ secrets: { token: "another-token" } });
const never = () => Promise.reject(new Error("nobody is to be asked"));

test.each(providerIds)("what a record of %s says of its account", (id) => {
  const customer = { id: "1", name: "A", ...told[id] };
  const texts = Object.entries(told[id]).map(([member, value]) => [member, String(value)]);
  const expected = texts.length === 0 ? undefined : Object.fromEntries(texts);
  expect(identityOf(providers[id], customer)).toEqual(expected);
});

test("a record without those members says nothing", () => {
  expect(identityOf(providers.flexprice, { tenantId: null })).toBeUndefined();
});

describe("another key", () => {
  test("is told by the record, or by nobody", () => {
    expect(standingOf(account, mark)).toBe("same");
    expect(standingOf(rotated, mark)).toBe("untold");
    expect(standingOf(rotated, { ...mark, identity: { companyId: "cmp_1" } })).toBe(
      "told-by-record",
    );
    expect(standingOf(rotated, { ...mark, baseUrl: "https://other.example" })).toBe("another");
  });

  test("is asked about only where nobody tells", async () => {
    const asked: string[] = [];
    const ask = async (made: string) => void asked.push(made);
    const connection = { account: rotated, provider: providers.maple };
    await checkAccount("it", { ...mark, identity: { companyId: "cmp_1" } }, connection, never);
    await checkAccount("it", mark, { ...connection, account }, never);
    await checkAccount("change 1", mark, connection, ask);
    expect(asked).toEqual(["change 1"]);
    await expect(
      checkAccount("it", { ...mark, baseUrl: "https://other.example" }, connection, never),
    ).rejects.toThrow("it was made with another account of Maple Billing");
  });
});

test("a record of another account is said to be one, with what differs", () => {
  const was = { companyId: "cmp_1" };
  const about = (customer: { companyId?: string }) =>
    foreignRecord("change 1", was, providers.maple, customer)?.message;
  expect(about({ companyId: "cmp_1" })).toBeUndefined();
  expect(about({ companyId: "cmp_2" })).toBe(
    "change 1 was made with another account of Maple Billing: companyId was cmp_1 and is cmp_2",
  );
  expect(foreignRecord("change 1", undefined, providers.maple, {})).toBeUndefined();
});
