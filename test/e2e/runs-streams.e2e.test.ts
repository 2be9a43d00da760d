/** Runs over many customers whose rows come on stdin, and whose results go into pipes. */
import { readdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { run, runCommand, runShell, start } from "../support/built-program.ts";
import { commetRun } from "../support/commet-run.ts";
import { isWrite } from "../support/gate.ts";
import { machineNode } from "../support/nodes.ts";
import { onlyRun, resultsFile, resultsIn } from "../support/run-files.ts";

const node = machineNode();

const fromStdin = ["customers", "update", "--from", "-"];
const resuming = ["customers", "update", "--resume"];

describe.concurrent("streams of a run", () => {
  test("rows from stdin are kept: a killed run goes on without them", async () => {
    await using at = await commetRun(node, { rows: 30, hold: isWrite });
    const world = { ...at.world, stdin: at.text };
    await using program = start([...fromStdin, "--concurrency", "4", "-o", "ndjson"], world);
    await at.gate.arrived(4);
    program.child.kill("SIGKILL");
    await program.ended;
    await at.gate.open();
    expect(at.server.emulator.counts["commet"]?.applied).toBe(4);
    expect(await readFile(join(await onlyRun(at.state), "input"), "utf8")).toBe(at.text);

    const { code, stdout, stderr } = await run([...resuming, "-o", "ndjson"], at.world);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(resultsIn(stdout)).toHaveLength(30);
    expect(at.server.emulator.counts["commet"]?.applied).toBe(30);
    expect(await at.renamed()).toBe(30);
  });

  test("rows from a pipe with a name are kept: a killed run goes on without it", async () => {
    await using at = await commetRun(node, { rows: 30, hold: isWrite });
    const pipe = join(at.world.home, "pipe");
    await runCommand("mkfifo", [pipe], at.world);
    const words = ["customers", "update", "--from", pipe, "--concurrency", "4"];
    await using program = start(words, at.world);
    await writeFile(pipe, at.text);
    await at.gate.arrived(4);
    program.child.kill("SIGKILL");
    await program.ended;
    await rm(pipe);
    await at.gate.open();

    const { code, stdout } = await run([...resuming, "-o", "ndjson"], at.world);
    expect(code).toBe(0);
    expect(resultsIn(stdout)).toHaveLength(30);
    expect(await at.renamed()).toBe(30);
  });

  test.each(["SIGINT", "SIGTERM"] as const)("%s ends waiting for a pipe", async (signal) => {
    await using at = await commetRun(node, { rows: 1 });
    const pipe = join(at.world.home, "pipe");
    await runCommand("mkfifo", [pipe], at.world);
    await using program = start(["customers", "update", "--from", pipe], at.world);
    // Nobody ever writes: who waits for that in the system has no descriptor yet.
    const held = `/proc/${program.child.pid}/fd`;
    const paths = async () =>
      Promise.all(
        (await readdir(held)).map((name) => readlink(join(held, name)).catch(() => undefined)),
      );
    await expect.poll(paths).toContain(pipe);
    program.child.kill(signal);
    const { code, stderr } = await program.ended;
    expect(code).toBeOneOf([130, 143]);
    expect(stderr).toContain(`interrupted while ${pipe} was read; nothing was sent`);
    expect(await readdir(join(at.state, "billing", "runs"))).toEqual([]);
  });

  test("rows in a pipe of the shell do the same as in a file", async () => {
    await using at = await commetRun(node, { rows: 30 });
    const line = `cat '${at.rows}' | billing ${fromStdin.join(" ")} -o json`;
    const { code, stdout, stderr } = await runShell(line, at.world);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout).results).toHaveLength(30);
    expect(await at.renamed()).toBe(30);
  });

  test.each(["ndjson", "json", "table"])(
    "a reader that goes away does not stop the run, which tells %s",
    async (format) => {
      await using at = await commetRun(node, { rows: 400 });
      const line = `{ billing ${at.begin("-q", "-o", format).join(" ")}; echo $? > code.txt; } | head -1`;
      const { stdout, stderr } = await runShell(line, at.world);
      expect(stderr).toBe("");
      expect(stdout.trimEnd().split("\n")).toHaveLength(1);
      if (format === "ndjson") expect(resultsIn(stdout)).toHaveLength(1);
      expect((await readFile(join(at.home, "code.txt"), "utf8")).trim()).toBe("0");
      expect(await at.renamed()).toBe(400);
      expect(await resultsFile(await onlyRun(at.state))).toHaveLength(400);
    },
  );

  test("a resumed run refuses an input that changed, and takes it again as it was", async () => {
    await using at = await commetRun(node, { rows: 12, hold: isWrite });
    await using program = start(at.begin("--concurrency", "2"), at.world);
    await at.gate.arrived(2);
    program.child.kill("SIGKILL");
    await program.ended;
    at.gate.drop();
    at.gate.hold(() => false);
    const before = at.gate.seen.length;

    const refused = async (why: RegExp) => {
      const { code, stdout, stderr } = await run([...resuming, "-o", "json"], at.world);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(JSON.parse(stderr).error.message).toMatch(why);
      expect(at.gate.seen).toHaveLength(before);
    };
    await writeFile(at.rows, at.text.replace("Row 12", "Row 21"));
    await refused(/rows\.ndjson is not what it was when run \w+ began/u);
    await rm(at.rows);
    await refused(/rows\.ndjson/u);
    await writeFile(at.rows, at.text);
    expect((await run([...resuming, "-q"], at.world)).code).toBe(0);
    expect(at.server.emulator.counts["commet"]?.applied).toBe(12);
    expect(await at.renamed()).toBe(12);
  });
});
