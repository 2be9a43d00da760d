import { describe, expect, test } from "vitest";
import type { HttpRequest, HttpResponse, Send } from "../../../src/domain/exchange.ts";
import { NoAnswer } from "../../../src/domain/exchange.ts";
import type { BudgetOptions } from "../../../src/http/rate/budget.ts";
import { admitting, createBudget, observing } from "../../../src/http/rate/budget.ts";
import { createSend } from "../../../src/http/send/got-send.ts";
import { kirim } from "../../../src/providers/kirim.ts";
import { freshEmulator } from "../../emulator/support.ts";
import type { RunCounts } from "../paced-run.ts";
import { pacedRun } from "../paced-run.ts";
import { virtualClock } from "../virtual-clock.ts";

const read = { method: "GET" };
const write = { method: "PATCH" };
const slow = [
  { of: "writes", requests: 1, seconds: 1, burst: 1 },
  { of: "reads", requests: 1, seconds: 1, burst: 1 },
] as const;
const fine: HttpResponse = { status: 200, headers: {}, body: "" };
const busy: HttpResponse = { status: 429, headers: { "retry-after": "3" }, body: "" };

function setup(options: Partial<BudgetOptions> = {}) {
  const clock = virtualClock();
  return { clock, budget: createBudget({ rates: slow, host: clock, ...options }) };
}

describe("the least time that customers take", () => {
  test("goes by the rates that will hold, not by what is saved up", () => {
    const rates = [
      { of: "writes", requests: 60, seconds: 60, burst: 60 },
      { of: "reads", requests: 600, seconds: 60, burst: 600 },
    ] as const;
    const { budget } = setup({ rates });
    // 138 of 200 rows are left at 60 a minute: no less than two minutes, whatever went through at once.
    expect(budget.leastTime(138, true)).toBe(137_000);
    expect(budget.leastTime(138, false)).toBe(12_800);
    expect(setup({ rates: [] }).budget.leastTime(1_000_000, true)).toBe(0);
  });

  test("counts a read and a write where both go by one limit", () => {
    const { budget } = setup({ rates: [{ of: "all", requests: 10, seconds: 1, burst: 2 }] });
    expect(budget.leastTime(100, true)).toBeGreaterThan(19_000);
    expect(budget.leastTime(100, false)).toBeLessThan(10_001);
  });
});

describe("a reservation", () => {
  test("waits for both slots; its first read and first write then go at once", async () => {
    const { clock, budget } = setup();
    await budget.admit(write);
    const reservation = await clock.run(budget.reserve());
    expect(clock.now()).toBe(1000);
    await reservation.admit(read);
    await reservation.admit(write);
    expect([clock.now(), clock.sleeping()]).toEqual([1000, 0]);
    await clock.run(reservation.admit(write));
    expect(clock.now()).toBe(2000);
  });

  test("gives back what it did not use, to whoever waits, and nothing twice", async () => {
    const { clock, budget } = setup();
    const reservation = await budget.reserve();
    await reservation.admit(read);
    const waiting = budget.admit(write);
    reservation.release();
    reservation.release();
    await waiting;
    expect([clock.now(), clock.sleeping()]).toEqual([0, 0]);
    await clock.run(budget.admit(write));
    expect(clock.now()).toBe(1000);
  });

  test("after its release it keeps no slot", async () => {
    const { clock, budget } = setup();
    const reservation = await budget.reserve();
    reservation.release();
    await budget.admit(read);
    await clock.run(reservation.admit(read));
    expect(clock.now()).toBe(1000);
  });

  test("loses its slots when the provider calls a halt", async () => {
    const { clock, budget } = setup();
    const reservation = await budget.reserve();
    budget.observe(write, busy);
    await reservation.admit(read);
    expect(clock.now()).toBe(0);
    await clock.run(reservation.admit(write));
    expect(clock.now()).toBe(3000);
  });

  test("an interruption ends its waiting, and nothing was sent", async () => {
    const { budget } = setup();
    await budget.reserve();
    const stop = new AbortController();
    const waiting = budget.reserve(stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: "ABORTED", sent: false });
  });

  test("takes two slots where reads and writes share a bucket", async () => {
    const { clock, budget } = setup({
      rates: [{ of: "all", requests: 2, seconds: 1, burst: 2 }],
    });
    await clock.run(Promise.all([budget.reserve(), budget.reserve(), budget.reserve()]));
    expect(clock.now()).toBe(2000);
  });
});

