import { describe, expect, test } from "vitest";

import { start } from "../support/built-program.ts";
import { gatedProvider } from "../support/gated-provider.ts";
import { machineNode } from "../support/nodes.ts";
import { key, onTerminal } from "../support/pseudo-terminal.ts";
import { temporaryHome } from "../support/run-cli.ts";

const node = machineNode();

const read = ["customers", "get", "cus_7Qm2rT", "-p", "commet"];
const update = ["customers", "update", "cus_7Qm2rT", "-p", "commet", "--name", "Ana Lima"];

describe.concurrent("signals", () => {
  // The gate is never opened: that the program ends at all shows that it did not wait for the answer.
  test("Ctrl-C while a read waits ends the waiting", async () => {
    await using home = await temporaryHome();
    await using provider = await gatedProvider({ hold: "GET" });
    await using terminal = onTerminal(update, { node, home: home.path, env: provider.env });
    await provider.arrived("GET");
    terminal.type(key.ctrlC);
    expect(await terminal.ended).toEqual({ code: 130, signal: 0 });
    expect(terminal.screen()).toContain("interrupted; nothing was written");
    expect(provider.seen).toEqual(["GET"]);
  });

  test("SIGTERM while a read waits ends it too, with a code of its own", async () => {
    await using home = await temporaryHome();
    await using provider = await gatedProvider({ hold: "GET" });
    await using program = start([...read, "-o", "json"], {
      node,
      home: home.path,
      env: provider.env,
    });
    await provider.arrived("GET");
    program.child.kill("SIGTERM");
    const { code, stdout, stderr } = await program.ended;
    expect({ code, stdout }).toEqual({ code: 143, stdout: "" });
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: "terminated", exitCode: 143, message: "interrupted" },
    });
  });

  test("Ctrl-C while a write is under way waits for it and still tells how it ended", async () => {
    await using home = await temporaryHome();
    await using provider = await gatedProvider({ hold: "PUT" });
    await using terminal = onTerminal(update, { node, home: home.path, env: provider.env });
    await provider.arrived("PUT");
    terminal.type(key.ctrlC);
    await terminal.waitFor(/interrupted: the update is under way/u);
    provider.open();
    expect(await terminal.ended).toEqual({ code: 130, signal: 0 });
    expect(terminal.screen()).toMatch(/~ name +Ana Ferreira +Ana Lima/u);
    expect(terminal.screen()).toContain("updated");
  });

  test("a second Ctrl-C ends at once", async () => {
    await using home = await temporaryHome();
    await using provider = await gatedProvider({ hold: "PUT" });
    await using terminal = onTerminal(update, { node, home: home.path, env: provider.env });
    await provider.arrived("PUT");
    terminal.type(key.ctrlC);
    await terminal.waitFor(/again stops at once/u);
    terminal.type(key.ctrlC);
    const { code, signal } = await terminal.ended;
    expect([code, signal]).toEqual([0, 2]);
    expect(terminal.output()).not.toContain("updated");
  });
});
