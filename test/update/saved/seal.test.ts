import { describe, expect, it } from "vitest";

import { accountKey, accountLabel, locationOf, sealOf } from "../../../src/update/saved/seal.ts";
import { standingOf } from "../../../src/update/saved/same-account.ts";
import { providers } from "../../../src/providers/registry.ts";
import { accountOf } from "../accounts.ts";

const account = accountOf();
const others = {
  "another credential": accountOf({ secrets: { token: "another" } }),
  "another company": accountOf({ values: { companyId: "cmp_2" } }),
  "another provider": accountOf({ provider: "kirim" }),
};
const emulated = accountOf({
  baseUrl: "http://127.0.0.1:5/maple",
  origins: { baseUrl: { kind: "emulator", name: "--emulator" } },
});

describe("an account", () => {
  it("has one key for one salt, however its settings are ordered", () => {
    const [one, other] = [
      accountOf({ values: { a: "1", b: "2" } }),
      accountOf({ values: { b: "2", a: "1" } }),
    ];
    expect(accountKey(one, "s").equals(accountKey(other, "s"))).toBe(true);
    expect(accountKey(one, "s").equals(accountKey(one, "t"))).toBe(false);
  });

  it.each(Object.entries(others))("is not the one of %s", (_what, other) => {
    expect(accountKey(other, "s").equals(accountKey(account, "s"))).toBe(false);
  });

  it("keeps its label at another place, and is told apart by the place", () => {
    const moved = accountOf({ baseUrl: "https://staging.example" });
    expect(accountLabel(moved)).toBe(accountLabel(account));
    expect(accountKey(moved, "s").equals(accountKey(account, "s"))).toBe(false);
    const mark = { provider: "maple", baseUrl: account.baseUrl, account: accountLabel(account) };
    expect(standingOf({ provider: providers.maple, account: moved }, mark)).toBe("another");
    expect(standingOf({ provider: providers.maple, account }, mark)).toBe("same");
  });

  it("is the same in the emulator, whatever port that has", () => {
    const elsewhere = { ...emulated, baseUrl: "http://127.0.0.1:6/maple" };
    expect(locationOf(emulated)).toBe("emulator");
    expect(accountKey(elsewhere, "s").equals(accountKey(emulated, "s"))).toBe(true);
  });

  it("does not tell its credential", () => {
    expect(accountLabel(account)).toMatch(/^[0-9a-f]{12}$/u);
    expect(sealOf(accountKey(account, "s"), "text")).toMatch(/^[0-9a-f]{64}$/u);
  });
});
