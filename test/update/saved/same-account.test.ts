import { describe, expect, test } from "vitest";

import { providers } from "../../../src/providers/registry.ts";
import { checkAccount, foreignRecord, standingOf } from "../../../src/update/saved/same-account.ts";
import { accountLabel } from "../../../src/update/saved/seal.ts";
import { accountOf } from "../accounts.ts";

const account = accountOf();
const mark = { provider: "maple", baseUrl: account.baseUrl, account: accountLabel(account) };
const rotated = accountOf({ secrets: { token: "another-token" } });
const opened = { provider: providers.maple, account };
const other = { provider: providers.maple, account: rotated };
const never = () => Promise.reject(new Error("nobody is to be asked"));

describe("another key", () => {
  test("is told by the record, or by nobody", () => {
    expect(standingOf(opened, mark)).toBe("same");
    expect(standingOf(other, mark)).toBe("untold");
    expect(standingOf(other, { ...mark, identity: { companyId: "cmp_1" } })).toBe("told-by-record");
    expect(standingOf(other, { ...mark, baseUrl: "https://other.example" })).toBe("another");
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

describe("a mode", () => {
  const baseUrl = "https://api.kirimdev.com/v1";
  const kirim = (apiKey: string) => ({
    provider: providers.kirim,
    account: accountOf({ provider: "kirim", baseUrl, values: {}, secrets: { apiKey } }),
  });
  const made = (mode?: "live" | "test") => ({
    provider: "kirim",
    baseUrl,
    account: "of another key",
    identity: { teamId: "t_1" },
    ...(mode === undefined ? {} : { known: { mode } }),
  });

  test("that is another one is another account, whatever the record says", async () => {
    expect(standingOf(kirim("kdv_live_1"), made("test"))).toBe("another");
    await expect(checkAccount("it", made("test"), kirim("kdv_live_1"), never)).rejects.toThrow(
      "it was made with another account of Kirim: it was test and is live",
    );
    await expect(checkAccount("it", made("live"), kirim("kdv_test_1"), never)).rejects.toThrow(
      "it was live and is test",
    );
  });

  test("that is the same, or not known, tells nothing", () => {
    expect(standingOf(kirim("kdv_live_1"), made("live"))).toBe("told-by-record");
    expect(standingOf(kirim("kdv_1"), made("live"))).toBe("told-by-record");
    expect(standingOf(kirim("kdv_live_1"), made())).toBe("told-by-record");
  });

  test("does not count with the same key: the record may have known better", () => {
    const side = kirim("kdv_live_1");
    const same = { ...made("test"), account: accountLabel(side.account) };
    expect(standingOf(side, same)).toBe("same");
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
