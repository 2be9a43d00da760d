import { expect, test } from "vitest";

import { accountLines, accountWords } from "../../../src/render/change/account-line.ts";
import { createStyle } from "../../../src/render/text/style.ts";

const plain = (columns: number, unicode = true) => createStyle({ colour: false, columns, unicode });
const account = {
  facts: { companyId: "cmp_1", environmentId: "env_1" },
  profile: "staging",
  baseUrl: "https://proxy.example/v1",
  mode: "live",
} as const;

test("its parts stand in one line, in the order of what is asked", () => {
  expect(accountLines(account, plain(120))).toEqual([
    "account: company cmp_1 · environment env_1 · profile staging · at https://proxy.example/v1 · live",
  ]);
  expect(accountLines({ mode: "test" }, plain(80, false), "writing to kirim")).toEqual([
    "writing to kirim: test",
  ]);
});

test("what is not known is not said", () => {
  expect(accountLines({}, plain(80))).toEqual([]);
  expect(accountLines({ facts: {} }, plain(80))).toEqual([]);
});

test("a part is not broken where a line has room for it", () => {
  expect(accountLines(account, plain(40))).toEqual([
    "account: company cmp_1",
    "         environment env_1",
    "         profile staging",
    "         at https://proxy.example/v1",
    "         live",
  ]);
});

test("live is in the colour of what needs care, and nothing else is", () => {
  const style = createStyle({ colour: true, columns: 80 });
  expect(accountLines({ profile: "live", mode: "live" }, style)).toEqual([
    `account: profile live · ${style.error("live")}`,
  ]);
  expect(accountLines({ profile: "live", mode: "test" }, style)).toEqual([
    "account: profile live · test",
  ]);
});

test("text of an API is shown harmlessly, and not at any length", () => {
  const [team = ""] = accountWords({ facts: { teamId: `\u001B[2J${"t".repeat(5000)}` } });
  expect(team).toMatch(/^team \\x1b\[2Jt+…\(5004 characters\)…t+$/u);
  expect(team.length).toBeLessThan(130);
});
