import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { appendFile, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { plainAnswer } from "../../../src/emulator/server/answer.ts";
import { commet } from "../../../src/emulator/vendors/commet/commet.ts";
import { put, remove } from "../../../src/emulator/state/records.ts";
import { openStore, readSaved } from "../../../src/emulator/state/store.ts";
import type { Store } from "../../../src/emulator/state/store.ts";
import type { Vendor, VendorAnswer } from "../../../src/emulator/vendor.ts";
import { call, freshEmulator, temporaryDirectory, testWorld } from "../support.ts";

const path = "/customers/65f0c1a2b3d4e5f60718293a";

/** A vendor that stores each request's path, counts the others, and tells what its handler saw on the disk. */
function notebook(directory: string, seen: string[]): Vendor {
  return {
    id: "notebook",
    title: "Notebook",
    basePath: "",
    demoSettings: {},
    switches: {},
    volatile: ["reads"],
    updated: { field: "updated", print: String },
    seed: () => ({ customers: {}, other: {} }),
    numbered: (n) => ({ id: String(n) }),
    fault: (status) => plainAnswer(status, ""),
    handle({ method, path: key }, state) {
      seen.push(contentOf(join(directory, "notebook.json")));
      if (key === "/fail") throw new Error("broken handler");
      if (method === "GET") put(state, "other", "reads", Number(state.other["reads"] ?? 0) + 1);
      else put(state, "customers", key, { id: key });
      return plainAnswer(
        200,
        `${Object.keys(state.customers).length} ${Number(state.other["reads"] ?? 0)}`,
      );
    },
  };
}

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
  return store.work((state) => vendor.handle(request, state, world, switches));
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
  const vendor = notebook(directory.path, seen);
  const store = await openStore(vendor, directory.path, testWorld(), {});
  await Promise.all(Array.from({ length: 500 }, (_, index) => handle(store, "PUT", `/${index}`)));
  expect(new Set(seen).size).toBeLessThanOrEqual(2);
  const kept = JSON.parse(contentOf(join(directory.path, "notebook.json"))) as {
    customers: object;
  };
  expect(Object.keys(kept.customers)).toHaveLength(500);
});

