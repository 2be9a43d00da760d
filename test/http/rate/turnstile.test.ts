import { expect, test } from "vitest";
import type { Need } from "../../../src/http/rate/rate-buckets.ts";
import { rateBucketsOf, needsOf } from "../../../src/http/rate/rate-buckets.ts";
import type { TurnstileOptions } from "../../../src/http/rate/turnstile.ts";
import { createTurnstile } from "../../../src/http/rate/turnstile.ts";
import { virtualClock } from "../virtual-clock.ts";

/** One write a second, and ten reads. */
const rates = [
  { of: "writes", requests: 1, seconds: 1, burst: 1 },
  { of: "reads", requests: 10, seconds: 1, burst: 1 },
] as const;

function setup(options: Omit<TurnstileOptions, "host"> = {}) {
  const clock = virtualClock(1000);
  const buckets = rateBucketsOf(rates, clock.now());
  const turnstile = createTurnstile({ host: clock, ...options });
  const log: string[] = [];
  return {
    clock,
    turnstile,
    log,
    reads: needsOf(buckets, ["reads"]),
    writes: needsOf(buckets, ["writes"]),
    both: needsOf(buckets, ["reads", "writes"]),
    /** Passes, and writes down when. */
    pass: async (name: string, needs: readonly Need[], urgent: boolean, signal?: AbortSignal) => {
      await turnstile.pass(needs, urgent, signal);
      log.push(`${name} ${clock.now() - 1000}`);
    },
  };
}

test("who came first goes first, each at the rate", async () => {
  const { clock, writes, pass, log } = setup();
  await clock.run(Promise.all(["a", "b", "c", "d"].map((name) => pass(name, writes, true))));
  expect(log).toEqual(["a 0", "b 1000", "c 2000", "d 3000"]);
});

test("who is urgent goes before who is not, and nobody waits for a bucket of others", async () => {
  const { clock, reads, writes, both, pass, log } = setup();
  await clock.run(
    Promise.all([
      pass("first", both, false),
      pass("second", both, false),
      pass("third", both, false),
      pass("write", writes, true),
      pass("read", reads, true),
      pass("read again", reads, true),
    ]),
  );
  expect(log).toEqual([
    "first 0",
    "read 100",
    "read again 200",
    "write 1000",
    "second 2000",
    "third 3000",
  ]);
});

test("a newcomer whose bucket has a token does not overtake who waits for it", async () => {
  const { clock, both, writes, pass, log } = setup();
  await pass("first", both, false);
  const waiting = pass("second", both, false);
  await clock.run(clock.sleep(999));
  const newcomer = pass("newcomer", both, false);
  await clock.run(Promise.all([waiting, newcomer, pass("write", writes, true)]));
  expect(log).toEqual(["first 0", "write 1000", "second 2000", "newcomer 3000"]);
});

test("who needs two tokens is not overtaken for ever by those who need one", async () => {
  const clock = virtualClock();
  const buckets = rateBucketsOf([{ of: "all", requests: 1, seconds: 1, burst: 2 }], 0);
  const turnstile = createTurnstile({ host: clock });
  const log: string[] = [];
  const pass = async (name: string, needs: readonly Need[]) => {
    await turnstile.pass(needs, true);
    log.push(`${name} ${clock.now()}`);
  };
  const pair = pass("pair", needsOf(buckets, ["reads", "writes"]));
  await clock.run(Promise.all([pair, pass("single", needsOf(buckets, ["reads"]))]));
  expect(log).toEqual(["pair 1000", "single 2000"]);
});

test("there is one timer, and none while nobody waits", async () => {
  const { clock, reads, writes, turnstile } = setup();
  await turnstile.pass(writes, true);
  await turnstile.pass(reads, true);
  expect(clock.sleeping()).toBe(0);
  const waiting = [writes, writes, reads, reads].map((needs) => turnstile.pass(needs, true));
  await Promise.resolve();
  expect(clock.sleeping()).toBe(1);
  await clock.run(Promise.all(waiting));
  expect(clock.sleeping()).toBe(0);
  // two reads, two writes: nothing looked in between
  expect(clock.moves()).toBe(4);
});

