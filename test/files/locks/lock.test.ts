import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

import type { HeldLock, LockHolder } from "../../../src/files/locks/holding.ts";
import { takeLock } from "../../../src/files/locks/lock.ts";
import { isAlive } from "../lock-taker.ts";
import { modeOf, temporaryPath } from "../support.ts";

const holder = fileURLToPath(new URL("lock-holder.ts", import.meta.url));
const { pid, platform } = process;
const me = { pid, platform, hostname: "here", isAlive };

function held(lock: HeldLock | LockHolder): HeldLock {
  if ("heldBy" in lock) throw new Error(`held by ${lock.heldBy}`);
  return lock;
}

/** Processes that are ready to ask for the lock; `ask` lets all of them ask at once, and tells what they say. */
async function processes(path: string, count: number, hostname = "here") {
  const children = await Promise.all(
    Array.from({ length: count }, async () => {
      const child = spawn(process.execPath, [holder, path, hostname], {
        stdio: ["pipe", "pipe", "inherit"],
      });
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      expect((await lines.next()).value).toBe("ready");
      return { child, lines };
    }),
  );
  return {
    pids: children.map(({ child }) => child.pid),
    ask: async (): Promise<string[]> => {
      for (const { child } of children) child.stdin.write("go\n");
      return await Promise.all(
        children.map(async ({ lines }) => String((await lines.next()).value)),
      );
    },
    kill: async (): Promise<void> => {
      const ends = children.map(({ child }) => once(child, "exit"));
      for (const { child } of children) child.kill("SIGKILL");
      await Promise.all(ends);
    },
  };
}

describe("a lock", () => {
  test("is had by one at a time, and again once it was given back", async () => {
    await using location = await temporaryPath("lock");
    const first = held(await takeLock(location.path, me));
    expect(await modeOf(location.path)).toBe("600");
    expect(await takeLock(location.path, me)).toMatchObject({
      heldBy: pid,
      hostname: "here",
      unseen: false,
    });
    await first.release();
    const second = held(await takeLock(location.path, me));
    await first.release();
    expect(await takeLock(location.path, me)).toMatchObject({ heldBy: pid });
    await second.release();
  });

  test("is had by one of many that ask at once in a process", async () => {
    await using location = await temporaryPath("lock");
    const locks = await Promise.all(Array.from({ length: 20 }, () => takeLock(location.path, me)));
    expect(locks.filter((lock) => !("heldBy" in lock))).toHaveLength(1);
  });

  test("of a dead process that had this process's number is free", async () => {
    await using location = await temporaryPath("lock");
    await writeFile(location.path, `{"take":"x","pid":${pid},"host":"here"}\n`);
    expect(await takeLock(location.path, me)).not.toHaveProperty("heldBy");
  });

  test("of another machine is respected, whatever its process's number", async () => {
    await using location = await temporaryPath("lock");
    await writeFile(location.path, '{"take":"x","pid":7,"host":"there"}\n');
    const found = await takeLock(location.path, { ...me, isAlive: () => false });
    expect(found).toMatchObject({ heldBy: 7, hostname: "there", unseen: true });
  });

  const linux = { ...me, boot: "b1", sight: "pid:[1]", isAlive: () => true, startOf: () => "100" };
  const line = (facts: object) =>
    `${JSON.stringify({ take: "x", pid: 7, host: "here", boot: "b1", sight: "pid:[1]", started: "100", ...facts })}\n`;

  test.each([
    ["alive, and the same process", {}, { heldBy: 7, unseen: false }],
    ["of before the machine's last start", { boot: "b0" }, undefined],
    ["whose number another process has now", { started: "99" }, undefined],
    ["of another container", { sight: "pid:[2]" }, { heldBy: 7, unseen: true }],
    [
      "of another container that had this process's number",
      { sight: "pid:[2]", pid },
      { unseen: true },
    ],
    [
      "of another container of before the machine's last start",
      { sight: "pid:[2]", boot: "b0" },
      undefined,
    ],
    [
      "of another machine, which started at another time",
      { host: "there", boot: "b0" },
      { unseen: true },
    ],
    [
      "of a system that tells less",
      { boot: undefined, sight: undefined, started: undefined },
      { unseen: false },
    ],
  ])("by a holder %s", async (_, facts, holder) => {
    await using location = await temporaryPath("lock");
    await writeFile(location.path, line(facts));
    const found = await takeLock(location.path, linux);
    if (holder === undefined) held(found);
    else expect(found).toMatchObject(holder);
  });

  test("is taken from the holder that is named, and from no other", async () => {
    await using location = await temporaryPath("lock");
    await writeFile(location.path, line({ host: "there" }));
    const found = await takeLock(location.path, linux);
    if (!("heldBy" in found)) throw new Error("free");
    const mine = held(await takeLock(location.path, linux, found.holding));
    expect(await takeLock(location.path, linux, found.holding)).toMatchObject({ heldBy: pid });
    await mine.release();
  });

  test("says which process has it: boot, processes that are seen, and when it began", async () => {
    await using location = await temporaryPath("lock");
    held(await takeLock(location.path, linux));
    expect(JSON.parse(await readFile(location.path, "utf8"))).toMatchObject({
      pid,
      host: "here",
      boot: "b1",
      sight: "pid:[1]",
      started: "100",
    });
  });

  test("is not hindered by lines that make no sense", async () => {
    await using location = await temporaryPath("lock");
    await writeFile(location.path, '\0\0\n[]\nnull\n{"take":1}\n{"release":"x"}\n{"take":"x","pi');
    const lock = held(await takeLock(location.path, me));
    await appendFile(location.path, "torn");
    expect(await takeLock(location.path, me)).toMatchObject({ heldBy: pid });
    await lock.release();
    held(await takeLock(location.path, me));
  });

  test("that names a dead holder counts only while that one still has it", async () => {
    await using location = await temporaryPath("lock");
    const lines = [
      { take: "dead", pid: 1, host: "gone" },
      { take: "winner", pid: 2, host: "gone", over: "dead" },
      { take: "late", pid: 3, host: "gone", over: "dead" },
      { take: "later", pid: 4, host: "gone" },
    ];
    await writeFile(location.path, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    expect(await takeLock(location.path, me)).toMatchObject({ heldBy: 2 });
  });

  test("where nothing can be written is an error; one that cannot be given back is none", async () => {
    await using location = await temporaryPath("lock");
    const lock = held(await takeLock(location.path, me));
    await rm(location.path);
    await mkdir(location.path);
    await lock.release();
    await expect(takeLock(location.path, me)).rejects.toMatchObject({ code: "EISDIR" });
  });
});

describe("processes", () => {
  test("a lock is its process's until that is killed", async () => {
    await using location = await temporaryPath("lock");
    const other = await processes(location.path, 1);
    expect(await other.ask()).toEqual(["taken"]);
    expect(await takeLock(location.path, me)).toMatchObject({
      heldBy: other.pids[0],
      hostname: "here",
    });
    await other.kill();
    held(await takeLock(location.path, me));
  });

  test("of many that find a dead holder at once, one has the lock", async () => {
    await using location = await temporaryPath("lock");
    for (let round = 0; round < 3; round += 1) {
      const others = await processes(location.path, 6);
      const said = await others.ask();
      const winner = others.pids[said.indexOf("taken")];
      expect(said.toSorted()).toEqual([
        ...Array.from({ length: 5 }, () => `held by ${winner}`),
        "taken",
      ]);
      await others.kill();
    }
    expect((await readFile(location.path, "utf8")).split("\n").at(-1)).toBe("");
  });
});