describe("a single request", () => {
  const request: HttpRequest = { method: "PATCH", url: "http://127.0.0.1/", headers: {} };

  test("is sent when it may, and its 429 halts the next", async () => {
    const { clock, budget } = setup({ rates: [] });
    const sent: number[] = [];
    const observed = observing(async () => {
      sent.push(clock.now());
      return sent.length === 1 ? busy : fine;
    }, budget);
    const send = admitting(observed, budget);
    await clock.run(Promise.all([1, 2].map(() => send(request))));
    await clock.run(send(request));
    expect([sent[0], sent[1], sent[2]]).toEqual([0, 0, 3000]);
  });

  test("that is interrupted while it waits is not sent", async () => {
    const { budget } = setup();
    await budget.admit(write);
    const send = admitting(async () => fine, budget, AbortSignal.abort());
    await expect(send(request)).rejects.toMatchObject({ code: "ABORTED", sent: false });
  });

  test("a lost answer is reported, and is not under way any more", async () => {
    const headers = { limit: "limit", remaining: "left" };
    const { clock, budget } = setup({ rates: [{ ...slow[0], burst: 9 }], headers });
    const lost = new NoAnswer("lost", { sent: true, code: "ECONNRESET" });
    const answers = [lost, { ...fine, headers: { limit: "9", left: "7" } }];
    const send: Send = observing(async () => {
      const answer = answers.shift() ?? fine;
      if (answer instanceof Error) throw answer;
      return answer;
    }, budget);
    await budget.admit(write);
    await expect(send(request)).rejects.toBe(lost);
    await clock.run(budget.admit(write));
    await send(request);
    // alone under way: what the server has left may be used at once
    for (let nth = 0; nth < 6; nth += 1) await budget.admit(write);
    expect([clock.now(), clock.sleeping()]).toEqual([1000, 0]);
  });
});

test("a budget without limits costs little more than the waiting for it", async () => {
  const { budget } = setup({ rates: [] });
  const nothing: Pick<typeof budget, "reserve"> = {
    reserve: async () => ({ admit: async () => undefined, release: () => undefined }),
  };
  /** Processor time of many customers. */
  const cost = async ({ reserve }: typeof nothing): Promise<number> => {
    const begun = process.cpuUsage();
    for (let nth = 0; nth < 20_000; nth += 1) {
      const reservation = await reserve();
      await reservation.admit(read);
      await reservation.admit(write);
      reservation.release();
    }
    return process.cpuUsage(begun).user;
  };
  // The best of seven: what else this process does meanwhile is counted as well, but not each time.
  const ratios: number[] = [];
  for (let round = 0; round < 7; round += 1)
    ratios.push((await cost(budget)) / (await cost(nothing)));
  console.info(`budget: ${Math.min(...ratios).toFixed(1)} times as much as nothing`);
  expect(Math.min(...ratios)).toBeLessThan(10);
});

const timeout = { connect: 60_000, response: 60_000, request: 60_000 };
const kirimPath = "/customers/cus_7H2KX0M4QWERTN8B3ZC5DVA9PG";
const commetPath = "/customers/cus_7Qm2rT";

/** Two requests for one of the emulator's customers. */
function requestsFor(method: string, url: string, headers: Readonly<Record<string, string>>) {
  return {
    read: { method: "GET", url, headers } satisfies HttpRequest,
    write: {
      method,
      url,
      headers: { ...headers, "content-type": "application/json" },
      body: '{"metadata":{"crm_id":"S-210"}}',
    } satisfies HttpRequest,
  };
}

function say(name: string, counts: RunCounts, used: number): void {
  const throttled = ((100 * counts.throttled) / counts.answered).toFixed(2);
  console.info(
    `pace: ${name}: ${(100 * used).toFixed(1)} % used, ${throttled} % answered 429, ${counts.done} done`,
  );
}

