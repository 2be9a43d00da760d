/** The table of cases through the built program: lines of a shell, and the first of each ending. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

import { inShell, programPath, run, runCommand } from "../support/built-program.ts";
import { machineNode } from "../support/nodes.ts";
import { temporaryHome } from "../support/run-cli.ts";
import { type Case, compared } from "./cases/case.ts";
import { table } from "./cases/table.ts";

const node = machineNode();

/** What is no line of a shell runs in one process as in another: of those, one for each exit code. */
const isFirst = ({ code, typed }: Case, index: number): boolean =>
  table.findIndex((other) => other.code === code && typeof other.typed !== "string") === index ||
  typeof typed === "string";

describe.concurrent("through the built program", () => {
  test.for(table.filter(isFirst))("$met: $typed", async (one) => {
    await using home = await temporaryHome();
    for (const [name, content] of Object.entries(one.files ?? {})) {
      const path = join(home.path, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
    const { typed, env = {}, stdin = "" } = one;
    const world = { home: home.path, env, stdin };
    const result =
      typeof typed === "string"
        ? await runCommand("bash", ["-c", inShell(typed), node.path, programPath], world)
        : await run(typed, { ...world, node });
    const { found, expected } = compared(one, result);
    expect(found).toEqual(expected);
  });
});
