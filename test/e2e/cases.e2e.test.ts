/** The tables of test/e2e/cases through the built program, one line a case; none may take longer than a second or two. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";

import { runShell } from "../support/built-program.ts";
import { nodeRuntimes } from "../support/nodes.ts";
import { temporaryHome } from "../support/run-cli.ts";
import type { Case } from "./cases/case.ts";
import { machines } from "./cases/machines.ts";
import { messages } from "./cases/messages.ts";

vi.setConfig({ testTimeout: 60_000 });

const tables: Readonly<Record<string, readonly Case[]>> = { machines, messages };
const [node] = nodeRuntimes();
if (node === undefined) throw new Error("no Node to run the program on");

describe.each(Object.entries(tables))("%s", (_, cases) => {
  test.each(cases)("$what", async ({ line, code, says, stdin, files = {}, env = {} }) => {
    await using home = await temporaryHome();
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(home.path, name), text, { mode: 0o600 });
    }
    const result = await runShell(`billing ${line}`, {
      node,
      home: home.path,
      env,
      stdin: stdin ?? "",
    });
    let rest = result.stderr;
    for (const text of says) {
      expect(rest).toContain(text);
      rest = rest.slice(rest.indexOf(text) + text.length);
    }
    expect(result).toMatchObject({ code, signal: null });
    expect(result.stderr).not.toContain("this is a bug");
  });
});
