import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { BillingError } from "../../src/domain/errors.ts";
import type { JsonObject } from "../../src/domain/json.ts";
import { type Emulator, startEmulator } from "../../src/emulator/emulator.ts";
import type { AnsweredRequest } from "../../src/emulator/server/request-log.ts";
import { call, freshEmulator, temporaryDirectory, testWorld } from "./support.ts";

const path = "/customers/65f0c1a2b3d4e5f60718293a";

test("every vendor is mounted under its name on one loopback origin", async () => {
  await using emulator = await freshEmulator();
  const { origin } = emulator;
  expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u);
  expect(emulator.baseUrls).toEqual({
    vayu: `${origin}/vayu`,
    commet: `${origin}/commet/api/v1`,
    flexprice: `${origin}/flexprice/v1`,
    maple: `${origin}/maple/api/v1`,
    kirim: `${origin}/kirim/v1`,
  });
  expect(
    Object.fromEntries(
      Object.entries(emulator.settings).map(([id, settings]) => [id, Object.keys(settings)]),
    ),
  ).toEqual({
    vayu: ["refreshToken", "clientId"],
    commet: ["apiKey"],
    flexprice: ["apiKey"],
    maple: ["token", "companyId"],
    kirim: ["apiKey"],
  });
});

test("requests are listed and logged as they were answered", async () => {
  const logged: AnsweredRequest[] = [];
  await using emulator = await freshEmulator({ log: (request) => logged.push(request) });
  await call(emulator, "vayu", "GET", `${path}?x=1`);
  await call(emulator, "vayu", "PUT", path, { body: { nope: 1 } });
  await call(emulator, "vayu", "PUT", path, { body: { name: "New" } });
  await fetch(`${emulator.origin}/elsewhere`);
  expect(emulator.requests).toEqual([
    { vendor: "vayu", method: "GET", path, status: 200, applied: false },
    { vendor: "vayu", method: "PUT", path, status: 400, applied: false },
    { vendor: "vayu", method: "PUT", path, status: 200, applied: true },
    { vendor: undefined, method: "GET", path: "/elsewhere", status: 404, applied: false },
  ]);
  expect(logged).toEqual(emulator.requests);
});

test("what was stored is there in the next run", async () => {
  await using directory = await temporaryDirectory();
  const options = { stateDir: directory.path, world: testWorld() };
  const first = await startEmulator(options);
  await call(first, "vayu", "PUT", path, { body: { name: "Kept" } });
  await first.close();
  await using second = await startEmulator(options);
  const { json } = await call(second, "vayu", "GET", path);
  expect(json["customer"]).toMatchObject({ name: "Kept", aliases: [] });
});

test("two emulators over one directory see each other's changes at once", async () => {
  await using directory = await temporaryDirectory();
  const options = { stateDir: directory.path, world: testWorld() };
  await using one = await startEmulator(options);
  await using other = await startEmulator(options);
  await call(one, "vayu", "PUT", path, { body: { name: "From one" } });
  const seen = await call(other, "vayu", "GET", path);
  expect(seen.json["customer"]).toMatchObject({ name: "From one" });
  await call(other, "vayu", "PUT", path, { body: { legalName: "From the other" } });
  const both = await call(one, "vayu", "GET", path);
  expect(both.json["customer"]).toMatchObject({ name: "From one", legalName: "From the other" });
});

test("faults that meet a share of many requests at once leave counts and records in agreement", async () => {
  await using emulator = await freshEmulator({
    faults: [
      { vendor: "commet", call: "update", kind: "reset-after", every: 7 },
      { vendor: "commet", call: "update", kind: "status", status: 503, every: 5 },
      { vendor: "commet", call: "update", kind: "slow", ms: 1, every: 3 },
    ],
  });
  const ids = await emulator.fill("commet", { count: 300 });
  const body = { fullName: "New" };
  const sent = await Promise.allSettled(
    ids.map((id) => call(emulator, "commet", "PUT", `/customers/${id}`, { body })),
  );
  // Of 300 calls every seventh is met by the first, and of the others every fifth by the second.
  expect(sent.filter(({ status }) => status === "rejected")).toHaveLength(42);
  expect(emulator.counts["commet"]).toEqual({
    requests: 300,
    limited: 0,
    applied: 248,
    failed: 94,
  });
  const names = await namesOf(emulator, ids);
  expect(names.filter((name) => name === "New")).toHaveLength(248);
});

async function namesOf(emulator: Emulator, ids: readonly string[]): Promise<readonly unknown[]> {
  const read = await Promise.all(
    ids.map((id) => call(emulator, "commet", "GET", `/customers/${id}`)),
  );
  return read.map(({ json }) => (json["data"] as JsonObject)["fullName"]);
}

test("the same chance in two runs meets the same calls", async () => {
  const met: (readonly number[])[] = [];
  for (const start of [1, 1]) {
    let seed = start;
    const world = {
      ...testWorld(),
      random: () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647,
    };
    await using emulator = await freshEmulator({
      world,
      faults: [{ vendor: "vayu", call: "read", kind: "status", status: 503, chance: 0.2 }],
    });
    const statuses: number[] = [];
    for (let n = 0; n < 60; n += 1)
      statuses.push((await call(emulator, "vayu", "GET", path)).status);
    met.push(statuses);
  }
  expect(met[0]).toEqual(met[1]);
  expect(new Set(met[0])).toEqual(new Set([200, 503]));
});

test("a damaged state file stops the start with the file's name and the remedy", async () => {
  await using directory = await temporaryDirectory();
  const file = join(directory.path, "kirim.json");
  await writeFile(file, '{"customers":{"cus_1":{');
  const error = await startEmulator({ stateDir: directory.path, world: testWorld() }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(BillingError);
  expect(error).toMatchObject({ kind: "usage" });
  expect((error as BillingError).message).toContain(file);
  expect((error as BillingError).hint).toContain("billing emulator reset");
  expect(await readFile(file, "utf8")).toBe('{"customers":{"cus_1":{');
});

test("a state file damaged while serving is a 500 that names it, and nothing is overwritten", async () => {
  await using emulator = await freshEmulator();
  const file = join(emulator.stateDir, "vayu.json");
  await writeFile(file, "[]");
  const answer = await call(emulator, "vayu", "PUT", path, { body: { name: "Lost?" } });
  expect([answer.status, answer.text]).toEqual([500, expect.stringContaining(file)]);
  expect(await readFile(file, "utf8")).toBe("[]");
});

test("vendors that state no limit take any body that the memory holds", async () => {
  await using emulator = await freshEmulator();
  const kirim = "/customers/cus_7H2KX0M4QWERTN8B3ZC5DVA9PG";
  const bodyOf = (megabytes: number) => `{"name":"${"x".repeat(megabytes * 1024 * 1024)}"}`;
  const statusOf = async (megabytes: number) =>
    (await call(emulator, "kirim", "PATCH", kirim, { text: bodyOf(megabytes) })).status;
  expect(await statusOf(3)).not.toBe(413);
  expect(await statusOf(65)).toBe(413);
});

test("an unknown switch stops the start", async () => {
  await using directory = await temporaryDirectory();
  const start = startEmulator({
    stateDir: directory.path,
    world: testWorld(),
    switches: { vayu: { arayDefaults: false } },
  });
  await expect(start).rejects.toThrow('vayu has no switch "arayDefaults"');
});