describe("the pace against a provider that limits, over HTTP", () => {
  /** Customers at the emulator with its own buckets for reads and writes, in a time that only waiting moves. */
  async function manyAMinute(name: string, times: number, customers: number, other = 0) {
    const clock = virtualClock(Date.parse("2026-11-20T08:00:00.000Z"));
    const world = { ...clock, uuid: () => crypto.randomUUID() };
    const limit = { requests: 60 * times, seconds: 60 };
    await using emulator = await freshEmulator({ world, limits: { kirim: limit } });
    const requests = requestsFor("PATCH", `${emulator.baseUrls["kirim"]}${kirimPath}`, {
      authorization: `Bearer ${emulator.settings["kirim"]?.["apiKey"]}`,
    });
    const send = clock.counted(createSend({ timeout, userAgent: "billing/test" }));
    const start = clock.now();
    const somebody = { writes: other > 0 };
    let others = 0;
    const run = pacedRun({
      ...requests,
      budget: createBudget({ ...kirim.limits, host: clock }),
      send,
      host: clock,
      workers: 8,
      more: (begun) => begun < customers,
    }).finally(() => {
      somebody.writes = false;
    });
    /** Somebody else who writes so many times a second, and tries again after a second. */
    const somebodyElse = async () => {
      while (somebody.writes) {
        const { status } = await send(requests.write);
        if (status === 200) others += 1;
        await clock.sleep(status === 200 ? 1000 / other : 1000);
      }
    };
    const [counts] = await clock.run(Promise.all([run, somebodyElse()]));
    const seconds = (clock.now() - start) / 1000;
    const used = (counts.done + others) / (60 * times + seconds * times);
    say(name, counts, used);
    return { counts, seconds, used, others };
  }

  test("60 writes a minute: what is allowed is used, hardly a 429, and nobody is lost", async () => {
    const { counts, used } = await manyAMinute("60 a minute", 1, 300);
    expect(used).toBeGreaterThanOrEqual(0.97);
    expect(counts.throttled / counts.answered).toBeLessThan(0.01);
    expect(counts).toMatchObject({ done: 300, lost: 0 });
  });

  test("an account whose answers report ten times the limit is ten times as fast", async () => {
    const { counts, used, seconds } = await manyAMinute("600 a minute", 10, 700);
    expect(used).toBeGreaterThanOrEqual(0.97);
    expect(seconds).toBeLessThan(15);
    expect(counts).toMatchObject({ throttled: 0, done: 700, lost: 0 });
  });

  test("somebody else who uses half of it leads to hardly a 429", async () => {
    const { counts, used, others } = await manyAMinute("half used by somebody else", 1, 200, 0.5);
    expect(others).toBeGreaterThan(20);
    expect(counts.throttled / counts.answered).toBeLessThan(0.02);
    expect(counts).toMatchObject({ done: 200, lost: 0 });
    expect(used).toBeGreaterThanOrEqual(0.9);
  });

  /** Customers for so many seconds, at a limit of 200 requests a second; what is done in a warm-up counts not. */
  async function manyASecond(
    name: string,
    rates: BudgetOptions["rates"],
    seconds: number,
    warmUp = 0,
  ) {
    const clock = virtualClock(Date.parse("2026-11-20T08:00:00.000Z"));
    const world = { ...clock, uuid: () => crypto.randomUUID() };
    const limits = { commet: { requests: 200, seconds: 1, burst: 40 } };
    await using emulator = await freshEmulator({ world, limits });
    const requests = requestsFor("PUT", `${emulator.baseUrls["commet"]}${commetPath}`, {
      "x-api-key": emulator.settings["commet"]?.["apiKey"] ?? "",
    });
    const budget = createBudget({ rates, host: clock });
    const send = clock.counted(createSend({ timeout, userAgent: "billing/test" }));
    const runFor = (length: number) => {
      const end = clock.now() + length * 1000;
      const more = () => clock.now() < end;
      return clock.run(pacedRun({ ...requests, budget, send, host: clock, workers: 16, more }));
    };
    await runFor(warmUp);
    const start = clock.now();
    const counts = await runFor(seconds);
    const burst = warmUp === 0 ? 40 : 0;
    const used = (2 * counts.done) / (burst + (200 * (clock.now() - start)) / 1000);
    say(name, counts, used);
    return { counts, used };
  }

  test("200 a second", async () => {
    const rates = [{ of: "all", requests: 200, seconds: 1, burst: 40 }] as const;
    const { counts, used } = await manyASecond("200 a second", rates, 2);
    expect(used).toBeGreaterThanOrEqual(0.9);
    expect(counts).toMatchObject({ throttled: 0, lost: 0 });
  });

  test("a limit that nobody published is found", async () => {
    const { counts, used } = await manyASecond("200 a second, not published", [], 2, 3);
    expect(used).toBeGreaterThanOrEqual(0.3);
    expect(counts.throttled / counts.answered).toBeLessThan(0.1);
    expect(counts.lost).toBe(0);
  });
});
