/** Runs over many customers that are interrupted: what is under way is finished, nothing is begun, and it can be resumed. */
import { basename } from "node:path";
import { performance } from "node:perf_hooks";

import { describe, expect, test } from "vitest";

import { parseFault } from "../../src/emulator/faults/text.ts";
import { run, start } from "../support/built-program.ts";
import { commetRun } from "../support/commet-run.ts";
import { type HeldRequest, isWrite } from "../support/gate.ts";
import { machineNode } from "../support/nodes.ts";
import { intentsIn, journalOf, onlyRun, resultsFile, resultsIn } from "../support/run-files.ts";

const node = machineNode();

const resuming = ["customers", "update", "--resume"];
const finishing = /interrupted: finishing (\d+) customers? that (?:is|are) under way; again stops/u;
/** Seconds, more than a test may take: that a program which waits for them ends at all shows that it did not. */
const tooLong = 3600;
/** Customers that were asked for or written to. */
const customersIn = (seen: readonly HeldRequest[]): ReadonlySet<string> =>
  new Set(seen.map(({ path }) => path.split("/").at(-1) ?? ""));

describe.concurrent("signals in a run", () => {
  test("the first Ctrl-C finishes what is under way and begins nothing", async () => {
    await using at = await commetRun(node, { rows: 20, hold: isWrite });
    await using program = start(at.begin("--concurrency", "4"), at.world);
    await at.gate.arrived(4);
    program.child.kill("SIGINT");
    const said = await program.waitFor("stderr", finishing);
    expect(finishing.exec(said)?.[1]).toBe("4");
    const begun = customersIn(at.gate.seen);
    await at.gate.open();
    const { code, stdout, stderr } = await program.ended;
    expect(code).toBe(130);
    expect(customersIn(at.gate.seen)).toEqual(begun);
    expect(begun.size).toBe(4);

    const directory = await onlyRun(at.state);
    const resume = `billing customers update --resume ${basename(directory)}`;
    expect(stdout).toContain("interrupted · 16 rows left");
    expect(stdout).toContain(resume);
    expect(stderr).toContain("interrupted: 16 of 20 rows are left");
    expect(stderr).toContain(`go on with: ${resume}`);
    expect((await resultsFile(directory)).map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 4 }, () => "updated"),
    );

    const resumed = await run([...resuming, "-o", "ndjson"], at.world);
    expect({ code: resumed.code, stderr: resumed.stderr }).toEqual({ code: 0, stderr: "" });
    expect(resultsIn(resumed.stdout)).toHaveLength(16);
    const rows = (await resultsFile(directory)).map(({ row }) => row);
    expect(rows.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    expect(at.server.emulator.counts["commet"]?.applied).toBe(20);
    expect(await at.renamed()).toBe(20);
  });

  test("a second Ctrl-C stops at once, and what was sent is looked up before it is sent again", async () => {
    await using at = await commetRun(node, { rows: 12, hold: isWrite });
    await using program = start(at.begin("--concurrency", "4"), at.world);
    await at.gate.arrived(4);
    program.child.kill("SIGINT");
    await program.waitFor("stderr", finishing);
    program.child.kill("SIGINT");
    // The gate holds every write: that it ends shows that it did not wait for them.
    const { signal, stdout } = await program.ended;
    expect({ signal, stdout }).toEqual({ signal: "SIGINT", stdout: "" });

    // Two arrive although nobody waits for their answer, two are lost on their way.
    const arriving = at.gate.held().slice(0, 2);
    await at.gate.open(2);
    at.gate.drop();
    at.gate.hold(() => false);
    expect(at.server.emulator.counts["commet"]?.applied).toBe(2);

    const resumed = await run([...resuming, "-o", "ndjson"], at.world);
    expect(resumed.code).toBe(0);
    const results = resultsIn(resumed.stdout);
    expect(results.map(({ outcome }) => outcome)).toEqual(results.map(() => "updated"));
    expect(results).toHaveLength(12);
    const settled = results.filter(({ warnings }) =>
      warnings.some(({ code }) => code === "settled_by_reading"),
    );
    expect(new Set(settled.map(({ id }) => id))).toEqual(customersIn(arriving));
    expect(at.server.emulator.counts["commet"]?.applied).toBe(12);
    expect(await at.renamed()).toBe(12);
  });

  test("SIGTERM does the same as Ctrl-C, with a code of its own and one document on stdout", async () => {
    await using at = await commetRun(node, { rows: 20, hold: isWrite });
    await using program = start(at.begin("--concurrency", "4", "-o", "json"), at.world);
    await at.gate.arrived(4);
    program.child.kill("SIGTERM");
    await at.gate.open(4);
    // Programs are told nothing meanwhile, so the signal may come a moment after the answers.
    await Promise.race([program.ended, at.gate.arrived(1)]);
    await at.gate.open();
    const { code, stdout, stderr } = await program.ended;
    expect(code).toBe(143);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ summary: { end: "interrupted" } });
    const done: number = document.results.length;
    expect([4, 5, 6, 7, 8]).toContain(done);
    expect(JSON.parse(stderr)).toMatchObject({
      error: {
        code: "terminated",
        exitCode: 143,
        message: `interrupted: ${20 - done} of 20 rows are left`,
      },
    });
    expect(at.server.emulator.counts["commet"]?.applied).toBe(done);
    expect((await run([...resuming, "-q"], at.world)).code).toBe(0);
    expect(at.server.emulator.counts["commet"]?.applied).toBe(20);
  });

  test("Ctrl-C while the rate limit makes it wait ends the waiting", async () => {
    await using at = await commetRun(node, {
      rows: 20,
      env: { BILLING_COMMET_RATE_LIMIT: "0.05" },
    });
    await using program = start(at.begin("-o", "ndjson"), at.world);
    await program.waitFor("stdout", /"outcome":"updated"/u);
    const asked = performance.now();
    program.child.kill("SIGINT");
    const { code, stdout } = await program.ended;
    // Twenty seconds is the next request away, and a busy machine takes some to end a process.
    expect(performance.now() - asked).toBeLessThan(15_000);
    expect(code).toBe(130);
    const told = resultsIn(stdout);
    expect(at.server.emulator.counts["commet"]?.applied).toBe(told.length);
    const { env: { BILLING_COMMET_RATE_LIMIT: _slow, ...env } = {} } = at.world;
    expect((await run([...resuming, "-q"], { ...at.world, env })).code).toBe(0);
    expect(at.server.emulator.counts["commet"]?.applied).toBe(20);
  });

  test("Ctrl-C while a write that was turned away waits for its turn ends that too", async () => {
    await using at = await commetRun(node, { rows: 8 });
    at.server.emulator.faults.add(parseFault(`commet:update:429;retryAfter=${tooLong};after=3`));
    const words = ["--concurrency", "1", "--max-wait", String(tooLong), "-o", "ndjson"];
    await using program = start(at.begin(...words), at.world);
    await at.server.until(({ status }) => status === 429);
    program.child.kill("SIGINT");
    const { code, stdout, stderr } = await program.ended;
    expect({ code, told: resultsIn(stdout).length }).toEqual({ code: 130, told: 3 });
    expect(JSON.parse(stderr)).toMatchObject({
      error: { message: "interrupted: 5 of 8 rows are left" },
    });
    expect((await run([...resuming, "-q"], at.world)).code).toBe(0);
    expect(at.server.emulator.counts["commet"]?.applied).toBe(8);
    expect(await at.renamed()).toBe(8);
  });

  test("Ctrl-C while an outcome is looked up leaves no row behind", async () => {
    await using at = await commetRun(node, { rows: 6 });
    at.server.emulator.faults.add(parseFault("commet:update:500;after=2"));
    await using program = start(at.begin("--concurrency", "1", "-o", "ndjson"), at.world);
    await at.server.until(({ status }) => status === 500);
    program.child.kill("SIGINT");
    const { code } = await program.ended;
    expect(code).toBe(130);
    expect((await run([...resuming, "-q"], at.world)).code).toBe(0);
    expect(at.server.emulator.counts["commet"]?.applied).toBe(6);
    const results = await resultsFile(await onlyRun(at.state));
    expect(results.map(({ outcome }) => outcome)).toEqual(results.map(() => "updated"));
    expect(results).toHaveLength(6);
  });

  test("Ctrl-C while a resumed run looks up what was under way writes nothing", async () => {
    await using at = await commetRun(node, { rows: 12, hold: isWrite });
    await using program = start(at.begin("--concurrency", "4"), at.world);
    await at.gate.arrived(4);
    program.child.kill("SIGKILL");
    await program.ended;
    at.gate.drop();
    at.gate.hold(({ method }) => method === "GET");
    await using resumed = start([...resuming, "--concurrency", "4"], at.world);
    await at.gate.arrived(4);
    resumed.child.kill("SIGINT");
    // The gate stays closed: that it ends shows that it did not wait for the reads.
    expect((await resumed.ended).code).toBe(130);
    at.gate.drop();
    at.gate.hold(() => false);
    expect(at.server.emulator.counts["commet"]?.applied).toBe(0);
    expect((await run([...resuming, "-q"], at.world)).code).toBe(0);
    expect(at.server.emulator.counts["commet"]?.applied).toBe(12);
    expect(await at.renamed()).toBe(12);
  });

  test.each([[[]], [["--dry-run"]], [["--ordered"]], [["-o", "json"]]])(
    "Ctrl-C while customers are read ends at once: %j",
    async (words) => {
      await using at = await commetRun(node, { rows: 12, hold: () => true });
      await using program = start(at.begin("--concurrency", "4", ...words), at.world);
      await at.gate.arrived(4);
      program.child.kill("SIGINT");
      const { code, stderr } = await program.ended;
      expect(code).toBe(130);
      expect(stderr).toContain("interrupted: 12 of 12 rows are left");
      expect(at.gate.seen).toHaveLength(4);
    },
  );

  test("Ctrl-C while some are read and some are written waits for what is written alone", async () => {
    let reads = 0;
    const hold = (request: HeldRequest) => isWrite(request) || ++reads > 2;
    await using at = await commetRun(node, { rows: 12, hold });
    await using program = start(at.begin("--concurrency", "4"), at.world);
    await at.gate.arrived(4);
    program.child.kill("SIGINT");
    const said = await program.waitFor("stderr", finishing);
    expect(finishing.exec(said)?.[1]).toBe("2");
    void at.gate.open();
    const { code, stderr } = await program.ended;
    expect(code).toBe(130);
    expect(stderr).toContain("interrupted: 10 of 12 rows are left");
    expect(at.server.emulator.counts["commet"]?.applied).toBe(2);
    expect((await resultsFile(await onlyRun(at.state))).map(({ outcome }) => outcome)).toEqual([
      "updated",
      "updated",
    ]);
  });

  test("a second process is refused the run, and sends nothing", async () => {
    await using at = await commetRun(node, { rows: 8, hold: isWrite });
    await using program = start(at.begin("--concurrency", "2"), at.world);
    await at.gate.arrived(2);
    const before = at.gate.seen.length;
    const second = await run(resuming, at.world);
    expect(second.code).toBe(2);
    expect(second.stdout).toBe("");
    expect(second.stderr).toContain(
      `another process works on this run already: ${program.child.pid ?? 0} on `,
    );
    expect(at.gate.seen).toHaveLength(before);
    await at.gate.open();
    expect((await program.ended).code).toBe(0);
    expect(at.server.emulator.counts["commet"]?.applied).toBe(8);
    const directory = await onlyRun(at.state);
    const { changes, damaged } = await journalOf(directory);
    expect(damaged).toEqual([]);
    expect(changes.map(({ outcome }) => outcome)).toEqual(changes.map(() => "updated"));
    expect(await intentsIn(directory)).toHaveLength(8);
  });
});
