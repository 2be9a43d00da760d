import { execFile, spawn } from "node:child_process";
import { appendFileSync, readFileSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { plainAnswer } from "../../../src/emulator/server/answer.ts";
import { commet } from "../../../src/emulator/vendors/commet/commet.ts";
import { madeId } from "../../../src/emulator/state/made.ts";
import { textOf } from "../../../src/emulator/state/records.ts";
import { put, recorded, remove } from "../../../src/emulator/state/state.ts";
import { stateFileOf, stateLog } from "../../../src/emulator/state/state-file.ts";
import { openStore, type Store } from "../../../src/emulator/state/store.ts";
import type { VendorAnswer } from "../../../src/emulator/vendor.ts";
import {
  call,
  freshEmulator,
  storedCustomers,
  storedState,
  temporaryDirectory,
  testWorld,
} from "../support.ts";
import { notebook } from "./notebook.ts";

const path = "/customers/65f0c1a2b3d4e5f60718293a";

function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function handle(store: Store, method: string, key: string): Promise<VendorAnswer> {
  const request = { method, path: key, query: new URLSearchParams(), headers: {}, body: "" };
  const { vendor, world, switches } = store;
  return store.work((state) => vendor.handle({ ...request, state, world, switches }));
}

test("the state is a file of its owner only, in place whole when the answer comes", async () => {
  await using emulator = await freshEmulator();
  await call(emulator, "vayu", "PUT", path, { body: { name: "Stored" } });
  const file = join(emulator.stateDir, "vayu.json");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({
    customers: { "65f0c1a2b3d4e5f60718293a": { name: "Stored" } },
  });
  expect(await readdir(emulator.stateDir)).toEqual(["vayu.json"]);
});

test("reading writes nothing", async () => {
  await using emulator = await freshEmulator();
  await call(emulator, "vayu", "GET", path);
  await call(emulator, "kirim", "GET", "/customers");
  await call(emulator, "vayu", "PUT", path, { body: { nope: 1 } });
  expect(await readdir(emulator.stateDir)).toEqual([]);
});

test("requests that come together share one writing", async () => {
  await using directory = await temporaryDirectory();
  const seen: string[] = [];
  const vendor = notebook(() => seen.push(contentOf(join(directory.path, "notebook.json"))));
  const store = await openStore(vendor, directory.path, testWorld(), {});
  await Promise.all(Array.from({ length: 500 }, (_, index) => handle(store, "PUT", `/${index}`)));
  expect(new Set(seen).size).toBeLessThanOrEqual(2);
  const kept = stateLog(vendor, stateFileOf(directory.path, "notebook"));
  await kept.catchUp();
  expect(Object.keys(kept.state.customers)).toHaveLength(500);
});

test("volatile values are saved along with the next change, and outlive a foreign one", async () => {
  await using directory = await temporaryDirectory();
  const vendor = notebook();
  const one = await openStore(vendor, directory.path, testWorld(), {});
  const other = await openStore(vendor, directory.path, testWorld(), {});
  await handle(one, "GET", "/");
  expect(await readdir(directory.path)).toEqual([]);
  await handle(other, "PUT", "/a");
  const answer = await handle(one, "GET", "/");
  expect(answer).toEqual(plainAnswer(200, "1 2"));
  await handle(one, "PUT", "/b");
  expect(contentOf(join(directory.path, "notebook.json"))).toContain('"reads":2');
});

test("after a failure the state is as it was before", async () => {
  await using directory = await temporaryDirectory();
  const store = await openStore(notebook(), directory.path, testWorld(), {});
  await handle(store, "PUT", "/kept");
  await handle(store, "PUT", "/alone");
  const together = await Promise.allSettled([
    handle(store, "GET", "/first"),
    handle(store, "PUT", "/lost"),
    handle(store, "PUT", "/fail"),
  ]);
  expect(together.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
  expect(await handle(store, "PUT", "/next")).toEqual(plainAnswer(200, "3 1"));
});

test("two programs that write at the same time lose nothing", async () => {
  await using directory = await temporaryDirectory();
  const writer = join(import.meta.dirname, "writer.ts");
  const run = (name: string) =>
    promisify(execFile)(process.execPath, [writer, directory.path, name, "40"]);
  await Promise.all([run("left"), run("right")]);
  const { customers } = await storedState(directory.path, "vayu");
  const names = Object.values(customers).map((customer) => textOf(customer, "name"));
  expect(names.filter((name) => name.startsWith("left"))).toHaveLength(40);
  expect(names.filter((name) => name.startsWith("right"))).toHaveLength(40);
});

test("what others add is seen at once, whoever writes in between", async () => {
  await using directory = await temporaryDirectory();
  const open = () => openStore(notebook(), directory.path, testWorld(), {});
  const [one, other] = [await open(), await open()];
  await one.work((state) => {
    for (let n = 0; n < 100; n += 1) put(state, "customers", `/${n}`, { id: `/${n}` });
  });
  const file = join(directory.path, "notebook.json");
  const before = await stat(file);
  for (let n = 0; n < 5; n += 1) {
    await handle(one, "PUT", `/one ${n}`);
    await handle(other, "PUT", `/other ${n}`);
    await other.work((state) => remove(state, "customers", `/${n}`));
    expect(await one.work(({ customers }) => [`/other ${n}` in customers, `/${n}` in customers])) //
      .toEqual([true, false]);
  }
  const after = await stat(file);
  expect([after.ino, after.size - before.size < 3000]).toEqual([before.ino, true]);
  const ids = await Promise.all(
    [one, other].map(({ work }) => work((state) => Object.keys(state.customers))),
  );
  expect(ids[0]).toEqual(ids[1]);
  expect(ids[0]).toHaveLength(105);
});

test("whoever finds a line overtaken acts again, on what the other one left", async () => {
  await using directory = await temporaryDirectory();
  const file = stateFileOf(directory.path, "notebook");
  const other = stateLog(notebook(), file);
  await other.catchUp();
  const store = await openStore(notebook(), directory.path, testWorld(), {});
  const seen: (readonly string[])[] = [];
  await store.work((state) => {
    seen.push(Object.keys(state.customers));
    // Between this one's look at the file and its own line.
    if (seen.length === 1) {
      const { changes } = recorded(other.state, (noted) =>
        put(noted, "customers", "x", { id: "x" }),
      );
      appendFileSync(file, `${other.lineOf(changes).text}\n`);
    }
    put(state, "customers", "y", { id: "y" });
    put(state, "other", "reads", Number(state.other["reads"] ?? 0) + 1);
  });
  expect(seen).toEqual([[], ["x"]]);
  await other.catchUp();
  expect(Object.keys(other.state.customers)).toEqual(["x", "y"]);
  expect({ ...other.state.other }).toEqual({ reads: 1 });
});

test("a hundred thousand made customers cost a line, and the next start reads no more", async () => {
  await using emulator = await freshEmulator();
  await emulator.fill("commet", { count: 100_000 });
  const file = join(emulator.stateDir, "commet.json");
  expect((await stat(file)).size).toBeLessThan(5000);
  await call(emulator, "commet", "PUT", "/customers/cus_099999", { body: { fullName: "New" } });
  expect((await stat(file)).size).toBeLessThan(6000);
  const customers = await storedCustomers(emulator.stateDir, "commet");
  expect(Object.keys(customers)).toHaveLength(100_004);
  const names = ["cus_099998", "cus_099999", "cus_100000"].map((id) => customers[id]?.["fullName"]);
  expect(names).toEqual(["Customer 099998", "New", "Customer 100000"]);
});

test("what was confirmed is there, whenever the program is killed", async () => {
  await using directory = await temporaryDirectory();
  const updater = join(import.meta.dirname, "updater.ts");
  const names = new Map<string, string>();
  for (let round = 0; round < 4; round += 1) {
    const program = spawn(process.execPath, [updater, directory.path, String(round)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const confirmed: string[] = [];
    for await (const index of createInterface({ input: program.stdout })) {
      confirmed.push(index);
      if (confirmed.length === 30 + 97 * round) program.kill("SIGKILL");
    }
    for (const index of confirmed) names.set(index, `Round ${round}`);
    const customers = await storedCustomers(directory.path, "commet");
    expect(Object.keys(customers)).toHaveLength(404);
    for (const [index, name] of names) {
      const { fullName } = customers[madeId(commet.made, Number(index) + 1)] ?? {};
      // A later round may have changed it without being able to say so.
      expect([name, `Round ${round}`]).toContain(fullName);
    }
  }
});
