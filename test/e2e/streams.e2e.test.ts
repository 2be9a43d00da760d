import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import manifest from "../../package.json" with { type: "json" };
import { type ProcessResult, run, runShell } from "../support/built-program.ts";
import { gatedProvider } from "../support/gated-provider.ts";
import { machineNode } from "../support/nodes.ts";
import { temporaryHome } from "../support/run-cli.ts";
import { scriptedServer } from "../support/scripted-server.ts";

const node = machineNode();

const commet = ["cus_7Qm2rT", "-p", "commet"];
const kirim = ["cus_7H2KX0M4QWERTN8B3ZC5DVA9PG", "-p", "kirim"];
const rename = ["customers", "update", ...commet, "--name", "Ana Lima"];

/** No warning of Node's and no stack reached the user. */
function expectCalm({ stderr }: ProcessResult): void {
  expect(stderr).not.toMatch(/\(node:\d+\)|Warning|^\s+at /mu);
}

/** Three megabytes once it is shown in both vocabularies: many times what a pipe takes at once. */
function muchMetadata(): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: 1500 }, (_, index) => [`key_${index}`, "x".repeat(1000)]),
  );
}

describe.concurrent("streams", () => {
  test("--version prints the version alone", async () => {
    await using home = await temporaryHome();
    const result = await run(["--version"], { node, home: home.path });
    expect(result).toMatchObject({ code: 0, stdout: `${manifest.version}\n`, stderr: "" });
  });

  test.each([
    [["--help"], "Start here, without a key or a network"],
    [["customers", "--help"], "Usage: billing customers"],
    [["customers", "update", "--help"], "--dry-run"],
    [["help", "exit-codes"], "130"],
    [["providers"], "address_postal_code"],
  ])("%j prints help on stdout", async (words, text) => {
    await using home = await temporaryHome();
    const result = await run(words, { node, home: home.path });
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.stdout).toContain(text);
  });

  test.each([
    [["customers", "get", ...commet]],
    [rename],
    [[...rename, "--dry-run"]],
    [["emulator", "status"]],
  ])("%j -o json puts exactly one document on stdout", async (words) => {
    await using home = await temporaryHome();
    const emulated = words[0] === "emulator" ? [] : ["--emulator"];
    const result = await run([...words, ...emulated, "-o", "json"], { node, home: home.path });
    expect(result.code).toBe(0);
    expect(JSON.parse(result.stdout)).toBeTypeOf("object");
    expectCalm(result);
  });

  test.each([
    ["an unknown option", ["customers", "update", ...commet, "--nmae", "x"], 2],
    ["an unknown command", ["customer"], 2],
    ["no credential", ["customers", "get", ...commet], 3],
    ["no such customer", ["customers", "get", "cus_missing", "-p", "commet", "--emulator"], 4],
    [
      "nobody listening",
      ["customers", "get", ...commet, "--base-url", "http://127.0.0.1:1", "--no-retry"],
      7,
    ],
    [
      "a dry run that found changes",
      [...rename, "--emulator", "--dry-run", "--detailed-exitcode"],
      10,
    ],
    [
      "a removal that nobody confirmed",
      ["customers", "update", ...kirim, "--emulator", "--unset", "email"],
      11,
    ],
  ])("%s has its exit code", async (name, words, code) => {
    await using home = await temporaryHome();
    const env = name === "nobody listening" ? { BILLING_COMMET_API_KEY: "ck_nobody" } : {};
    const result = await run(words, { node, home: home.path, env });
    expect(result.code).toBe(code);
    expectCalm(result);
    const machine = await run([...words, "-o", "json", "-q"], { node, home: home.path, env });
    expect(machine.code).toBe(code);
    if (code !== 10)
      expect(JSON.parse(machine.stderr)).toMatchObject({ error: { exitCode: code } });
    if (machine.stdout !== "") JSON.parse(machine.stdout);
  });

  test("what the provider refuses has its exit code", async () => {
    await using home = await temporaryHome();
    await using server = await scriptedServer([
      { status: 200, body: { data: { id: "cus_7Qm2rT", fullName: "Ana Ferreira" } } },
      {
        status: 422,
        body: { error: { type: "invalid_request_error", code: "validation_error", message: "no" } },
      },
      // Looked at once more: nothing was stored.
      { status: 200, body: { data: { id: "cus_7Qm2rT", fullName: "Ana Ferreira" } } },
    ]);
    const env = { BILLING_COMMET_API_KEY: "ck_refused", BILLING_COMMET_BASE_URL: server.origin };
    const result = await run(rename, { node, home: home.path, env });
    expect(result.code).toBe(5);
    expectCalm(result);
  });

  test("an update whose answer never came has its exit code", async () => {
    await using home = await temporaryHome();
    await using provider = await gatedProvider({ reset: "PUT" });
    const words = [...rename, "--no-retry"];
    const result = await run(words, { node, home: home.path, env: provider.env });
    expect(result.code).toBe(8);
    expectCalm(result);
    expect(provider.seen.filter((method) => method === "PUT")).toHaveLength(1);
  });

  test("three megabytes arrive whole through a pipe", async () => {
    await using home = await temporaryHome();
    const metadata = muchMetadata();
    await using provider = await gatedProvider({ customer: { metadata } });
    const world = { node, home: home.path, env: provider.env };
    const direct = await run(["customers", "get", ...commet, "-o", "json"], world);
    expect((JSON.parse(direct.stdout) as { metadata: object }).metadata).toEqual(metadata);
    const piped = await runShell(
      `billing customers get ${commet.join(" ")} -o json | cat | wc -c`,
      world,
    );
    expect(Number(piped.stdout)).toBe(Buffer.byteLength(direct.stdout));
  });

  test("a reader that goes away ends it without a word", async () => {
    await using home = await temporaryHome();
    await using provider = await gatedProvider({ customer: { metadata: muchMetadata() } });
    const { stdout, stderr } = await runShell(
      `{ billing customers get ${commet.join(" ")} -o json; echo $? > code.txt; } | head -n 1`,
      { node, home: home.path, env: provider.env },
    );
    expect({ stdout, stderr }).toEqual({ stdout: "{\n", stderr: "" });
    expect(await readFile(join(home.path, "code.txt"), "utf8")).toBe("0\n");
  });

  test("a closed stdout or stderr does not fail it", async () => {
    await using home = await temporaryHome();
    const { code } = await runShell(
      `billing customers get ${commet.join(" ")} --emulator >&- 2>&-`,
      { node, home: home.path },
    );
    expect(code).toBe(0);
  });

  // As nohup gives it to what it starts.
  test.each([
    [`customers update ${commet.join(" ")} --emulator --dry-run --name Ana`, 0, ""],
    [
      `customers update ${commet.join(" ")} --emulator --file -`,
      2,
      "stdin cannot be read: it is not open for reading",
    ],
    [
      `customers update --from - -p commet --emulator`,
      2,
      "stdin cannot be read: it is not open for reading",
    ],
    [
      "config init -p kirim --credential text",
      2,
      "stdin: cannot be read: it is not open for reading",
    ],
  ])("a stdin that is open for writing alone, with %s", async (words, code, told) => {
    await using home = await temporaryHome();
    for (const stdin of ["0> written.txt", "0> /dev/null"]) {
      const result = await runShell(`billing ${words} ${stdin}`, { node, home: home.path });
      expect({ stdin, ...result }).toMatchObject({ code, stderr: expect.stringContaining(told) });
      expect(result.stderr).not.toContain("bug");
      expectCalm(result);
    }
  });
});
