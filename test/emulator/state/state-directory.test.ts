import { mkdir, readdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  emulatorStatus,
  makeStateDirectory,
  resetEmulator,
} from "../../../src/emulator/state/state-directory.ts";
import { call, freshEmulator, temporaryDirectory } from "../support.ts";

const path = "/customers/65f0c1a2b3d4e5f60718293a";

test("the directory is made for its owner only", async () => {
  await using directory = await temporaryDirectory();
  const stateDir = join(directory.path, "deep", "state");
  await makeStateDirectory(stateDir);
  expect((await stat(stateDir)).mode & 0o777).toBe(0o700);
});

test("a place that cannot be a directory is an error that names it", async () => {
  await using directory = await temporaryDirectory();
  const file = join(directory.path, "file");
  await writeFile(file, "");
  await expect(makeStateDirectory(join(file, "state"))).rejects.toThrow(
    "cannot hold the emulator's state: part of its path is a file (ENOTDIR)",
  );
});

test("the status counts customers and knows when they last changed", async () => {
  await using emulator = await freshEmulator();
  const before = await emulatorStatus(emulator.stateDir);
  expect(before.map(({ vendor }) => vendor)).toEqual([
    "vayu",
    "commet",
    "flexprice",
    "maple",
    "kirim",
  ]);
  expect(before[0]).toEqual({
    vendor: "vayu",
    title: "Vayu",
    customers: 3,
    file: join(emulator.stateDir, "vayu.json"),
    changedAt: undefined,
  });
  await call(emulator, "vayu", "DELETE", path);
  const [after] = await emulatorStatus(emulator.stateDir);
  expect(after).toMatchObject({ customers: 2, changedAt: expect.any(Date) as unknown });
});

test("a directory that is not there has every vendor as it begins", async () => {
  await using directory = await temporaryDirectory();
  const status = await emulatorStatus(join(directory.path, "nowhere"));
  expect(status.every(({ changedAt, customers }) => changedAt === undefined && customers > 0)).toBe(
    true,
  );
});

test("a reset brings the first customers back, in a running emulator too", async () => {
  await using emulator = await freshEmulator();
  await call(emulator, "vayu", "DELETE", path);
  expect((await call(emulator, "vayu", "GET", path)).status).toBe(404);
  await resetEmulator(emulator.stateDir);
  expect(await readdir(emulator.stateDir)).toEqual([]);
  expect((await call(emulator, "vayu", "GET", path)).status).toBe(200);
});

test("a file that cannot be read is named, with the reason and the remedy", async () => {
  await using directory = await temporaryDirectory();
  const file = join(directory.path, "maple.json");
  await mkdir(file);
  await expect(emulatorStatus(directory.path)).rejects.toMatchObject({
    kind: "usage",
    message: `${file} cannot be read: it is a directory (EISDIR)`,
    hint: expect.stringContaining("--emulator-state"),
  });
  await expect(resetEmulator(directory.path)).rejects.toMatchObject({
    kind: "usage",
    message: expect.stringContaining(`${file} cannot be removed: `),
  });
  await writeFile(join(directory.path, "file"), "");
  const inside = join(directory.path, "file", "state");
  await expect(emulatorStatus(inside)).rejects.toMatchObject({
    kind: "usage",
    message: expect.stringContaining("part of its path is a file (ENOTDIR)"),
  });
  await symlink("loop", join(directory.path, "loop"));
  await expect(emulatorStatus(join(directory.path, "loop"))).rejects.toMatchObject({
    kind: "usage",
    message: expect.stringContaining("(ELOOP)"),
  });
});

test("a reset mends a damaged file, which the status refuses", async () => {
  await using directory = await temporaryDirectory();
  await writeFile(join(directory.path, "maple.json"), "{");
  await expect(emulatorStatus(directory.path)).rejects.toThrow("maple.json is damaged");
  await resetEmulator(directory.path);
  expect(await emulatorStatus(directory.path)).toHaveLength(5);
});
