/** The built program on the oldest Node that this machine has and on the newest: what depends on the Node, shortly. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import manifest from "../../package.json" with { type: "json" };
import { run, runShell, start } from "../support/built-program.ts";
import { commetRun } from "../support/commet-run.ts";
import { isWrite } from "../support/gate.ts";
import { nodeRuntimes } from "../support/nodes.ts";
import { key, onTerminal } from "../support/pseudo-terminal.ts";
import { temporaryHome } from "../support/run-cli.ts";
import { resultsIn } from "../support/run-files.ts";

const commet = ["cus_7Qm2rT", "-p", "commet", "--emulator"];
const rename = ["customers", "update", ...commet, "--name", "Ana Lima"];
const resuming = ["customers", "update", "--resume"];

describe.concurrent.each(nodeRuntimes())("on $name", (node) => {
  test.each([
    ["--version", `${manifest.version}\n`],
    ["--help", "Start here, without a key or a network"],
  ])("%s is on stdout, and nothing on stderr", async (word, text) => {
    await using home = await temporaryHome();
    const result = await run([word], { node, home: home.path });
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.stdout).toContain(text);
  });

  test.each(["table", "markdown", "json", "yaml"])(
    "an update is stored, and told as %s without a warning of Node's",
    async (format) => {
      await using home = await temporaryHome();
      const world = { node, home: home.path };
      const made = await run([...rename, "-q", "-o", format], world);
      expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: "" });
      expect(made.stdout).toContain("Ana Lima");
      const read = await run(["customers", "get", ...commet, "-o", "json"], world);
      expect(JSON.parse(read.stdout)).toMatchObject({ name: "Ana Lima" });
      expect(read.stderr).not.toMatch(/\(node:\d+\)|Warning/u);
    },
  );

  test("a mistake has its exit code and no stack", async () => {
    await using home = await temporaryHome();
    const words = ["customers", "update", ...commet, "--nmae", "x"];
    const { code, stdout, stderr } = await run(words, { node, home: home.path });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).not.toMatch(/\(node:\d+\)|^\s+at /mu);
  });

  test("a pipe is read, and a reader that goes away ends it without a word", async () => {
    await using home = await temporaryHome();
    const { stdout, stderr } = await runShell(
      `{ echo '{"name":"Ana Lima"}' | billing customers update ${commet.join(" ")} -q -f - -o json; echo $? > code.txt; } | head -n 1`,
      { node, home: home.path },
    );
    expect({ stdout, stderr }).toEqual({ stdout: "{\n", stderr: "" });
    expect(await readFile(join(home.path, "code.txt"), "utf8")).toBe("0\n");
  });

  test("the question of a terminal takes its answer, in colour", async () => {
    await using home = await temporaryHome();
    const words = ["customers", "update", "cus_7H2KX0M4QWERTN8B3ZC5DVA9PG", "-p", "kirim"];
    await using terminal = onTerminal([...words, "--unset", "email", "--emulator"], {
      node,
      home: home.path,
    });
    await terminal.waitFor(/Carry it out\? \[y\/N\] $/u);
    terminal.type(`y${key.enter}`);
    expect(await terminal.ended).toEqual({ code: 0, signal: 0 });
    expect(terminal.screen()).toMatch(/^updated\b/mu);
    expect(terminal.output()).toContain("\u001B[3");
  });

  test("a run that is killed, resumed and interrupted is resumed to its end", async () => {
    await using at = await commetRun(node, { rows: 20, hold: isWrite });
    await using killed = start(at.begin("--concurrency", "2"), at.world);
    await at.gate.arrived(2);
    killed.child.kill("SIGKILL");
    await killed.ended;
    at.gate.drop();

    await using interrupted = start([...resuming, "--concurrency", "2"], at.world);
    await at.gate.arrived(2);
    interrupted.child.kill("SIGINT");
    await interrupted.waitFor("stderr", /interrupted: finishing 2 customers/u);
    await at.gate.open();
    expect((await interrupted.ended).code).toBe(130);

    const { code, stdout, stderr } = await run([...resuming, "-o", "ndjson"], at.world);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(resultsIn(stdout)).toHaveLength(18);
    expect(at.server.emulator.counts["commet"]?.applied).toBe(20);
    expect(await at.renamed()).toBe(20);
  });
});
