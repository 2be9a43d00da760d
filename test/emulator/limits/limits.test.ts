import { expect, test } from "vitest";
import { startEmulator } from "../../../src/emulator/emulator.ts";
import {
  call,
  demoCustomer,
  demoCustomers,
  freshEmulator,
  readDemo,
  renameDemo,
  temporaryDirectory,
  testNow,
  testWorld,
} from "../support.ts";

type Running = Awaited<ReturnType<typeof freshEmulator>>;

const epoch = Date.parse(testNow) / 1000;

/** The statuses of so many reads of the vendor's demo customer. */
async function statuses(
  emulator: Running,
  vendor: string,
  count: number,
): Promise<readonly number[]> {
  const found: number[] = [];
  for (let n = 0; n < count; n += 1) {
    found.push((await call(emulator, vendor, "GET", demoCustomer(vendor).path)).status);
  }
  return found;
}

test.each(demoCustomers.map(({ vendor }) => vendor).filter((vendor) => vendor !== "kirim"))(
  "%s has no limit until one is set, and then one for reads and writes together",
  async (vendor) => {
    await using free = await freshEmulator();
    expect(new Set(await statuses(free, vendor, 70))).toEqual(new Set([200]));
    await using emulator = await freshEmulator({
      limits: { [vendor]: { requests: 3, seconds: 60 } },
    });
    expect(await statuses(emulator, vendor, 2)).toEqual([200, 200]);
    expect((await renameDemo(emulator, vendor, "New")).status).toBe(200);
    expect((await renameDemo(emulator, vendor, "Newer")).status).toBe(429);
    emulator.world.advance(20_000);
    expect(await statuses(emulator, vendor, 2)).toEqual([200, 429]);
    expect(emulator.counts[vendor]).toEqual({ requests: 6, limited: 2, applied: 1, failed: 0 });
    expect(await statuses(emulator, "kirim", 1)).toEqual([200]);
  },
);

test("the 429 is the vendor's own, with the headers that its documents name and no others", async () => {
  await using emulator = await freshEmulator({ limits: { any: { requests: 1, seconds: 60 } } });
  const headers: Record<string, readonly string[]> = {};
  for (const { vendor, path } of demoCustomers) {
    const passed = await call(emulator, vendor, "GET", path);
    expect(passed.status).toBe(200);
    if (vendor === "kirim")
      await Promise.all(Array.from({ length: 9 }, () => readDemo(emulator, vendor)));
    const limited = await call(emulator, vendor, "GET", path);
    expect([vendor, limited.status]).toEqual([vendor, 429]);
    headers[vendor] = [...limited.headers]
      .filter(([name]) => name.includes("ratelimit") || name === "retry-after")
      .map(([name, value]) => `${name}: ${value}`);
    const ownWords = await vendorWords(vendor);
    expect(shape(limited.text)).toBe(shape(ownWords));
  }
  expect(headers).toEqual({
    vayu: [],
    commet: [
      "ratelimit-limit: 1",
      "ratelimit-remaining: 0",
      "ratelimit-reset: 60",
      "retry-after: 60",
    ],
    flexprice: [],
    maple: [],
    kirim: [
      "retry-after: 6",
      "x-ratelimit-limit: 10",
      "x-ratelimit-remaining: 0",
      `x-ratelimit-reset: ${epoch + 60}`,
    ],
  });
});

/** What the vendor says to a 429 by a fault. */
async function vendorWords(vendor: string): Promise<string> {
  await using emulator = await freshEmulator({
    faults: [{ vendor, call: "read", kind: "status", status: 429 }],
  });
  return (await call(emulator, vendor, "GET", demoCustomer(vendor).path)).text;
}

/** Without the ids of single requests. */
function shape(text: string): string {
  return text.replaceAll(/req_\w+/gu, "req");
}

test("Kirim's writes and reads have a bucket each, and its headers come with every answer", async () => {
  await using emulator = await freshEmulator({
    limits: { kirim: { requests: 120, seconds: 60, burst: 2 } },
  });
  const { path } = demoCustomer("kirim");
  const write = () => call(emulator, "kirim", "PATCH", path, { body: { name: "New" } });
  const writes = [await write(), await write(), await write()];
  expect(writes.map(({ status }) => status)).toEqual([200, 200, 429]);
  const told = writes.map(({ headers }) =>
    ["limit", "remaining", "reset"].map((name) => headers.get(`x-ratelimit-${name}`)),
  );
  expect(told).toEqual([
    ["2", "1", String(epoch + 1)],
    ["2", "0", String(epoch + 1)],
    ["2", "0", String(epoch + 1)],
  ]);
  const read = await call(emulator, "kirim", "GET", "/customers/none");
  expect([read.status, read.headers.get("x-ratelimit-limit")]).toEqual([404, "20"]);
  expect(read.headers.get("x-ratelimit-remaining")).toBe("19");
  emulator.world.advance(500);
  expect([(await write()).status, (await write()).status]).toEqual([200, 429]);
});

test("Kirim's own limit is taken away as well as replaced", async () => {
  await using emulator = await freshEmulator({ limits: { any: false } });
  const { path } = demoCustomer("kirim");
  const answers = await Promise.all(
    Array.from({ length: 70 }, () => call(emulator, "kirim", "PATCH", path, { body: {} })),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(answers[0]?.headers.get("x-ratelimit-limit")).toBeNull();
});

test("a vendor's limit goes before the one for all", async () => {
  await using emulator = await freshEmulator({
    limits: { any: { requests: 1, seconds: 60 }, vayu: false },
  });
  expect(await statuses(emulator, "vayu", 3)).toEqual([200, 200, 200]);
  expect(await statuses(emulator, "maple", 3)).toEqual([200, 429, 429]);
});

test.each([
  [{ requests: 200, seconds: 1 }, 40],
  [{ requests: 3, seconds: 1 }, 1],
  [{ requests: 7, seconds: 60 }, 7],
  [{ requests: 200, seconds: 1, burst: 3 }, 3],
])("%j lets %i through at once", async (limit, burst) => {
  await using emulator = await freshEmulator({ limits: { commet: limit } });
  const found = await statuses(emulator, "commet", burst + 2);
  expect(found.filter((status) => status === 200)).toHaveLength(burst);
});

test("Vayu's login draws nothing, and a request that is turned away meets no fault", async () => {
  await using emulator = await freshEmulator({
    limits: { vayu: { requests: 1, seconds: 60 } },
    faults: [{ vendor: "vayu", call: "read", kind: "empty", after: 1 }],
  });
  for (let n = 0; n < 3; n += 1) {
    const body = { refreshToken: "demo-vayu-api-token" };
    expect((await call(emulator, "vayu", "POST", "/login", { body })).status).toBe(200);
  }
  expect(await statuses(emulator, "vayu", 3)).toEqual([200, 429, 429]);
  expect(emulator.faults.list()).toMatchObject([{ seen: 1, met: 0 }]);
});

test("a limit for nobody stops the start", async () => {
  await using directory = await temporaryDirectory();
  const start = startEmulator({
    stateDir: directory.path,
    world: testWorld(),
    limits: { stripe: false },
  });
  await expect(start).rejects.toThrow('the emulator has no vendor "stripe" to limit');
});