test("an interruption ends the waiting at once, says that nothing was sent, and takes no token", async () => {
  const { clock, writes, pass, log } = setup();
  await pass("first", writes, true);
  const stop = new AbortController();
  const given = pass("given up", writes, true, stop.signal);
  const next = pass("next", writes, true);
  stop.abort();
  await expect(given).rejects.toMatchObject({ name: "NoAnswer", code: "ABORTED", sent: false });
  expect(clock.now()).toBe(1000);
  await clock.run(next);
  expect(log).toEqual(["first 0", "next 1000"]);
});

test("who gives up in the moment that a token comes leaves it to the next", async () => {
  const { clock, turnstile, writes, pass, log } = setup();
  await pass("first", writes, true);
  const second = clock.sleep(1000);
  const stop = new AbortController();
  const given = pass("given up", writes, true, stop.signal);
  await clock.run(second);
  stop.abort();
  turnstile.look();
  await expect(given).rejects.toMatchObject({ code: "ABORTED" });
  await pass("next", writes, true);
  expect(log).toEqual(["first 0", "next 1000"]);
});

test("the last one who gives up takes the timer along", async () => {
  const { clock, writes, turnstile } = setup();
  await turnstile.pass(writes, true);
  const stop = new AbortController();
  const given = turnstile.pass(writes, true, stop.signal);
  stop.abort();
  await expect(given).rejects.toMatchObject({ code: "ABORTED" });
  expect(clock.sleeping()).toBe(0);
});

test("who was interrupted before gets no token either", async () => {
  const { writes, turnstile } = setup();
  const refused = turnstile.pass(writes, true, AbortSignal.abort());
  await expect(refused).rejects.toMatchObject({ code: "ABORTED", sent: false });
  await turnstile.pass(writes, true);
});

test("a clock that fails is a bug, and nobody waits for ever", async () => {
  const bug = new Error("no clock");
  const buckets = rateBucketsOf(rates, 0);
  const host = { now: () => 0, sleep: () => Promise.reject(bug) };
  const turnstile = createTurnstile({ host });
  const writes = needsOf(buckets, ["writes"]);
  await turnstile.pass(writes, true);
  await expect(turnstile.pass(writes, true)).rejects.toBe(bug);
});

/** A halt of two seconds and a half for writes. */
function halted(options: Omit<TurnstileOptions, "host">) {
  const parts = setup(options);
  const bucket = parts.writes[0]?.bucket;
  if (bucket === undefined) throw new Error("no bucket");
  bucket.pace = { ...bucket.pace, bucket: { ...bucket.pace.bucket, pausedUntil: 3500 } };
  return parts;
}

test("a long wait is reported once, not again for each who comes", async () => {
  const reported: number[] = [];
  const { clock, writes, reads, turnstile } = halted({ onWait: (left) => reported.push(left) });
  const passes = [writes, reads, reads].map((needs) => turnstile.pass(needs, true));
  await clock.run(Promise.all(passes));
  expect(reported).toEqual([2500]);
});

test("with a countdown it is reported once a second", async () => {
  const reported: number[] = [];
  const { clock, writes, turnstile } = halted({
    onWait: (left) => reported.push(left),
    countdown: true,
  });
  await clock.run(turnstile.pass(writes, true));
  expect(reported).toEqual([2500, 1500, 500]);
});

test("a wait of less than a second is not reported", async () => {
  const reported: number[] = [];
  const { clock, reads, turnstile } = setup({
    onWait: (left) => reported.push(left),
    countdown: true,
  });
  await clock.run(Promise.all([1, 2, 3].map(() => turnstile.pass(reads, true))));
  expect(reported).toEqual([]);
});
