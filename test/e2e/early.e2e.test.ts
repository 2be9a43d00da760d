/** What comes before the program is ready for it: an answer before the question, a signal before anything is listened to. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { describe, expect, test } from "vitest";

import { start } from "../support/built-program.ts";
import { gatedProvider } from "../support/gated-provider.ts";
import { machineNode } from "../support/nodes.ts";
import { key, onTerminal } from "../support/pseudo-terminal.ts";
import { temporaryHome } from "../support/run-cli.ts";

const node = machineNode();

const named = ["cus_7Qm2rT", "-p", "commet"];
const customer = { externalId: "one" };
const destroying = ["customers", "update", ...named, "--external-id", "other"];

describe.concurrent("what comes too early", () => {
  test.each([
    ["a whole answer", `y${key.enter}`],
    ["several of them", `y${key.enter}yes${key.enter}y${key.enter}`],
    ["an answer whose end comes with the question", "y"],
    ["more than a terminal keeps", `${"y".repeat(4200)}${key.enter}y${key.enter}`],
  ])("%s, typed before the question, is none", async (_name, typed) => {
    await using home = await temporaryHome();
    await using provider = await gatedProvider({ hold: "GET", customer });
    await using terminal = onTerminal(destroying, { node, home: home.path, env: provider.env });
    await provider.arrived("GET");
    terminal.type(typed);
    // The terminal has taken it once it shows it.
    await terminal.waitFor(/y/u);
    provider.open();
    await terminal.waitFor(/Carry it out\? \[y\/N\] $/u);
    terminal.type(key.enter);
    expect((await terminal.ended).code).toBe(11);
    expect(provider.seen).not.toContain("PUT");
  });

  test("an answer to the question still counts after one before it was forgotten", async () => {
    await using home = await temporaryHome();
    await using provider = await gatedProvider({ hold: "GET", customer });
    await using terminal = onTerminal(destroying, { node, home: home.path, env: provider.env });
    await provider.arrived("GET");
    terminal.type(`n${key.enter}`);
    // The terminal has taken it once it shows it.
    await terminal.waitFor(/n\r\n/u);
    provider.open();
    await terminal.waitFor(/Carry it out\? \[y\/N\] $/u);
    terminal.type(`y${key.enter}`);
    expect((await terminal.ended).code).toBe(0);
    expect(provider.seen).toContain("PUT");
  });

  // The server never answers: that it ends shows that the signal was not lost, whenever it came.
  test.each([
    ["customers", "get", ...named],
    ["customers", "update", ...named, "--name", "Ana"],
    ["customers", "update", "--from", "rows.ndjson", "-p", "commet"],
    ["customers", "update", ...named, "-f", "-"],
  ])("a signal at any moment ends billing %s %s %s %s", async (...words) => {
    await using home = await temporaryHome();
    await using provider = await gatedProvider({ hold: "GET" });
    await writeFile(join(home.path, "rows.ndjson"), '{"id":"cus_7Qm2rT","name":"Ana"}\n');
    const at = { node, home: home.path, env: provider.env, holdsStdin: true as const };
    for (const milliseconds of [20, 40, 60, 80, 100, 130, 160, 200, 300]) {
      await using program = start([...words, "--timeout", "3600"], at);
      await delay(milliseconds);
      program.child.kill("SIGINT");
      // A run finishes what is under way, unless it is asked again.
      await program.waitFor("stderr", /again stops at once/u).then(
        () => program.child.kill("SIGINT"),
        () => undefined,
      );
      const { code, signal } = await program.ended;
      expect({ milliseconds, ended: signal ?? code }).toEqual({
        milliseconds,
        ended: expect.toBeOneOf(["SIGINT", 130]),
      });
    }
    expect(provider.seen).not.toContain("PUT");
  });
});
