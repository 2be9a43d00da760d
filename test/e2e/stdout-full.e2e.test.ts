/** What cannot be written to stdout is said on stderr, with what became of what was asked. */
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { type ProcessWorld, run, runShell } from "../support/built-program.ts";
import { commetRun } from "../support/commet-run.ts";
import { machineNode } from "../support/nodes.ts";
import { temporaryHome } from "../support/run-cli.ts";

const node = machineNode();

const commet = "cus_7Qm2rT -p commet --emulator";
const reason = "the result could not be written to stdout: no space is left on the disk (ENOSPC)";

const onto = (target: string, line: string, world: ProcessWorld) =>
  runShell(`billing ${line} > ${target}`, world);

describe.concurrent("a stdout that takes nothing", () => {
  test.each([
    "--version",
    "--help",
    "help exit-codes",
    "providers",
    "providers kirim -o json",
    `customers get ${commet}`,
    `customers get ${commet} -o json`,
    `customers get ${commet} -o yaml`,
    `customers get ${commet} -o ndjson`,
    `customers update ${commet} --name X --dry-run --as-curl`,
    `customers update ${commet} --name X --dry-run -o markdown`,
    `customers update ${commet} --name X --dry-run --detailed-exitcode`,
    "history --emulator",
    "emulator status -o json",
    "emulator start --port 0",
  ])("billing %s", async (line) => {
    await using home = await temporaryHome();
    const { code, stderr } = await onto("/dev/full", line, { node, home: home.path });
    expect({ code, stderr }).toMatchObject({ code: 12, stderr: expect.stringContaining(reason) });
    expect(stderr).not.toMatch(/\(node:|^\s+at /mu);
  });

  test.each(["table", "markdown", "json", "ndjson", "yaml"])(
    "an update that was carried out says so, as %s",
    async (format) => {
      await using home = await temporaryHome();
      const world = { node, home: home.path };
      const line = `customers update ${commet} --name Ana -o ${format} -q`;
      const { code, stderr } = await onto("/dev/full", line, world);
      expect(code).toBe(12);
      const said = stderr.startsWith("{") ? JSON.parse(stderr).error.message : stderr;
      expect(said).toContain(`${reason}; what became of it: commet cus_7Qm2rT: updated`);
      expect(said).toMatch(/undo with: billing undo \w+ --emulator/u);
      const now = await run(["customers", "get", ...commet.split(" "), "-o", "json"], world);
      expect(JSON.parse(now.stdout).name).toBe("Ana");
    },
  );

  test.each(["table", "json", "ndjson"])(
    "a run goes on to its end and says what it came to, as %s",
    async (format) => {
      await using at = await commetRun(node, { rows: 20 });
      const words = at.begin("-q", "-o", format).join(" ");
      const { code, stderr } = await onto("/dev/full", words, at.world);
      expect(code).toBe(12);
      expect(stderr).toContain(reason);
      expect(stderr).toMatch(
        /run \w+, 20 updated, results: \S+, journal: \S+, undo with: billing/u,
      );
      expect(await at.renamed()).toBe(20);
    },
  );

  test("a failure keeps its own exit code and tells of the other", async () => {
    await using home = await temporaryHome();
    const line = `customers update ${commet} --name X --fault commet:update:422 -o json`;
    const { code, stderr } = await onto("/dev/full", line, { node, home: home.path });
    expect(code).toBe(5);
    expect(JSON.parse(stderr).error).toMatchObject({
      code: "rejected",
      hint: expect.stringContaining(reason),
    });
  });

  test("a file that takes only the beginning is not taken for whole", async () => {
    await using home = await temporaryHome();
    const world = { node, home: home.path };
    const file = join(home.path, "out.json");
    const get = `customers get ${commet} -o json`;
    await run(get.split(" "), world);
    const { code, stderr } = await runShell(`ulimit -f 1; billing ${get} > ${file}`, world);
    expect(code).toBe(12);
    expect(stderr).toContain("the file is too large (EFBIG)");
  });

  test("a descriptor that cannot be written is no place for a result", async () => {
    await using home = await temporaryHome();
    const { code, stderr } = await runShell(`billing customers get ${commet} 1< /dev/null`, {
      node,
      home: home.path,
    });
    expect({ code, stderr }).toMatchObject({ code: 12, stderr: expect.stringContaining("EBADF") });
  });

  test("a stderr that takes nothing changes nothing", async () => {
    await using home = await temporaryHome();
    const line = `customers update ${commet} --name X -o json 2> /dev/full`;
    const { code, stdout } = await runShell(`billing ${line}`, { node, home: home.path });
    expect({ code, outcome: JSON.parse(stdout).outcome }).toEqual({ code: 0, outcome: "updated" });
  });
});
