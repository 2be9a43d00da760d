import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config/load-config.ts";
import { resolveAccount, type AccountFlags } from "../../src/config/resolve-account.ts";
import { createWorld, everythingSaid, failureOf, providers } from "./world.ts";

interface Given {
  readonly provider: string;
  readonly project?: string;
  readonly user?: string;
  /** Text of a file named by `--config`. */
  readonly file?: string;
  readonly env?: Record<string, string>;
  readonly flags?: AccountFlags;
}

async function resolve({ provider, project, user, file, env = {}, flags = {} }: Given) {
  await using world = await createWorld();
  if (project !== undefined) await world.write(join(world.project, ".billingrc"), project);
  if (user !== undefined) await world.write(join(world.home, ".billingrc"), user);
  if (file !== undefined) await world.write(join(world.project, "given.yaml"), file);
  const context = { host: world.host({ env }), providers };
  const given = file === undefined ? {} : { config: "given.yaml" };
  const config = await loadConfig({ ...context, flags: given });
  return await resolveAccount(config, provider, { ...context, flags });
}

describe("an account", () => {
  test("has every value with its origin, and defaults filled in", async () => {
    const { account, warnings } = await resolve({
      provider: "flexprice",
      project: "providers: {flexprice: {region: india, rateLimit: 2.5}, maple: {token: {env: NO}}}",
      env: { BILLING_FLEXPRICE_API_KEY: "sk_00001", BILLING_FLEXPRICE_TIMEOUT: "7.5" },
    });
    expect(warnings).toEqual([]);
    expect(account).toEqual({
      provider: "flexprice",
      baseUrl: "https://api.flexprice.example/v1",
      values: { region: "india" },
      secrets: { apiKey: "sk_00001" },
      rateLimit: 2.5,
      timeout: 7.5,
      origins: {
        apiKey: {
          kind: "environment",
          name: "BILLING_FLEXPRICE_API_KEY",
          look: "the variable BILLING_FLEXPRICE_API_KEY",
        },
        region: { kind: "project", name: ".billingrc" },
        rateLimit: { kind: "project", name: ".billingrc" },
        timeout: { kind: "environment", name: "BILLING_FLEXPRICE_TIMEOUT" },
        baseUrl: { kind: "default", name: "default" },
      },
    });
  });

  test("takes the base URL of the default region", async () => {
    const env = { BILLING_FLEXPRICE_API_KEY: "sk_00001" };
    const { account } = await resolve({ provider: "flexprice", env });
    expect(account.baseUrl).toBe("https://us.flexprice.example/v1");
    expect(account.origins["region"]).toEqual({ kind: "default", name: "default" });
  });

  test("lets flags win, and drops the trailing slash", async () => {
    const { account } = await resolve({
      provider: "kirim",
      env: {
        BILLING_KIRIM_API_KEY: "kirim-key",
        BILLING_KIRIM_BASE_URL: "https://a.example",
        BILLING_KIRIM_TIMEOUT: "1",
      },
      flags: { baseUrl: "http://127.0.0.1:4010/kirim/", timeout: 2 },
    });
    expect(account).toMatchObject({ baseUrl: "http://127.0.0.1:4010/kirim", timeout: 2 });
    expect(account.origins).toMatchObject({
      baseUrl: { kind: "flag", name: "--base-url" },
      timeout: { kind: "flag", name: "--timeout" },
    });
  });

  test("needs no credential where the provider has none", async () => {
    const { account } = await resolve({ provider: "half-moon" });
    expect(account).toMatchObject({ secrets: {}, values: {} });
  });

  test.each([{ baseUrl: "http://a.example" }, { timeout: 0 }, { timeout: Number.NaN }])(
    "refuses a bad flag: %j",
    async (flags) => {
      const env = { BILLING_KIRIM_API_KEY: "kirim-key" };
      expect(await failureOf(resolve({ provider: "kirim", env, flags }))).toMatchObject({
        exitCode: 2,
      });
    },
  );

  test("of a provider that does not exist is a usage error", async () => {
    const error = await failureOf(resolve({ provider: "kirin" }));
    expect(error).toMatchObject({ exitCode: 2 });
    expect(error.message).toContain('did you mean "kirim"?');
  });
});

