import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { run, start } from "../support/built-program.ts";
import { machineNode } from "../support/nodes.ts";
import { temporaryHome } from "../support/run-cli.ts";

const node = machineNode();

const demo = {
  vayu: "65f0c1a2b3d4e5f60718293a",
  commet: "cus_7Qm2rT",
  flexprice: "cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD",
  maple: "cus_2Nb8LmPq",
  kirim: "cus_7H2KX0M4QWERTN8B3ZC5DVA9PG",
};

describe.concurrent("emulator start", () => {
  test("serves other processes through the configuration that it prints", async () => {
    await using home = await temporaryHome();
    const world = { node, home: home.path };
    await using emulator = start(["emulator", "start", "--port", "0"], world);
    const config = await emulator.waitFor("stdout", /kirim:[\s\S]*\n$/u);
    await writeFile(join(home.path, "emulated.yaml"), config, { mode: 0o600 });

    for (const [provider, id] of Object.entries(demo)) {
      const words = ["customers", "get", id, "-p", provider, "--config", "emulated.yaml"];
      const { code, stdout } = await run([...words, "-o", "json"], world);
      expect({ code, id: (JSON.parse(stdout) as { id: string }).id }).toEqual({ code: 0, id });
    }
    await emulator.waitFor("stderr", /200 GET commet \/customers\/cus_7Qm2rT/u);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s ends it and takes nothing away", async (signal, expected) => {
    await using home = await temporaryHome();
    const world = { node, home: home.path, env: { BILLING_EMULATOR_STATE: "state" } };
    await using emulator = start(["emulator", "start", "--port", "0"], world);
    const config = await emulator.waitFor("stdout", /kirim:[\s\S]*\n$/u);
    await writeFile(join(home.path, "emulated.yaml"), config, { mode: 0o600 });
    const change = [
      "cus_7Qm2rT",
      "-p",
      "commet",
      "--config",
      "emulated.yaml",
      "--name",
      "Ana Lima",
    ];
    expect((await run(["customers", "update", ...change], world)).code).toBe(0);
    const files = await readdir(join(home.path, "state"));

    emulator.child.kill(signal);
    const { code, stderr } = await emulator.ended;
    expect(code).toBe(expected);
    expect(stderr).not.toMatch(/\(node:\d+\)|^\s+at /mu);
    expect(await readdir(join(home.path, "state"))).toEqual(files);
    const again = ["customers", "get", "cus_7Qm2rT", "-p", "commet", "--emulator", "-o", "json"];
    expect(JSON.parse((await run(again, world)).stdout)).toMatchObject({ name: "Ana Lima" });
  });

  test("a port that is taken is an error that names it", async () => {
    await using home = await temporaryHome();
    const world = { node, home: home.path };
    await using emulator = start(["emulator", "start", "--port", "0"], world);
    const text = await emulator.waitFor("stderr", /127\.0\.0\.1:\d+/u);
    const port = /127\.0\.0\.1:(\d+)/u.exec(text)?.[1] ?? "";
    const { code, stderr } = await run(["emulator", "start", "--port", port], world);
    expect(code).toBe(2);
    expect(stderr).toContain(`port ${port} is already in use`);
  });
});
