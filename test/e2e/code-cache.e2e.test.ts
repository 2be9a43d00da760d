/** What is kept of the compiled program between runs: by the user alone, and never needed. */
import {
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { run } from "../support/built-program.ts";
import { nodeRuntimes } from "../support/nodes.ts";
import { temporaryHome } from "../support/run-cli.ts";

const words = ["providers", "-o", "json"];

describe.concurrent.each(nodeRuntimes())("on $name", (node) => {
  /** A user whose cache is in the usual place, and what runs of the program keep there. */
  async function user() {
    const home = await temporaryHome();
    const directory = join(home.path, ".cache/billing");
    const file = async () => join(directory, (await readdir(directory))[0] ?? "");
    return {
      home: home.path,
      directory,
      file,
      kept: async () => readFile(await file()),
      list: () => readdir(directory).catch(() => []),
      /** Runs the program well, whatever became of its cache. */
      async providers(env: Readonly<Record<string, string>> = {}) {
        const result = await run(words, {
          node,
          home: home.path,
          env: { XDG_CACHE_HOME: "", ...env },
        });
        expect({ code: result.code, stderr: result.stderr }).toEqual({ code: 0, stderr: "" });
        expect(JSON.parse(result.stdout)).toHaveProperty("providers");
      },
      [Symbol.asyncDispose]: () => home[Symbol.asyncDispose](),
    };
  }

  test("code is kept where nobody else can write, and is taken as it is", async () => {
    await using one = await user();
    for (let runs = 0; runs < 3; runs += 1) await one.providers();
    expect((await stat(one.directory)).mode & 0o777).toBe(0o700);
    expect((await stat(await one.file())).mode & 0o777).toBe(0o600);
    const settled = await one.kept();
    await one.providers();
    // Code that V8 refuses is replaced.
    expect((await one.kept()).equals(settled)).toBe(true);
    expect(await one.list()).toHaveLength(1);
  });

  test("code that was kept still finds what is not in the bundle: the keychain's binding", async () => {
    await using one = await user();
    const list = ["customers", "list", "-p", "kirim", "-q"];
    const at = { node, home: one.home, env: { XDG_CACHE_HOME: "" } };
    await writeFile(
      join(one.home, ".billingrc"),
      '{"providers":{"kirim":{"apiKey":{"keychain":"kirim"}}}}',
    );
    for (let runs = 0; runs < 2; runs += 1) {
      expect(await run([...list, "--emulator"], at)).toMatchObject({ code: 0, stderr: "" });
    }
    const { code, stderr } = await run(list, at);
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining("keychain") });
    expect(stderr).not.toMatch(/not installed|Warning/u);
  });

  test.each<[string, (kept: Buffer) => Buffer]>([
    [
      "with a byte changed",
      (kept) => kept.fill((kept.at(-1000) ?? 0) ^ 1, kept.length - 1000, kept.length - 999),
    ],
    ["cut short", (kept) => kept.subarray(0, kept.length / 2)],
    ["without code", (kept) => kept.subarray(0, 256)],
    ["of nothing", () => Buffer.alloc(0)],
    [
      "of another build",
      (kept) =>
        Buffer.from(
          kept.toString("latin1").replace(/ [0-9a-f]{64} /u, ` ${"0".repeat(64)} `),
          "latin1",
        ),
    ],
  ])("a cache %s is replaced", async (_title, damage) => {
    await using one = await user();
    for (let runs = 0; runs < 3; runs += 1) await one.providers();
    const damaged = Buffer.from(damage(await one.kept()));
    await writeFile(await one.file(), damaged);
    await one.providers();
    const renewed = await one.kept();
    expect(renewed.equals(damaged)).toBe(false);
    expect(renewed.length).toBeGreaterThan(100_000);
  });

  test("a cache that others could write is left alone", async () => {
    await using one = await user();
    await one.providers();
    const kept = await one.kept();
    await chmod(one.directory, 0o777);
    await one.providers();
    expect((await one.kept()).equals(kept)).toBe(true);
    await chmod(one.directory, 0o700);
    await rename(one.directory, join(one.home, "elsewhere"));
    await symlink(join(one.home, "elsewhere"), one.directory);
    await one.providers();
    expect((await one.kept()).equals(kept)).toBe(true);
  });

  test("code in a file that others could write is not run", async () => {
    await using one = await user();
    await one.providers();
    const kept = await one.kept();
    await chmod(await one.file(), 0o666);
    await one.providers();
    expect((await stat(await one.file())).mode & 0o777).toBe(0o600);
    // Of a first run again, for nothing was known.
    const ageOf = (bytes: Buffer) => bytes.toString("latin1", 0, 64).split(" ")[1];
    expect([ageOf(kept), ageOf(await one.kept())]).toEqual(["1", "1"]);
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ["where Node's own cache is switched off", { NODE_DISABLE_COMPILE_CACHE: "1" }],
    ["where there is no place for it", { XDG_CACHE_HOME: "/proc/none/at/all" }],
    ["below a file", { XDG_CACHE_HOME: process.execPath }],
  ])("nothing is kept %s", async (_title, env) => {
    await using one = await user();
    await one.providers(env);
    expect(await readdir(one.home)).toEqual([]);
  });

  test("a place of the user's choice is taken", async () => {
    await using one = await user();
    const chosen = join(one.home, "chosen");
    await mkdir(chosen);
    await one.providers({ XDG_CACHE_HOME: chosen });
    expect(await readdir(chosen)).toEqual(["billing"]);
  });

  test("a run that failed keeps nothing", async () => {
    await using one = await user();
    const env = { XDG_CACHE_HOME: "" };
    const { code } = await run(["providers", "--no-such"], { node, home: one.home, env });
    expect({ code, kept: await one.list() }).toEqual({ code: 2, kept: [] });
  });
});
