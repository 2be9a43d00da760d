import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { resolveSecret } from "../../src/config/secret.ts";
import type { Setting } from "../../src/config/config.ts";
import { createWorld, failureOf, type World } from "./world.ts";

const node = process.execPath;

function secretOf(value: Setting["value"], world: World): Setting {
  return {
    value,
    origin: { kind: "user", name: "~/x.yaml" },
    location: { name: "~/x.yaml", line: 2, column: 3 },
    file: { path: join(world.home, "x.yaml"), name: "~/x.yaml", kind: "user" },
  };
}

async function resolve(value: Setting["value"], prepare?: (world: World) => Promise<unknown>) {
  await using world = await createWorld();
  await prepare?.(world);
  const host = world.host({ env: { KEY: "s3cret-1", EMPTY: "" } });
  return await resolveSecret(host, "maple token", secretOf(value, world));
}

describe("a secret is", () => {
  test("a text", async () => {
    expect(await resolve("s3cret-1")).toEqual({ secret: "s3cret-1", warnings: [] });
  });

  test("a variable", async () => {
    expect(await resolve({ env: "KEY" })).toEqual({ secret: "s3cret-1", warnings: [] });
  });

  test.each(["key", "./key", "~/key"])("the file %s, without its last line break", async (file) => {
    const prepare = (world: World) => world.write(join(world.home, "key"), "s3cret-1\r\n");
    expect(await resolve({ file }, prepare)).toEqual({ secret: "s3cret-1", warnings: [] });
  });

  test("a file that others may read, with a warning", async () => {
    const prepare = (world: World) => world.write(join(world.home, "key"), "s3cret-1", 0o644);
    expect(await resolve({ file: "key" }, prepare)).toMatchObject({
      secret: "s3cret-1",
      warnings: [{ code: "secret_readable_by_others" }],
    });
  });

  test.each<[number, readonly string[]]>([
    [0o620, ["command_writable_by_others"]],
    [0o602, ["command_writable_by_others"]],
    [0o644, []],
  ])("what a program prints, with a file of mode %o before it: %j", async (mode, codes) => {
    const prepare = async (world: World) => {
      await world.write(join(world.home, "x.yaml"), "", mode);
      // What the umask took away.
      await chmod(join(world.home, "x.yaml"), mode);
    };
    const found = await resolve({ command: [node, "-e", "console.log('s3cret-1')"] }, prepare);
    const warnings = "warnings" in found ? found.warnings : [];
    expect(warnings.map(({ code }) => code)).toEqual(codes);
  });

  test("what a program prints: no shell, no input, started beside the file", async () => {
    const script =
      'process.stdin.on("data", () => {}).on("end", () => console.log(process.argv[1] + process.env.KEY + require("path").basename(process.cwd())))';
    expect(await resolve({ command: [node, "-e", script, "$(id)"] })).toEqual({
      secret: "$(id)s3cret-1home",
      warnings: [],
    });
  });
});

describe("a secret is refused, and never quoted, when it", () => {
  test.each<[string, Setting["value"], string]>([
    ["is empty", "", "the secret is empty"],
    ["is blank", "  ", "the secret contains white space or a line break"],
    ["has a line break", "s3cret-1\r\nX: y", "the secret contains white space or a line break"],
    [
      "has a letter beyond ASCII",
      "s3cret-é1",
      "the secret contains characters that no credential has",
    ],
    [
      "has a control character",
      "s3cret-1\u0007",
      "the secret contains characters that no credential has",
    ],
    ["has its quotes", '"s3cret-01"', "the secret stands in quotes, which would be part of it"],
    ["has its scheme", "Bearer s3cret-01", "the secret begins with a scheme: leave that word out"],
    [
      "is UTF-16",
      "s\u0000e\u0000",
      "the secret is not UTF-8: save it as UTF-8, as PowerShell does with -Encoding utf8",
    ],
    ["is short", "s3cret1", "the secret is shorter than 8 characters, as no credential is"],
    ["is in no variable", { env: "GONE" }, "the environment variable GONE is not set"],
    ["is in an empty variable", { env: "EMPTY" }, "the environment variable EMPTY is not set"],
    ["is in no file", { file: "gone" }, "the file gone does not exist"],
    [
      "is in a file of many lines",
      { file: "key" },
      "the content of key contains white space or a line break",
    ],
    [
      "has no program",
      { command: ["no-such-program"] },
      "the command no-such-program was not found",
    ],
    [
      "has a program that fails",
      {
        command: [
          node,
          "-e",
          'console.log("s3cret-1"); console.error("s3cret-1"); process.exit(7)',
        ],
      },
      `the command ${node} ended with exit code 7`,
    ],
    [
      "has a program that says nothing",
      { command: [node, "-e", ""] },
      `what the command ${node} printed is empty`,
    ],
    [
      "has a program that says too much",
      { command: [node, "-e", 'console.log("s3cret-1".repeat(20000))'] },
      `the command ${node} printed more than a secret`,
    ],
    [
      "has a program that is killed",
      { command: [node, "-e", 'process.kill(process.pid, "SIGTERM")'] },
      `the command ${node} was ended by SIGTERM`,
    ],
  ])("%s", async (_, value, message) => {
    const result = await resolve(value, (world) =>
      world.write(join(world.home, "key"), "s3cret-1\ns3cret-1\n"),
    );
    expect(result).toMatchObject({
      complaint: { message: `maple token: ${message}`, location: { name: "~/x.yaml", line: 2 } },
    });
    expect(JSON.stringify(result)).not.toContain("s3cret-1");
  });
});

test.each<[string, Setting["value"], string]>([
  ["a text", "op://billing/maple/token", "the secret is a reference of 1Password"],
  ["a variable", { env: "KEY" }, "the environment variable KEY is a reference of 1Password"],
  ["a file", { file: "key" }, "the content of key is a reference of 1Password"],
])(
  "%s that stands for a secret is refused with the form that is meant",
  async (_, value, message) => {
    await using world = await createWorld();
    await world.write(join(world.home, "key"), "op://billing/maple/token\n");
    const host = world.host({ env: { KEY: "op://billing/maple/token" } });
    expect(await resolveSecret(host, "maple token", secretOf(value, world))).toMatchObject({
      complaint: {
        message: `maple token: ${message}, and is taken as it stands`,
        hint: 'in a configuration file, write { command: [op, read, "op://billing/maple/token"] }',
      },
    });
  },
);

test("a variable in a file's path is not put in place, and the remedy says so", async () => {
  expect(await resolve({ file: "$HOME/.secrets/maple" })).toMatchObject({
    complaint: { hint: "variables in a path stay as they are: write ~ for the home directory" },
  });
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
])("%s ends a program that was asked for a secret", async (signal, exitCode) => {
  await using world = await createWorld();
  const controller = new AbortController();
  const host = { ...world.host(), interrupted: controller.signal };
  const waiting = resolveSecret(
    host,
    "maple token",
    secretOf({ command: [node, "-e", "setInterval(() => {}, 1000)"] }, world),
  );
  controller.abort(signal);
  expect((await failureOf(waiting)).exitCode).toBe(exitCode);
});
