import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { takeBriefLock } from "../../../src/files/locks/brief-lock.ts";
import {
  type CustomerLocks,
  customerLocks,
  nameOf,
} from "../../../src/update/locks/customer-locks.ts";
import { updateCustomer, type UpdateOptions } from "../../../src/update/update-customer.ts";
import { scriptedSend, type Exchange } from "../../support/scripted-send.ts";
import { connectionTo, inShort, patchOf } from "../customers.ts";

const ref = { kind: "id", reference: "cus_1" } as const;
const self = {
  pid: process.pid,
  hostname: "here",
  boot: undefined,
  sight: undefined,
  isAlive: (pid: number) => pid !== 7,
  startOf: () => undefined,
};
let stateDir = "";
let now = 0;
beforeEach(async () => {
  now = 0;
  stateDir = await mkdtemp(join(tmpdir(), "billing-locks-"));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

/** @param onSleep what happens meanwhile */
function locks(
  onSleep?: () => Promise<void> | void,
  signal = new AbortController().signal,
  many = false,
) {
  const host = {
    self,
    platform: process.platform,
    now: () => now,
    random: () => 0.5,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
      await onSleep?.();
      signal.throwIfAborted();
    },
  };
  const made = customerLocks({ stateDir, host, maxWaitMs: 1000, signal, many });
  if (made === undefined) throw new Error("no locks");
  return made;
}

function updated(script: readonly Exchange[], own: CustomerLocks, facts: Partial<UpdateOptions>) {
  const scripted = scriptedSend(script);
  return updateCustomer(connectionTo(scripted.send), ref, {
    patch: patchOf({ name: "B" }),
    dryRun: false,
    force: false,
    verify: "answer",
    confirm: async () => "yes",
    uuid: () => "key-1",
    sleep: async () => undefined,
    locks: own,
    ...facts,
  }).finally(() => scripted[Symbol.dispose]());
}

const old = { id: "cus_1", name: "A", email: "a@a.example" };
const answer = (body: object) => ({ status: 200, body });
const left = () => readdir(join(stateDir, "locks"));

test("a wait that takes a while is told of once, with who is waited for", async () => {
  await locks().begin("maple").take(ref);
  const told: [string, number][] = [];
  const host = {
    self,
    platform: process.platform,
    now: () => now,
    random: () => 0.5,
    sleep: async (milliseconds: number) => void (now += milliseconds),
  };
  const { signal } = new AbortController();
  const onLongWait = (text: string) => void told.push([text, now]);
  const waiting = customerLocks({ stateDir, host, maxWaitMs: 60_000, signal, onLongWait });
  await expect(waiting?.begin("maple").take(ref)).rejects.toMatchObject({ kind: "unavailable" });
  expect(told).toEqual([
    [`waiting for another update of customer cus_1, in process ${process.pid}`, expect.any(Number)],
  ]);
  expect(told[0]?.[1]).toBeGreaterThanOrEqual(1000);
  expect(told[0]?.[1]).toBeLessThan(1300);
});

test("a customer is waited for and named; nothing is left in the end", async () => {
  const first = locks().begin("maple");
  expect(await first.take(ref)).toBe(false);
  expect(await first.take(ref)).toBe(false);
  const steps: string[] = [];
  const second = locks(() => first.release()).begin("maple", (text) => steps.push(text));
  expect(await second.take(ref)).toBe(true);
  expect(steps).toEqual([
    `waiting for another update of customer cus_1, in process ${process.pid}`,
  ]);
  expect(await left()).toHaveLength(1);
  second.release();
  expect(await left()).toEqual([]);
});

test("other customers, and those of other providers, are not waited for", async () => {
  const one = locks().begin("maple");
  await one.take(ref);
  await one.take({ kind: "id", reference: "cus_2" });
  await locks().begin("kirim").take(ref);
  expect(now).toBe(0);
});

test("the waiting ends with who is waited for, before anything is sent", async () => {
  await locks().begin("maple").take(ref);
  const { error, outcome } = await updated([], locks(), {});
  expect(outcome.outcome).toBe("failed");
  expect(error).toMatchObject({
    kind: "unavailable",
    message: `process ${process.pid} on here has been updating customer cus_1 for 1 s; nothing was sent`,
  });
});

test("an interruption ends the waiting", async () => {
  await locks().begin("maple").take(ref);
  const interrupt = new AbortController();
  const own = locks(async () => interrupt.abort(), interrupt.signal);
  const { error } = await updated([], own, {});
  expect(error).toMatchObject({ kind: "interrupted" });
});

test("where nothing can be locked, the update goes on and says so", async () => {
  await writeFile(join(stateDir, "locks"), "");
  const script: Exchange[] = [
    ["GET cus_1", answer(old)],
    ["PATCH cus_1", answer({ ...old, name: "B" })],
  ];
  expect(inShort(await updated(script, locks(), {}))).toBe("updated by answer [not_locked]");
});

test("a dry run locks nothing", async () => {
  const result = await updated([["GET cus_1", answer(old)]], locks(), { dryRun: true });
  expect(inShort(result)).toBe("planned");
  expect(await readdir(stateDir)).toEqual([]);
});

test("it is held from the read to the end, but for the question", async () => {
  const held: Record<string, number> = {};
  const script: Exchange[] = [
    ["GET cus_1", answer(old)],
    ["GET cus_1", answer(old)],
    ["PATCH cus_1", answer({ id: "cus_1", name: "A" })],
    ["GET cus_1", answer({ id: "cus_1", name: "A" })],
  ];
  const result = await updated(script, locks(), {
    verify: "read",
    patch: patchOf({ email: undefined }),
    onRead: async () => {
      held["read"] = (await left()).length;
    },
    confirm: async (_, beforeAsking) => {
      held["before the question"] = (await left()).length;
      await beforeAsking();
      held["question"] = (await left()).length;
      return "waited";
    },
    recorder: {
      intent: async () => {
        held["write"] = (await left()).length;
        return "change-1";
      },
      result: async () => {
        held["verified"] = (await left()).length;
        return undefined;
      },
    },
  });
  expect(inShort(result)).toBe("updated by reading");
  expect(held).toEqual({
    read: 1,
    "before the question": 1,
    question: 0,
    write: 1,
    verified: 1,
  });
  expect(await left()).toEqual([]);
});

describe("a run", () => {
  const ofRun = (onSleep?: () => Promise<void> | void) => locks(onSleep, undefined, true);
  const claims = async () => {
    const files = await readdir(join(stateDir, "claims"));
    const texts = await Promise.all(
      files.map((file) => readFile(join(stateDir, "claims", file), "utf8")),
    );
    return texts.flatMap((text) => text.split("\n").slice(1)).filter((line) => line.trim() !== "");
  };

  test("claims its customers without a link, and leaves nothing behind", async () => {
    const run = ofRun();
    const one = run.begin("maple");
    const two = run.begin("maple");
    expect(await one.take(ref)).toBe(false);
    expect(await two.take({ kind: "id", reference: "cus_2" })).toBe(false);
    expect(await claims()).toHaveLength(2);
    one.release();
    expect(await claims()).toHaveLength(1);
    run.close();
    expect(await readdir(join(stateDir, "claims"))).toEqual([]);
    expect(await readdir(stateDir)).toEqual(["arrivals", "claims"]);
  });

  test("that was alone sees a single update that comes, and says what it gives back from then on", async () => {
    const run = ofRun(() => single.release());
    const [one, two] = [run.begin("maple"), run.begin("maple")];
    await one.take({ kind: "id", reference: "cus_2" });
    const single = locks().begin("maple");
    await single.take(ref);
    one.release();
    expect(await readFile(join(stateDir, "departures"), "utf8")).toContain(
      nameOf("maple", { kind: "id", reference: "cus_2" }),
    );
    expect(await two.take(ref)).toBe(true);
    two.release();
    run.close();
  });

  test("sees another run that comes", async () => {
    const earlier = locks().begin("maple");
    await earlier.take(ref);
    earlier.release();
    const run = ofRun(() => theirs.release());
    await run.begin("maple").take({ kind: "id", reference: "cus_2" });
    const theirs = ofRun().begin("maple");
    await theirs.take(ref);
    expect(await run.begin("maple").take(ref)).toBe(true);
    run.close();
  });

  test("reads a customer again that another of its rows had meanwhile", async () => {
    const run = ofRun();
    const [byOwn, byId] = [run.begin("maple"), run.begin("maple")];
    await byOwn.take({ kind: "external-id", reference: "acct-1" });
    await byId.take(ref);
    byId.release();
    expect(await byOwn.take(ref)).toBe(true);
    run.close();
  });

  test("is waited for by a single update, which others wait for meanwhile", async () => {
    const run = ofRun();
    const row = run.begin("maple");
    await row.take(ref);
    const sleeps: number[] = [];
    const single = locks(async () => {
      sleeps.push((await left()).length);
      if (sleeps.length === 2) row.release();
    }).begin("maple");
    expect(await single.take(ref)).toBe(true);
    expect(sleeps).toEqual([1, 1]);
    // The run has no way past the link.
    const again = ofRun(() => single.release()).begin("maple");
    expect(await again.take(ref)).toBe(true);
    expect(await left()).toHaveLength(1);
    again.release();
    expect(await left()).toEqual([]);
  });

  test("waits for another run, and for another row of its own", async () => {
    const run = ofRun();
    const row = run.begin("maple");
    await row.take(ref);
    const other = ofRun(() => row.release()).begin("maple");
    expect(await other.take(ref)).toBe(true);
    let meanwhile = () => other.release();
    const third = ofRun(() => meanwhile());
    const [a, b] = [third.begin("maple"), third.begin("maple")];
    expect(await a.take(ref)).toBe(true);
    meanwhile = () => a.release();
    expect(await b.take(ref)).toBe(true);
  });

  test("gives up after a while, and keeps nothing", async () => {
    await locks().begin("maple").take(ref);
    const before = await left();
    await expect(ofRun().begin("maple").take(ref)).rejects.toMatchObject({ kind: "unavailable" });
    expect(await left()).toEqual(before);
    expect(await claims()).toEqual([]);
    const single = locks();
    await ofRun().begin("maple").take({ kind: "id", reference: "cus_3" });
    await expect(
      single.begin("maple").take({ kind: "id", reference: "cus_3" }),
    ).rejects.toMatchObject({ kind: "unavailable" });
    expect(await left()).toEqual(before);
  });

  test("of a machine that is not seen is told by the file that is to go", async () => {
    const head = JSON.stringify({ take: "theirs", pid: 5, host: "container-1" });
    const file = join(stateDir, "claims", "theirs");
    await mkdir(join(stateDir, "claims"));
    await writeFile(file, `${head}\n${nameOf("maple", ref)}\n`);
    await expect(locks().begin("maple").take(ref)).rejects.toMatchObject({
      message: expect.stringContaining("process 5 on container-1"),
      hint: `it cannot be seen from here: if that process is no billing any more, remove ${file}`,
    });
  });

  test("goes on where it can claim nothing, and says so", async () => {
    await writeFile(join(stateDir, "claims"), "");
    const row = ofRun().begin("maple");
    expect(await row.take(ref)).toBe(false);
    expect(row.warnings().map(({ code }) => code)).toEqual(["not_locked"]);
  });

  test("goes on where nobody can be told that it comes, as a single update does", async () => {
    await mkdir(join(stateDir, "arrivals"));
    for (const update of [ofRun().begin("maple"), locks().begin("maple")]) {
      expect(await update.take(ref)).toBe(false);
      expect(update.warnings().map(({ code }) => code)).toEqual(["not_locked"]);
      update.release();
    }
    expect(await claims()).toEqual([]);
    expect(await readdir(join(stateDir, "claims"))).toEqual([]);
    expect(await left()).toEqual([]);
  });
});

describe("a customer named by the caller's own id, whose own id is known once it is read", () => {
  const byOwn = { kind: "external-id", reference: "acct-1" } as const;

  test("is read once where nobody else had it", async () => {
    const update = locks().begin("maple");
    expect(await update.take(byOwn)).toBe(false);
    expect(await update.take(ref)).toBe(false);
    expect(await left()).toHaveLength(2);
  });

  test.each<[string, () => Promise<() => Promise<void> | void>]>([
    [
      "held it before the read and gave it back meanwhile",
      async () => {
        const other = locks().begin("maple");
        await other.take(ref);
        return () => other.release();
      },
    ],
    [
      "came and went while it was read",
      async () => async () => {
        const other = locks().begin("maple");
        await other.take(ref);
        other.release();
      },
    ],
    [
      "is a run that came and went while it was read",
      async () => async () => {
        const run = locks(undefined, undefined, true);
        const row = run.begin("maple");
        await row.take(ref);
        row.release();
        run.close();
      },
    ],
    [
      "is a run that held it before the read and ended meanwhile",
      async () => {
        const run = locks(undefined, undefined, true);
        const row = run.begin("maple");
        await row.take(ref);
        return async () => {
          row.release();
          run.close();
        };
      },
    ],
    [
      "was killed while it was read",
      async () => async () => {
        const dead = { ...self, pid: 7 };
        takeBriefLock(join(stateDir, "locks", nameOf("maple", ref)), {
          ...dead,
          platform: process.platform,
        });
      },
    ],
    [
      "is a run that was killed while it was read",
      async () => async () => {
        const head = JSON.stringify({ take: "t", pid: 7, host: "here" });
        await mkdir(join(stateDir, "claims"), { recursive: true });
        await writeFile(join(stateDir, "claims", "t"), `${head}\n${nameOf("maple", ref)}\n`);
      },
    ],
  ])("is read again where somebody who %s may have written", async (_who, others) => {
    const goOn = await others();
    const update = locks().begin("maple");
    expect(await update.take(byOwn)).toBe(false);
    await goOn();
    expect(await update.take(ref)).toBe(true);
  });

  test("is read once where others gave other customers back, or a run is under way", async () => {
    const run = locks(undefined, undefined, true);
    const row = run.begin("maple");
    await row.take({ kind: "id", reference: "cus_8" });
    const update = locks().begin("maple");
    await update.take(byOwn);
    row.release();
    await row.take({ kind: "id", reference: "cus_9" });
    expect(await update.take(ref)).toBe(false);
  });
});
