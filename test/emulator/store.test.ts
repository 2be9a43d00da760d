import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { plainAnswer } from "../../src/emulator/answer.ts";
import { openStore } from "../../src/emulator/store.ts";
import type { Store } from "../../src/emulator/store.ts";
import type { Vendor, VendorAnswer } from "../../src/emulator/vendor.ts";
import { call, freshEmulator, temporaryDirectory, testWorld } from "./support.ts";

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
    fault: (status) => plainAnswer(status, ""),
    handle({ method, path: key }, state) {
      seen.push(contentOf(join(directory, "notebook.json")));
      if (key === "/fail") throw new Error("broken handler");
      if (method === "GET") state.other["reads"] = Number(state.other["reads"] ?? 0) + 1;
      else state.customers[key] = { id: key };
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
