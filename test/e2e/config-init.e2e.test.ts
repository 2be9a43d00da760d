/** The questions of `config init`, on a terminal. */
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

import { machineNode } from "../support/nodes.ts";
import { key, onTerminal } from "../support/pseudo-terminal.ts";
import { temporaryHome } from "../support/run-cli.ts";

const node = machineNode();

test("questions are answered, and a reference is written", async () => {
  await using home = await temporaryHome();
  const file = join(home.path, "own.yaml");
  await using terminal = onTerminal(["config", "init", "--config", file], {
    node,
    home: home.path,
  });
  await terminal.waitFor(/Which providers\?/u);
  terminal.type(` ${key.enter}`);
  await terminal.waitFor(/where is the refreshToken kept\?/u);
  terminal.type(key.enter);
  expect((await terminal.ended).code).toBe(0);
  expect(readFileSync(file, "utf8")).toContain("    refreshToken: { env: VAYU_REFRESH_TOKEN }\n");
});

test("Ctrl-C at a question writes nothing", async () => {
  await using home = await temporaryHome();
  const file = join(home.path, "own.yaml");
  await using terminal = onTerminal(["config", "init", "-p", "maple", "--config", file], {
    node,
    home: home.path,
  });
  await terminal.waitFor(/Maple Billing: id of your company/u);
  terminal.type(key.ctrlC);
  expect((await terminal.ended).code).toBe(130);
  expect(terminal.output()).toContain("stopped at a question; nothing was written");
  expect(globSync("own.yaml", { cwd: home.path })).toEqual([]);
});

test("the end of input at a question writes nothing", async () => {
  await using home = await temporaryHome();
  const file = join(home.path, "own.yaml");
  await using terminal = onTerminal(["config", "init", "-p", "maple", "--config", file], {
    node,
    home: home.path,
  });
  await terminal.waitFor(/Maple Billing: id of your company/u);
  terminal.type(key.ctrlD);
  expect((await terminal.ended).code).toBe(130);
  expect(terminal.output()).toContain("stopped at a question; nothing was written");
  expect(globSync("own.yaml", { cwd: home.path })).toEqual([]);
});

test("a credential that is typed is in the file, and never on the screen", async () => {
  await using home = await temporaryHome();
  const file = join(home.path, "own.yaml");
  const secret = "kdv_live_typed-here-0001";
  await using terminal = onTerminal(["config", "init", "-p", "kirim", "--config", file], {
    node,
    home: home.path,
    // Nobody is there to be asked whether the key is taken.
    env: { BILLING_KIRIM_BASE_URL: "http://127.0.0.1:9" },
  });
  await terminal.waitFor(/where is the apiKey kept\?/u);
  terminal.type(`${"\u001B[B".repeat(3)}${key.enter}`);
  await terminal.waitFor(/Kirim: apiKey/u);
  terminal.type(`${secret}${key.enter}`);
  await terminal.ended;
  expect(readFileSync(file, "utf8")).toContain(secret);
  expect(terminal.output()).not.toContain(secret);
});

test("a configuration that is there is told before anything is asked", async () => {
  await using home = await temporaryHome();
  const path = join(home.path, ".config/billing/config.yaml");
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "provider: vayu\n");
  await using terminal = onTerminal(["config", "init"], { node, home: home.path });
  expect((await terminal.ended).code).toBe(2);
  expect(terminal.output()).toContain("is there already, and is not overwritten");
  expect(terminal.output()).not.toContain("Which providers?");
  expect(readFileSync(path, "utf8")).toBe("provider: vayu\n");
});

test.each([40, 80, 200])("questions are put on %i columns", async (columns) => {
  await using home = await temporaryHome();
  const file = join(home.path, "own.yaml");
  await using terminal = onTerminal(["config", "init", "--config", file], {
    node,
    home: home.path,
    columns,
  });
  await terminal.waitFor(/Which providers\?/u);
  terminal.type(` ${key.enter}`);
  await terminal.waitFor(/where is the refreshToken kept\?/u);
  terminal.type(key.enter);
  expect((await terminal.ended).code).toBe(0);
  const lines = terminal.screen().split("\n");
  // What is searched for is never broken: an error and its remedy.
  const broken = lines.filter((line) => !/^(?:error|hint): /u.test(line));
  expect(Math.max(...broken.map(({ length }) => length))).toBeLessThanOrEqual(columns);
});
