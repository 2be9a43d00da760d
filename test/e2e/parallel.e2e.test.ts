/** Programs that change one customer at once: no change is lost, and nothing is left behind. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

import { parseFault } from "../../src/emulator/faults/text.ts";
import { start } from "../support/built-program.ts";
import { machineNode } from "../support/nodes.ts";
import { temporaryHome } from "../support/run-cli.ts";
import { servedEmulator } from "../support/served-emulator.ts";

const keysOf = (record: any) => Object.keys(record.metadata);
const keys = Array.from({ length: 8 }, (_, index) => `key${index}`);

test.each([
  {
    vendor: "flexprice",
    swaps: "the map",
    id: "cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD",
    change: (key: string) => ["--metadata", `${key}=x`],
    stored: (record: any) => Object.keys(record.metadata),
  },
  {
    vendor: "vayu",
    swaps: "the record",
    id: "65f0c1a2b3d4e5f60718293a",
    change: (key: string) => ["--set", `aliases+=${key}`],
    stored: (record: any) => record.aliases,
  },
])("at $vendor, which swaps $swaps, eight updates of one customer all stay", async (facts) => {
  const { vendor, id, change, stored } = facts;
  await using server = await servedEmulator();
  await using home = await temporaryHome();
  server.emulator.faults.add(parseFault("any:any:slow;ms=40"));
  const world = { node: machineNode(), home: home.path, env: server.env() };
  const ended = await Promise.all(
    keys.map(async (key) => {
      const words = ["customers", "update", id, "-p", vendor, ...change(key), "-o", "json", "-q"];
      await using program = start(words, world);
      return await program.ended;
    }),
  );
  expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
    keys.map(() => ({ code: 0, stderr: "" })),
  );
  const record = (await server.stored(vendor))[id];
  expect(stored(record)).toEqual(expect.arrayContaining(keys));
  expect(await readdir(join(home.path, ".local", "state", "billing", "locks"))).toEqual([]);
});

test("two runs and three single updates of the same customers: every key stays", async () => {
  await using server = await servedEmulator();
  await using home = await temporaryHome();
  const vendor = "flexprice";
  const world = { node: machineNode(), home: home.path, env: server.env() };
  const own = "cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD";
  const ids = await server.emulator.fill(vendor, { count: 12 });
  server.emulator.faults.add(parseFault("any:any:slow;ms=30"));
  const run = async (key: string) => {
    const rows = [...ids, own].map((id) => JSON.stringify({ id, metadata: { [key]: "x" } }));
    const words = ["customers", "update", "--from", "-", "-p", vendor, "-y", "-q", "-o", "json"];
    await using program = start(words, { ...world, stdin: `${rows.join("\n")}\n` });
    return await program.ended;
  };
  const single = async (key: string, id: string) => {
    const words = ["customers", "update", id, "-p", vendor, "--metadata", `${key}=x`, "-q"];
    await using program = start(words, world);
    return await program.ended;
  };
  const ended = await Promise.all([
    run("run1"),
    run("run2"),
    ...["one", "two", "three"].map((key) => single(key, own)),
  ]);
  expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
    ended.map(() => ({ code: 0, stderr: "" })),
  );
  const stored = await server.stored(vendor);
  for (const id of ids) {
    expect(keysOf(stored[id])).toEqual(expect.arrayContaining(["run1", "run2"]));
  }
  expect(keysOf(stored[own])).toEqual(
    expect.arrayContaining(["run1", "run2", "one", "two", "three"]),
  );
  const state = join(home.path, ".local", "state", "billing");
  expect(await readdir(join(state, "claims"))).toEqual([]);
  expect(await readdir(join(state, "locks"))).toEqual([]);
});
