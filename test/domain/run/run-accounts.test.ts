import { expect, test } from "vitest";

import type { KnownAccount } from "../../../src/domain/documents/known-account.ts";
import { startAccounts } from "../../../src/domain/run/run-accounts.ts";

function agreed(...rows: readonly (KnownAccount | undefined)[]): KnownAccount | undefined {
  const accounts = startAccounts();
  for (const row of rows) accounts.add("kirim", row);
  return accounts.read()["kirim"];
}

test("what rows told stays as long as no other row contradicts it", () => {
  expect(agreed()).toBeUndefined();
  expect(agreed(undefined, { profile: "p" }, undefined)).toEqual({ profile: "p" });
  expect(agreed({ mode: "test" }, { facts: { teamId: "t1" } })).toEqual({
    facts: { teamId: "t1" },
    mode: "test",
  });
  expect(agreed({ facts: { teamId: "t1", a: "1" } }, { facts: { teamId: "t2", a: "1" } })).toEqual({
    facts: { a: "1" },
  });
});

test("a fact in which two rows differed does not come back with a third", () => {
  const [one, two] = [{ facts: { teamId: "t1" } }, { facts: { teamId: "t2" } }];
  expect(agreed(one, two, one)).toEqual({});
});

test("one live row makes it live", () => {
  expect(agreed({ mode: "test" }, { mode: "live" }, { mode: "test" })).toEqual({ mode: "live" });
});

test("providers are told apart", () => {
  const accounts = startAccounts();
  accounts.add("kirim", { mode: "live" });
  accounts.add("maple", { profile: "p" });
  expect(accounts.read()).toEqual({ kirim: { mode: "live" }, maple: { profile: "p" } });
});