describe("what is missing or wrong", () => {
  test("is named with the key and the variable that mend it", async () => {
    const error = await failureOf(resolve({ provider: "maple" }));
    expect(error).toMatchObject({ kind: "auth", exitCode: 3, provider: "maple" });
    expect(error.complaints).toEqual([
      {
        message: "Maple needs token",
        hint: "set BILLING_MAPLE_TOKEN, or providers.maple.token in .billingrc",
      },
      {
        message: "Maple needs companyId",
        hint: "set BILLING_MAPLE_COMPANY_ID, or providers.maple.companyId in .billingrc",
      },
    ]);
  });

  test("one of several credentials is enough", async () => {
    const error = await failureOf(
      resolve({ provider: "vayu", env: { BILLING_VAYU_CLIENT_ID: "c" } }),
    );
    expect(error.message).toBe("Vayu needs token or refreshToken");
    expect(error.hint).toBe(
      "set BILLING_VAYU_TOKEN or BILLING_VAYU_REFRESH_TOKEN, or providers.vayu.token or providers.vayu.refreshToken in .billingrc",
    );
    const env = { BILLING_VAYU_REFRESH_TOKEN: "refresh-1" };
    expect((await resolve({ provider: "vayu", env })).account.secrets).toEqual({
      refreshToken: "refresh-1",
    });
  });

  test("a credential is missed even where no single one is required", async () => {
    expect((await failureOf(resolve({ provider: "kirim" }))).message).toBe("Kirim needs apiKey");
  });

  test("comes all at once from the environment, by the name of the variable", async () => {
    const error = await failureOf(
      resolve({
        provider: "maple",
        env: {
          BILLING_MAPLE_COMPANY_ID: "s3cret",
          BILLING_MAPLE_RATE_LIMIT: "0x10",
          BILLING_MAPLE_TIMEOUT: "-s3cret",
          BILLING_MAPLE_BASE_URL: "https://s3cret@maple.example",
        },
      }),
    );
    expect(error.complaints.map(({ location, message }) => [location?.name, message])).toEqual([
      ["BILLING_MAPLE_COMPANY_ID", "maple companyId must be an id that starts with cmp_"],
      ["BILLING_MAPLE_RATE_LIMIT", "maple rateLimit must be a number above 0 and at most 1000"],
      ["BILLING_MAPLE_TIMEOUT", "maple timeout must be a number above 0 and at most 3600"],
      ["BILLING_MAPLE_BASE_URL", "maple baseUrl must not hold a user or a password"],
      [undefined, "Maple needs token"],
    ]);
    expect(everythingSaid(error)).not.toContain("s3cret");
  });

  test("every secret that cannot be looked up is named", async () => {
    const error = await failureOf(
      resolve({
        provider: "vayu",
        project: "providers:\n  vayu:\n    token: {env: NOT_SET}\n    refreshToken: {file: gone}",
      }),
    );
    expect(error.complaints.map(({ location, message }) => [location?.line, message])).toEqual([
      [3, "vayu token: the environment variable NOT_SET is not set"],
      [4, "vayu refreshToken: the file gone does not exist"],
    ]);
  });
});

describe("where a credential may go", () => {
  const foreign = "https://evil.example/v1";
  const vendor = "https://staging.vayu.example";
  const vayu = (settings: string) => `providers: { vayu: { ${settings} } }`;
  const env = { BILLING_VAYU_TOKEN: "token-01" };
  const address = (url: string) => vayu(`baseUrl: "${url}"`);
  const literal = "token: token-01";
  const reference = "token: { env: PATH_TO_T }";
  const both = (token: string, url = foreign) => vayu(`${token}, baseUrl: "${url}"`);

  test.each<[string, Omit<Given, "provider">]>([
    [
      "the vendor's host, address and reference from a project",
      { project: both(reference, vendor) },
    ],
    [
      "the vendor's host, address from a project, credential from the environment",
      { project: address(vendor), env },
    ],
    ["elsewhere, both from one project file", { project: both(literal) }],
    ["elsewhere, both from the user's file", { user: both(reference) }],
    ["elsewhere, both from a given file", { file: both(reference) }],
    ["elsewhere by a given file, credential from the environment", { file: address(foreign), env }],
    [
      "elsewhere by the user's file, reference from a project",
      { user: address(foreign), project: vayu(reference) },
    ],
    [
      "elsewhere by the environment",
      { user: vayu(literal), env: { BILLING_VAYU_BASE_URL: foreign } },
    ],
    ["elsewhere by a flag", { project: address(vendor), env, flags: { baseUrl: foreign } }],
    [
      "elsewhere by a flag, over a project's address",
      { project: address(foreign), env, flags: { baseUrl: vendor } },
    ],
  ])("%s: sent", async (_, given) => {
    const resolved = await resolve({
      provider: "vayu",
      ...given,
      env: { PATH_TO_T: "token-01", ...given.env },
    });
    expect(resolved.account.secrets).toEqual({ token: "token-01" });
  });

  test.each<[string, Omit<Given, "provider">]>([
    ["the environment", { project: address(foreign), env }],
    ["the user's file", { project: address(foreign), user: vayu(literal) }],
    ["a reference of the user's file", { project: address(foreign), user: vayu(reference) }],
    ["a reference beside the address", { project: both(reference) }],
    ["a file named beside the address", { project: both("token: { file: secret }") }],
    ["the environment, to loopback", { project: address("http://127.0.0.1:1"), env }],
    [
      "the environment, to a host that resembles the vendor's",
      { project: address("https://connect.vayu.example.evil.example"), env },
    ],
    ["the environment, over a literal beside the address", { project: both(literal), env }],
    [
      "the user's file, beside a literal that may go",
      { project: both(literal), user: vayu("refreshToken: r") },
    ],
  ])("an address from a project's file and a credential from %s: refused", async (_, given) => {
    const error = await failureOf(resolve({ provider: "vayu", ...given }));
    expect(error).toMatchObject({ kind: "auth", exitCode: 3, provider: "vayu" });
    expect(error.message).toMatch(/^\.billingrc:1:\d+: providers\.vayu\.\w+ is not sent to /u);
    expect(error.hint).toBe(
      "if you trust it, pass --config .billingrc, move baseUrl to your user file, or set BILLING_VAYU_BASE_URL",
    );
  });

  test.each(["user", "file", "project"] as const)(
    "a program named by a file (%s)",
    async (kind) => {
      const program = `[${JSON.stringify(process.execPath)}, -p, '"token-01"']`;
      const result = resolve({ provider: "vayu", [kind]: vayu(`token: { command: ${program} }`) });
      if (kind !== "project") {
        expect((await result).account.secrets).toEqual({ token: "token-01" });
        return;
      }
      const error = await failureOf(result);
      expect(error.message).toBe(
        ".billingrc:1:29: providers.vayu.token asks to run a program, which a file found in a project may not",
      );
      expect(error.hint).toContain("--config .billingrc");
    },
  );
});
