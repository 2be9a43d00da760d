/** The questions of `config init`, on a terminal. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
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