test("volatile values are saved along with the next change, and outlive a foreign one", async () => {
  await using directory = await temporaryDirectory();
  const vendor = notebook(directory.path, []);
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

test("after a failure the state is what the file says", async () => {
  await using directory = await temporaryDirectory();
  const store = await openStore(notebook(directory.path, []), directory.path, testWorld(), {});
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
  const kept = JSON.parse(await readFile(join(directory.path, "vayu.json"), "utf8")) as {
    customers: Record<string, { name: string }>;
  };
  const names = Object.values(kept.customers).map(({ name }) => name);
  expect(names.filter((name) => name.startsWith("left"))).toHaveLength(40);
  expect(names.filter((name) => name.startsWith("right"))).toHaveLength(40);
});

/** A store with so many customers, which are more than a small state. */
async function largeStore(directory: string): Promise<{ store: Store; file: string }> {
  const vendor = notebook(directory, []);
  const store = await openStore(vendor, directory, testWorld(), {});
  await store.work((state) => {
    for (let n = 0; n < 3000; n += 1) {
      put(state, "customers", `/${n}`, { id: `/${n}`, text: "x".repeat(40) });
    }
  });
  return { store, file: join(directory, "notebook.json") };
}

test("a change to a large state costs a line, until the lines are as long as the state", async () => {
  await using directory = await temporaryDirectory();
  const { store, file } = await largeStore(directory.path);
  const whole = await stat(file);
  await handle(store, "PUT", "/7");
  const grown = await stat(file);
  expect(grown.ino).toBe(whole.ino);
  expect(grown.size - whole.size).toBeLessThan(200);
  const text = "y".repeat(10_000);
  const sizes: number[] = [];
  for (let n = 0; n < 50; n += 1) {
    await store.work((state) => put(state, "customers", "/8", { id: "/8", n, text }));
    sizes.push((await stat(file)).size);
  }
  expect(Math.max(...sizes)).toBeGreaterThan(whole.size * 1.5);
  expect(Math.max(...sizes)).toBeLessThan((whole.size + text.length + 100) * 2);
  expect(sizes.filter((size, index) => size < (sizes[index - 1] ?? 0))).not.toEqual([]);
  const { state } = await readSaved(store.vendor, file);
  expect(state.customers["/8"]).toEqual({ id: "/8", n: 49, text });
  expect(Object.keys(state.customers)).toHaveLength(3000);
});

test("what others append to a large state is seen at once, whoever writes in between", async () => {
  await using directory = await temporaryDirectory();
  const { store: one, file } = await largeStore(directory.path);
  const other = await openStore(notebook(directory.path, []), directory.path, testWorld(), {});
  const before = await stat(file);
  for (let n = 0; n < 5; n += 1) {
    await handle(one, "PUT", `/one ${n}`);
    await handle(other, "PUT", `/other ${n}`);
    await other.work((state) => remove(state, "customers", `/${n}`));
    expect(await one.work(({ customers }) => [`/other ${n}` in customers, `/${n}` in customers])) //
      .toEqual([true, false]);
  }
  expect((await stat(file)).ino).toBe(before.ino);
  const ids = await Promise.all(
    [one, other].map(({ work }) => work((s) => Object.keys(s.customers))),
  );
  expect(ids[0]).toEqual(ids[1]);
  expect(ids[0]).toHaveLength(3005);
});

test("volatile values outlive what others append", async () => {
  await using directory = await temporaryDirectory();
  const { store: one } = await largeStore(directory.path);
  const other = await openStore(notebook(directory.path, []), directory.path, testWorld(), {});
  await handle(one, "GET", "/");
  await handle(one, "GET", "/");
  await handle(other, "GET", "/");
  await handle(other, "PUT", "/a");
  expect(await handle(one, "PUT", "/b")).toEqual(plainAnswer(200, "3002 2"));
  const { state } = await readSaved(one.vendor, join(directory.path, "notebook.json"));
  expect(state.other).toEqual({ reads: 2 });
});

test("a large state that somebody edits in place, shorter or longer, is read anew", async () => {
  await using directory = await temporaryDirectory();
  const { store, file } = await largeStore(directory.path);
  await handle(store, "PUT", "/mine");
  await writeFile(file, (await readFile(file, "utf8")).replaceAll("xxxxxxxx", "zzzzzzzzzz"));
  expect(await store.work(({ customers }) => customers["/9"]?.["text"])).toBe("z".repeat(50));
  await writeFile(file, (await readFile(file, "utf8")).replaceAll("zzzzzzzzzz", "a"));
  expect(await store.work(({ customers }) => customers["/9"]?.["text"])).toBe("aaaaa");
  await handle(store, "PUT", "/mine too");
  const { state } = await readSaved(store.vendor, file);
  expect(Object.keys(state.customers)).toHaveLength(3002);
});

test("a line that broke off is gone with the next change", async () => {
  await using directory = await temporaryDirectory();
  const { store, file } = await largeStore(directory.path);
  await handle(store, "PUT", "/kept");
  await appendFile(file, '{"after":"1 2 3","customers":{"/lost":{"id"');
  await handle(store, "PUT", "/next");
  const { state, extent } = await readSaved(store.vendor, file);
  expect(extent).toBeDefined();
  expect(Object.keys(state.customers).slice(-2)).toEqual(["/kept", "/next"]);
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
    const { state } = await readSaved(commet, join(directory.path, "commet.json"));
    const customers = Object.values(state.customers);
    expect(customers).toHaveLength(404);
    for (const [index, name] of names) {
      const { fullName } = customers[Number(index) + 4] ?? {};
      // A later round may have changed it without being able to say so.
      expect([name, `Round ${round}`]).toContain(fullName);
    }
  }
});
