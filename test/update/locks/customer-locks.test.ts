import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

import { type CustomerLocks, customerLocks } from "../../../src/update/locks/customer-locks.ts";
import { updateCustomer, type UpdateOptions } from "../../../src/update/update-customer.ts";
import { scriptedSend, type Exchange } from "../../support/scripted-send.ts";
import { connectionTo, inShort, patchOf } from "../customers.ts";

const ref = { kind: "id", reference: "cus_1" } as const;
const self = {
  pid: process.pid,
  hostname: "here",
  boot: undefined,
  sight: undefined,
  isAlive: () => true,
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
function locks(onSleep?: () => Promise<void>, signal = new AbortController().signal) {
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
  const made = customerLocks({ stateDir, host, maxWaitMs: 1000, signal });
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
  await second.release();
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
