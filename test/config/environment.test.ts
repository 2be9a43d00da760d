import { expect, test } from "vitest";
import { environmentVariables, variableName } from "../../src/config/environment.ts";
import { providers } from "./world.ts";

test.each([
  ["vayu", "token", "BILLING_VAYU_TOKEN"],
  ["commet", "apiKey", "BILLING_COMMET_API_KEY"],
  ["maple", "companyId", "BILLING_MAPLE_COMPANY_ID"],
  ["kirim", "baseUrl", "BILLING_KIRIM_BASE_URL"],
  ["half-moon", "rateLimit", "BILLING_HALF_MOON_RATE_LIMIT"],
])("%s %s is %s", (provider, setting, name) => {
  expect(variableName(provider, setting)).toBe(name);
});

test("the list has every variable once, with its meaning", () => {
  const rows = environmentVariables(providers);
  const names = rows.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(rows.every(({ help }) => help !== "")).toBe(true);
  expect(
    names.filter((name) => !/_(?:VAYU|COMMET|FLEXPRICE|MAPLE|KIRIM|MOON)_/u.test(name)),
  ).toEqual([
    "BILLING_PROVIDER",
    "BILLING_PROFILE",
    "BILLING_CONFIG",
    "BILLING_EMULATOR",
    "BILLING_EMULATOR_STATE",
    "BILLING_JOURNAL",
    "XDG_CONFIG_HOME",
    "XDG_STATE_HOME",
    "XDG_CACHE_HOME",
    "NODE_DISABLE_COMPILE_CACHE",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "HTTP_PROXY",
    "NO_PROXY",
    "NODE_EXTRA_CA_CERTS",
    "NO_COLOR",
    "FORCE_COLOR",
    "VISUAL",
    "EDITOR",
    "CI",
    "GITHUB_STEP_SUMMARY",
    "GITHUB_ACTIONS",
  ]);
  expect(rows.find(({ name }) => name === "BILLING_MAPLE_TOKEN")).toEqual({
    name: "BILLING_MAPLE_TOKEN",
    help: "Token",
    provider: "maple",
    setting: "token",
    secret: true,
  });
});
