/** A shell may lead stdout to a file that is read: then nothing is sent, and what is in it stays. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { runShell } from "../support/built-program.ts";
import { machineNode } from "../support/nodes.ts";
import { temporaryHome } from "../support/run-cli.ts";

const update = "billing customers update cus_2Nb8LmPq -p maple --emulator -q";

test.each([
  [".billingrc", `${update} --name N >> .billingrc`, "a file of the configuration"],
  [".billingrc", "billing config show >> .billingrc", "a file of the configuration"],
  [
    ".billingrc",
    "billing customers get cus_2Nb8LmPq -p maple --emulator >> .billingrc",
    "a file of the configuration",
  ],
  ["patch.json", `${update} -f patch.json >> patch.json`, "the file of --file"],
  ["patch.json", `${update} -f - < patch.json >> patch.json`, "stdin"],
  [
    "rows.csv",
    "billing customers update --from rows.csv -p maple --emulator -y >> rows.csv",
    "what the rows are read from",
  ],
  [
    "rows.csv",
    "billing customers update --from - -p maple --emulator -y < rows.csv >> rows.csv",
    "stdin",
  ],
])("%s: %s", async (file, line, told) => {
  await using home = await temporaryHome();
  const files: Readonly<Record<string, string>> = {
    ".billingrc": "provider: maple\n",
    "patch.json": '{"name": "N"}',
    "rows.csv": "id,name\ncus_2Nb8LmPq,N\n",
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(home.path, name), text);
  const world = { node: machineNode(), home: home.path, cwd: home.path };
  const { code, stderr } = await runShell(line, world);
  expect(code).toBe(2);
  expect(stderr).toContain(`error: stdout: it goes to ${told}`);
  expect(stderr).toContain("hint: it would be written over: redirect it to another file");
  expect(await readFile(join(home.path, file), "utf8")).toBe(files[file]);
});

test("a file of its own is written as ever", async () => {
  await using home = await temporaryHome();
  await writeFile(join(home.path, ".billingrc"), "provider: maple\n");
  const world = { node: machineNode(), home: home.path, cwd: home.path };
  expect((await runShell(`${update} --name N > out.txt`, world)).code).toBe(0);
  expect(await readFile(join(home.path, "out.txt"), "utf8")).toContain("updated");
});
