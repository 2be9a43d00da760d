import { chmod, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { forgetFiles, loadConfig, type ConfigFlags } from "../../src/config/load-config.ts";
import { describeLocation } from "../../src/domain/errors.ts";
import { createWorld, everythingSaid, failureOf, providers, type World } from "./world.ts";

const load = (
  world: World,
  { flags = {}, ...host }: { flags?: ConfigFlags } & Parameters<World["host"]>[0] = {},
) => loadConfig({ host: world.host(host), providers, flags });

const complaintsOf = async (text: string, name = ".billingrc") => {
  await using world = await createWorld();
  await world.write(join(world.project, name), text);
  const error = await failureOf(load(world));
  expect(error.exitCode).toBe(3);
  return error.complaints.map(
    ({ location, message }) =>
      `${location === undefined ? "" : describeLocation(location)}: ${message}`,
  );
};

describe("where files are found", () => {
  test.each([".billingrc", ".billingrc.json", ".billingrc.yaml", ".billingrc.yml"])(
    "a project may call its file %s",
    async (name) => {
      await using world = await createWorld();
      await world.write(join(world.project, name), '{"provider": "maple"}');
      const config = await load(world);
      expect(config.provider).toEqual({ value: "maple", origin: { kind: "project", name } });
    },
  );

  test.each(["config", "config.yaml", "config.yml", "config.json"])(
    "the user may call their file %s",
    async (name) => {
      await using world = await createWorld();
      await world.write(join(world.home, ".config/billing", name), '{"provider": "maple"}');
      const config = await load(world);
      expect(config.provider?.origin).toEqual({ kind: "user", name: `~/.config/billing/${name}` });
    },
  );

  test("the nearest file up to the repository's root counts, and nothing above it", async () => {
    await using world = await createWorld();
    const deep = join(world.project, "sub/deep");
    await world.write(join(world.home, "project/.billingrc"), "provider: maple");
    expect((await load(world, { cwd: deep })).provider?.value).toBe("maple");
    await world.write(join(world.project, "sub/.billingrc"), "provider: kirim");
    expect((await load(world, { cwd: deep })).provider?.value).toBe("kirim");
    await world.write(join(deep, ".git"), "gitdir: elsewhere");
    expect((await load(world, { cwd: deep })).provider).toBeUndefined();
  });

  test("a file in the home directory itself is the user's", async () => {
    await using world = await createWorld();
    await world.write(join(world.home, ".billingrc"), "provider: maple");
    for (const cwd of [world.home, world.plain, world.project, world.outside]) {
      const config = await load(world, { cwd });
      expect(config.provider?.origin.kind).toBe("user");
      expect(config.files).toHaveLength(1);
    }
  });

  test("a symbolic link to the home directory does not make its file a project's", async () => {
    await using world = await createWorld();
    await symlink(world.home, join(world.outside, "link"));
    await world.write(join(world.home, ".billingrc"), "provider: maple");
    const host = { ...world.host({ cwd: world.plain }), home: join(world.outside, "link") };
    const config = await loadConfig({ host, providers, flags: {} });
    expect(config.files.map(({ kind }) => kind)).toEqual(["user"]);
  });

  test("outside home and any repository only the working directory is looked at", async () => {
    await using world = await createWorld();
    const below = join(world.outside, "below");
    await world.write(join(world.outside, ".billingrc"), "provider: maple");
    await world.write(join(below, "x"), "");
    expect((await load(world, { cwd: below })).provider).toBeUndefined();
    expect((await load(world, { cwd: world.outside })).provider?.value).toBe("maple");
  });

  test("XDG_CONFIG_HOME moves the user's file; a relative one is ignored", async () => {
    await using world = await createWorld();
    await world.write(join(world.outside, "billing/config.yaml"), "provider: maple");
    const moved = await load(world, { env: { XDG_CONFIG_HOME: world.outside } });
    expect(moved.provider?.value).toBe("maple");
    const relative = await load(world, { cwd: world.outside, env: { XDG_CONFIG_HOME: "." } });
    expect(relative.provider).toBeUndefined();
  });

  test("a second file beside the one that counts is announced", async () => {
    await using world = await createWorld();
    await world.write(join(world.project, ".billingrc"), "provider: maple");
    await world.write(join(world.project, ".billingrc.yaml"), "provider: kirim");
    const { provider, warnings } = await load(world);
    expect(provider?.value).toBe("maple");
    expect(warnings.map(({ code }) => code)).toEqual(["config_ignored"]);
  });

  test("a project's package.json and its scripts are no configuration", async () => {
    await using world = await createWorld();
    await world.write(join(world.project, "package.json"), '{"billing": {"provider": "maple"}}');
    await world.write(join(world.project, ".billingrc.js"), "throw new Error('ran')");
    await world.write(join(world.project, "billing.config.cjs"), "throw new Error('ran')");
    expect((await load(world)).files).toEqual([]);
  });

  test("an empty file, or one of comments, says nothing", async () => {
    await using world = await createWorld();
    for (const text of ["", "\uFEFF", "# nothing yet\n", "providers:\n  maple:\nprofiles:\n"]) {
      await world.write(join(world.project, ".billingrc"), text);
      expect((await load(world)).provider).toBeUndefined();
    }
  });

  test.skipIf(process.getuid?.() === 0)(
    "a file that may not be read stops the search",
    async () => {
      await using world = await createWorld();
      await world.write(join(world.home, ".billingrc"), "provider: kirim");
      await chmod(await world.write(join(world.project, ".billingrc"), "provider: maple"), 0);
      expect((await failureOf(load(world))).message).toBe(".billingrc: cannot be read");
    },
  );
});

test.skipIf(process.getuid?.() === 0)(
  "a directory of the user's that may not be looked into is told of, unless a file is named",
  async () => {
    await using world = await createWorld();
    const named = await world.write(join(world.outside, "c.yaml"), "provider: maple");
    await world.write(join(world.home, ".config/billing/config.yaml"), "provider: kirim");
    await chmod(join(world.home, ".config"), 0);
    const { provider, warnings } = await load(world);
    const seen = await load(world, { flags: { config: named } });
    await chmod(join(world.home, ".config"), 0o700);
    expect(provider).toBeUndefined();
    expect(warnings).toEqual([
      {
        code: "config_hidden",
        message: `~/.config/billing may not be looked into: if a configuration is there, it is not read`,
      },
    ]);
    expect(seen.warnings).toEqual([]);
  },
);

describe("an explicit file", () => {
  test("stands alone", async () => {
    await using world = await createWorld();
    await world.write(join(world.project, ".billingrc"), "providers: {kirim: {timeout: 3}}");
    await world.write(join(world.home, ".billingrc"), "providers: {kirim: {timeout: 4}}");
    const path = await world.write(join(world.outside, "mine.yaml"), "provider: maple");
    for (const given of [
      { flags: { config: path } },
      { env: { BILLING_CONFIG: path } },
      { flags: { config: "../../outside/mine.yaml" }, env: { BILLING_CONFIG: "/no/such" } },
    ]) {
      const config = await load(world, given);
      expect(config.files).toMatchObject([{ kind: "given", path }]);
      expect(config.settings["kirim"]).toEqual({});
    }
  });

  test.each([
    [{ flags: { config: "gone.yaml" } }, "--config: gone.yaml does not exist"],
    [{ env: { BILLING_CONFIG: "gone.yaml" } }, "BILLING_CONFIG: gone.yaml does not exist"],
    [{ flags: { config: "sub" } }, "--config: sub is a directory"],
  ])("that is not there is an error, never a fallback: %j", async (given, message) => {
    await using world = await createWorld();
    await world.write(join(world.project, ".billingrc"), "provider: maple");
    const error = await failureOf(load(world, given));
    expect(error).toMatchObject({ kind: "auth", exitCode: 3, message });
  });

  test.each(["js", "cjs", "mjs", "ts", "toml"])("is never a .%s file", async (extension) => {
    await using world = await createWorld();
    const name = `billing.${extension}`;
    await world.write(join(world.project, name), "throw new Error('ran')");
    const error = await failureOf(load(world, { flags: { config: name } }));
    expect(error.message).toContain(`${name} is not a configuration file`);
    expect(error.exitCode).toBe(3);
  });

  test.each(["a.yaml", "a.yml", "a.json", "a.billingrc", "a"])("may be %s", async (name) => {
    await using world = await createWorld();
    await world.write(join(world.home, name), '{"provider": "maple"}');
    expect((await load(world, { flags: { config: `~/${name}` } })).provider?.value).toBe("maple");
  });
});

describe("precedence", () => {
  test("flags, environment, project file, user file: setting by setting, each with its origin", async () => {
    await using world = await createWorld();
    await world.write(
      join(world.home, ".config/billing/config.yaml"),
      "provider: vayu\nproviders: {maple: {timeout: 1, rateLimit: 1, companyId: cmp_user}}",
    );
    await world.write(
      join(world.project, ".billingrc"),
      "provider: commet\nproviders: {maple: {timeout: 2, rateLimit: 2}}",
    );
    const env = { BILLING_PROVIDER: "flexprice", BILLING_MAPLE_TIMEOUT: "3" };
    const config = await load(world, { env, flags: { provider: "kirim" } });
    expect(config.provider).toEqual({
      value: "kirim",
      origin: { kind: "flag", name: "--provider" },
    });
    expect(config.settings["maple"]).toMatchObject({
      timeout: { value: "3", origin: { kind: "environment", name: "BILLING_MAPLE_TIMEOUT" } },
      rateLimit: { value: 2, origin: { kind: "project", name: ".billingrc" } },
      companyId: {
        value: "cmp_user",
        origin: { kind: "user", name: "~/.config/billing/config.yaml" },
      },
    });
    expect((await load(world, { env })).provider?.value).toBe("flexprice");
    expect((await load(world)).provider?.value).toBe("commet");
    expect((await load(world, { cwd: world.plain })).provider?.value).toBe("vayu");
    expect(config.files.map(({ kind }) => kind)).toEqual(["project", "user"]);
  });

  test("an empty variable counts as unset", async () => {
    await using world = await createWorld();
    await world.write(join(world.project, ".billingrc"), "provider: commet");
    const env = { BILLING_PROVIDER: "", BILLING_CONFIG: "", BILLING_PROFILE: "", BILLING_X: "" };
    const config = await load(world, { env });
    expect(config.provider?.value).toBe("commet");
    expect(config.warnings).toEqual([]);
  });

  test.each(["constructor", "mapple"])("an unknown provider %s is named", async (name) => {
    await using world = await createWorld();
    const flag = await failureOf(load(world, { flags: { provider: name } }));
    expect(flag).toMatchObject({ kind: "usage", exitCode: 2 });
    const variable = await failureOf(load(world, { env: { BILLING_PROVIDER: name } }));
    expect(variable).toMatchObject({ kind: "auth", exitCode: 3 });
    expect(variable.message).toContain(`BILLING_PROVIDER: there is no provider "${name}"`);
    if (name === "mapple") expect(flag.message).toContain('did you mean "maple"?');
  });
});

describe("profiles", () => {
  const text = [
    "provider: vayu",
    "providers: {kirim: {timeout: 1, rateLimit: 1}}",
    "profiles:",
    "  staging: {provider: maple, providers: {kirim: {timeout: 2}}}",
    "  idle:",
  ].join("\n");

  test.each([
    ["--profile", { flags: { profile: "staging" }, env: { BILLING_PROFILE: "idle" } }],
    ["BILLING_PROFILE", { env: { BILLING_PROFILE: "staging" } }],
  ])("chosen by %s lie over the rest of their file", async (name, given) => {
    await using world = await createWorld();
    await world.write(join(world.project, ".billingrc"), text);
    const config = await load(world, given);
    expect(config.profile).toMatchObject({ value: "staging", origin: { name } });
    expect(config.provider?.value).toBe("maple");
    expect(config.settings["kirim"]).toMatchObject({
      timeout: { value: 2, location: { line: 4 } },
      rateLimit: { value: 1, location: { line: 2 } },
    });
  });

  test("may be chosen by the file, and be empty", async () => {
    await using world = await createWorld();
    await world.write(join(world.project, ".billingrc"), `profile: staging\n${text}`);
    expect((await load(world)).provider?.value).toBe("maple");
    expect((await load(world, { flags: { profile: "idle" } })).provider?.value).toBe("vayu");
  });

  test("of the user can be chosen in a project", async () => {
    await using world = await createWorld();
    await world.write(join(world.home, ".billingrc"), text);
    await world.write(join(world.project, ".billingrc"), "providers: {kirim: {rateLimit: 9}}");
    const { settings } = await load(world, { flags: { profile: "staging" } });
    expect(settings["kirim"]).toMatchObject({ timeout: { value: 2 }, rateLimit: { value: 9 } });
  });

  test.each(["stagin", "__proto__", "toString"])(
    "that are unknown are refused: %s",
    async (name) => {
      await using world = await createWorld();
      await world.write(join(world.project, ".billingrc"), text);
      const error = await failureOf(load(world, { flags: { profile: name } }));
      expect(error).toMatchObject({ exitCode: 3, hint: "profiles are staging, idle" });
      expect(error.message).toContain(`--profile: there is no profile "${name}"`);
    },
  );
});

describe("complaints", () => {
  test("come all at once, each with its line and column", async () => {
    expect(
      await complaintsOf(
        [
          "provder: maple",
          "provider: mapple",
          "providers:",
          "  flexprice: { region: eu, apikey: x }",
          "  maple:",
          "    companyId: 12",
          "    baseUrl: http://elsewhere.example",
          "    rateLimit: 0",
          "    token: { envv: X }",
          "  commet: { version: yesterday, apiKey: { command: op read key } }",
          "  mapel: {}",
          "  kirim: 3",
          "profiles:",
          "  staging: { provders: {} }",
        ].join("\n"),
      ),
    ).toEqual([
      '.billingrc:1:1: unknown key "provder"; did you mean "provider"?',
      '.billingrc:2:11: provider must be one of vayu, commet, flexprice, maple, kirim, half-moon; did you mean "maple"?',
      ".billingrc:4:24: providers.flexprice.region must be us or india",
      '.billingrc:4:28: unknown key "apikey"; did you mean "apiKey"?',
      ".billingrc:6:16: providers.maple.companyId must be a text; put it in quotes",
      ".billingrc:7:14: providers.maple.baseUrl must be an https URL; http is accepted only on loopback",
      ".billingrc:8:16: providers.maple.rateLimit must be a number above 0 and at most 1000",
      ".billingrc:9:12: providers.maple.token must be a text, { env: NAME }, { file: path }, { keychain: name } or { command: [words] }",
      ".billingrc:10:22: providers.commet.version must be a date such as 2026-07-11",
      ".billingrc:10:41: providers.commet.apiKey must have its command as a list of words, such as [op, read, path]; no shell runs it",
      '.billingrc:11:3: unknown key "mapel"; did you mean "maple"?',
      ".billingrc:12:10: providers.kirim must be a map of settings",
      '.billingrc:14:14: unknown key "provders"; did you mean "providers"?',
    ]);
  });

  test("of both files come together", async () => {
    await using world = await createWorld();
    await world.write(join(world.project, ".billingrc"), "x: 1");
    await world.write(join(world.home, ".billingrc"), "\ny: 1");
    const error = await failureOf(load(world));
    expect(error.message).toBe("2 things are wrong with the configuration");
    expect(error.complaints.map(({ location }) => location?.name)).toEqual([
      ".billingrc",
      "~/.billingrc",
    ]);
  });

  test("count lines the same after a byte order mark and with CRLF", async () => {
    const text = "\uFEFFprovider: maple\r\nnope: 1\r\n";
    expect(await complaintsOf(text)).toEqual(['.billingrc:2:1: unknown key "nope"']);
    expect(await complaintsOf("\uFEFFnope: 1")).toEqual(['.billingrc:1:1: unknown key "nope"']);
  });

  test.each([
    ["a duplicate key", "provider: maple\nprovider: vayu", "2:1: this key was already given above"],
    ["a list at the top", "- provider", "1:1: must be a map of settings"],
    ["a text at the top", "provider", "1:1: must be a map of settings"],
    ["a merge key", "<<: {provider: maple}", '1:1: unknown key "<<"'],
    ["an import", "$import: ./evil.cjs", '1:1: unknown key "$import"'],
    ["a prototype", "__proto__: {provider: maple}", '1:1: unknown key "__proto__"'],
  ])("name %s", async (_, text, complaint) => {
    expect(await complaintsOf(text)).toEqual([`.billingrc:${complaint}`]);
  });

  test.each([
    "provider: maple\nproviders: { kirim: { apiKey: [s3cret",
    "providers: { kirim: { s3cret } }",
    "providers: { kirim: { apiKey:s3cret } }",
    "providers: { kirim: { apiKey: *s3cret } }",
    "providers: { kirim: { apiKey: @s3cret } }",
    "providers: { kirim: { apiKey: !s3cret x } }",
    'providers: { kirim: { apiKey: "s3cret } }',
    "providers: { kirim: } s3cret",
    "providers: { kirim: s3cret }",
    "providers: { maple: { baseUrl: https://me:s3cret@api.maple.example } }",
    "providers: { maple: { companyId: s3cret } }",
    "providers: { kirim: { timeout: s3cret } }",
    "s3cret",
  ])("never quote what may be a secret: %j", async (text) => {
    await using world = await createWorld();
    for (const name of [".billingrc", ".billingrc.json"]) {
      await world.write(join(world.project, name), text);
      const error = await failureOf(load(world, { flags: { config: name } }));
      expect(error.complaints[0]?.location?.line).toBeGreaterThan(0);
      expect(everythingSaid(error)).not.toContain("s3cret");
    }
  });
});

describe("warnings", () => {
  test.each([
    ["group", 0o640, 1],
    ["others", 0o604, 1],
    ["nobody else", 0o600, 0],
  ])("a secret in a file that can be read by %s (%o)", async (_, mode, count) => {
    await using world = await createWorld();
    const text = "profiles: {a: {providers: {maple: {token: s3cret}}}}";
    await world.write(join(world.project, ".billingrc"), text, mode);
    const { warnings } = await load(world);
    expect(warnings).toHaveLength(count);
    expect((await load(world, { platform: "win32" })).warnings).toEqual([]);
    if (count > 0) {
      expect(warnings[0]?.code).toBe("secret_readable_by_others");
      expect(warnings[0]?.message).toContain("chmod 600 .billingrc");
    }
  });

  test("a secret for this machine guards nothing, such as those of the emulator", async () => {
    await using world = await createWorld();
    const at = (url: string) =>
      world.write(
        join(world.project, ".billingrc"),
        `providers: {maple: {baseUrl: "${url}", token: demo}}`,
        0o644,
      );
    await at("http://127.0.0.1:4010/maple");
    expect((await load(world)).warnings).toEqual([]);
    await at("https://proxy.example/maple");
    expect((await load(world)).warnings).toHaveLength(1);
  });

  test("a reference is no secret", async () => {
    await using world = await createWorld();
    const text = "providers: {maple: {token: {env: X}, companyId: cmp_1}}";
    await world.write(join(world.project, ".billingrc"), text, 0o644);
    expect((await load(world)).warnings).toEqual([]);
  });

  test("a place that is not absolute is ignored, and that is said", async () => {
    await using world = await createWorld();
    const env = { XDG_STATE_HOME: "state", XDG_CONFIG_HOME: "./config", XDG_CACHE_HOME: "cache" };
    expect((await load(world, { env })).warnings.map(({ message }) => message)).toEqual([
      "XDG_CONFIG_HOME is ignored, as it is not an absolute path: the user's configuration is looked for in ~/.config/billing",
      "XDG_STATE_HOME is ignored, as it is not an absolute path: records are kept in ~/.local/state/billing",
    ]);
    const absolute = { XDG_STATE_HOME: world.home, XDG_CONFIG_HOME: "" };
    expect((await load(world, { env: absolute })).warnings).toEqual([]);
  });

  test("a misspelt variable is named with the nearest; one that a file names is known", async () => {
    await using world = await createWorld();
    await world.write(
      join(world.project, ".billingrc"),
      "providers: {maple: {token: {env: BILLING_MINE}}}",
    );
    const env = { BILLING_MAPLE_TOKN: "s3cret", BILLING_MINE: "s3cret", OTHER: "s3cret" };
    const { warnings } = await load(world, { env });
    expect(warnings).toEqual([
      {
        code: "unknown_variable",
        message:
          'the environment variable BILLING_MAPLE_TOKN means nothing here; did you mean "BILLING_MAPLE_TOKEN"?',
      },
    ]);
  });
});

test("what any file masks is masked", async () => {
  await using world = await createWorld();
  await world.write(join(world.project, ".billingrc"), "mask: [metadata.vat]");
  await world.write(join(world.home, ".config/billing/config"), "mask: [metadata.owner]");
  expect((await load(world)).mask).toEqual(["metadata.vat", "metadata.owner"]);
});

test("a command that asks again is told the same, until it has written a file itself", async () => {
  await using world = await createWorld();
  await world.write(join(world.project, ".billingrc"), "provider: maple");
  const host = world.host({});
  const provider = async () => (await loadConfig({ host, providers, flags: {} })).provider?.value;
  expect(await provider()).toBe("maple");
  await world.write(join(world.project, ".billingrc"), "provider: kirim");
  expect(await provider()).toBe("maple");
  forgetFiles(host);
  expect(await provider()).toBe("kirim");
});
