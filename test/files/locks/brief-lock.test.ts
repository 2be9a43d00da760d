import { mkdir, readdir, readlink, rm, symlink, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { dirname } from "node:path";
import { expect, test } from "vitest";

import {
  type BriefLock,
  sweepBriefLocks,
  takeBriefLock,
} from "../../../src/files/locks/brief-lock.ts";
import type { LockHolder } from "../../../src/files/locks/holding.ts";
import { isAlive } from "../lock-taker.ts";
import { temporaryPath } from "../support.ts";

const { pid, platform } = process;
const me = {
  pid,
  platform,
  hostname: "here",
  boot: undefined,
  isAlive: (one: number) => one !== 7 && isAlive(one),
};

function held(lock: BriefLock | LockHolder): BriefLock {
  if ("heldBy" in lock) throw new Error(`held by ${lock.heldBy}`);
  return lock;
}

const here = createHash("sha256").update("here").digest("base64url").slice(0, 7);
const holding = ({ take = "deadbeef", of = 7, host = here } = {}) => `${take}.${of}.${host}...`;

test("is had by one at a time, names it, and leaves nothing behind", async () => {
  await using location = await temporaryPath("below/lock");
  const { path } = location;
  const first = held(takeBriefLock(path, me));
  const target = await readlink(path);
  expect(target).toContain(`.${pid}.${here}.`);
  expect(target.length).toBeLessThan(60);
  expect(takeBriefLock(path, me)).toMatchObject({ heldBy: pid, unseen: false });
  first.release();
  const second = held(takeBriefLock(path, me));
  first.release();
  expect(takeBriefLock(path, me)).toMatchObject({ heldBy: pid });
  second.release();
  expect(await readdir(dirname(path))).toEqual([]);
});

test.each([
  ["free", undefined],
  ["held by a dead process", holding()],
  ["held by a dead process of this one's number", holding({ of: pid })],
])("of many that ask at once where it is %s, one has it", async (_, before) => {
  await using location = await temporaryPath("below/lock");
  const { path } = location;
  await mkdir(dirname(path));
  if (before !== undefined) await symlink(before, path);
  const locks = Array.from({ length: 20 }, () => takeBriefLock(path, me));
  const taken = locks.filter((lock) => "release" in lock);
  // One that is told that another removes the dead holder asks again.
  expect(taken.length).toBeLessThanOrEqual(1);
  const lock = taken[0] ?? held(takeBriefLock(path, me));
  lock.release();
  expect(await readdir(dirname(path))).toEqual([]);
});

test("one that died while it removed a dead holder is removed as well", async () => {
  await using location = await temporaryPath("below/lock");
  const { path } = location;
  await mkdir(dirname(path));
  await symlink(holding(), path);
  await symlink(holding({ take: "remover1" }), `${path}.deadbeef`);
  const lock = held(takeBriefLock(path, me));
  lock.release();
  expect(await readdir(dirname(path))).toEqual([]);
});

test.each([
  ["of another machine", holding({ host: "there" })],
  ["that makes no sense", "somewhere"],
])("a holder %s is respected, and stays", async (_, target) => {
  await using location = await temporaryPath("below/lock");
  const { path } = location;
  await mkdir(dirname(path));
  await symlink(target, path);
  expect(takeBriefLock(path, me)).toMatchObject({ unseen: true });
  sweepBriefLocks(dirname(path), me);
  expect(await readdir(dirname(path))).toEqual(["lock"]);
});

test("what dead processes left is swept, and what live ones hold is not", async () => {
  await using location = await temporaryPath("below/lock");
  const { path } = location;
  sweepBriefLocks(dirname(path), me);
  const lock = held(takeBriefLock(path, me));
  await symlink(holding(), `${path}-2`);
  await symlink(holding({ take: "remover1" }), `${path}-2.deadbeef`);
  sweepBriefLocks(dirname(path), me);
  expect(await readdir(dirname(path))).toEqual(["lock"]);
  lock.release();
});

test("where no link can be made is an error; one that is gone already is given back all the same", async () => {
  await using location = await temporaryPath("below/lock");
  const { path } = location;
  const lock = held(takeBriefLock(path, me));
  await rm(dirname(path), { recursive: true });
  lock.release();
  await writeFile(dirname(path), "");
  expect(() => takeBriefLock(path, me)).toThrow(expect.objectContaining({ code: "ENOTDIR" }));
});
