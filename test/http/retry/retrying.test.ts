import { describe, expect, test } from "vitest";
import type { HttpRequest, HttpResponse, Send } from "../../../src/domain/exchange.ts";
import { NoAnswer } from "../../../src/domain/exchange.ts";
import { createSend } from "../../../src/http/send/got-send.ts";
import { defaultLimits } from "../../../src/http/retry/retry.ts";
import type { RetryNotice } from "../../../src/http/retry/retrying.ts";
import { retrying } from "../../../src/http/retry/retrying.ts";
import { httpServer } from "../servers.ts";

const read: HttpRequest = { method: "GET", url: "http://127.0.0.1/", headers: {} };
const write: HttpRequest = { ...read, method: "PUT", body: "{}" };
const busy: HttpResponse = { status: 429, headers: { "retry-after": "2" }, body: "" };
const down: HttpResponse = { status: 503, headers: {}, body: "" };
const fine: HttpResponse = { status: 200, headers: {}, body: "fine" };

function lost(sent: boolean, code: string): NoAnswer {
  return new NoAnswer(`lost (${code})`, { sent, code });
}

/** Plays the outcomes in order, on a clock that only sleeping moves. */
function setup(
  outcomes: readonly (HttpResponse | Error)[],
  { attempts = 4, signal = new AbortController().signal } = {},
) {
  const log: (RetryNotice | number | HttpRequest)[] = [];
  let at = 0;
  let now = 0;
  const play: Send = async (request) => {
    log.push(request);
    const outcome = outcomes[at++];
    if (outcome === undefined) throw new Error("one attempt too many");
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  const send = retrying(play, {
    host: {
      now: () => now,
      random: () => 0.5,
      sleep: async (milliseconds, stop) => {
        if (stop?.aborted === true) throw new Error("woken");
        log.push(milliseconds);
        now += milliseconds;
      },
    },
    limits: { ...defaultLimits, attempts },
    repeating: ({ method, headers }) =>
      method === "GET" ? "harmless" : headers["key"] === undefined ? "twice" : "keyed",
    onRetry: (notice) => log.push(notice),
    signal,
  });
  return { send, log };
}

describe("a request that is tried again", () => {
  test("reports, waits, and sends the same once more", async () => {
    const { send, log } = setup([down, lost(true, "ECONNRESET"), fine]);
    expect(await send(read)).toEqual(fine);
    expect(log).toEqual([
      read,
      { attempt: 1, delayMs: 250, reason: "HTTP 503" },
      250,
      read,
      { attempt: 2, delayMs: 500, reason: "lost (ECONNRESET)" },
      500,
      read,
    ]);
  });

  test("a write turned away with 429 waits as long as it is asked to", async () => {
    const { send, log } = setup([busy, fine]);
    expect(await send(write)).toEqual(fine);
    expect(log).toEqual([write, { attempt: 1, delayMs: 2000, reason: "HTTP 429" }, 2000, write]);
  });
});

describe("a request that is not", () => {
  test("a write that may have arrived is never sent twice", async () => {
    const error = lost(true, "ETIMEDOUT");
    const { send, log } = setup([error]);
    await expect(send(write)).rejects.toBe(error);
    expect(log).toEqual([write]);
  });

  test("a write answered with 503 is never sent twice", async () => {
    const { send, log } = setup([down]);
    expect(await send(write)).toEqual(down);
    expect(log).toEqual([write]);
  });

  test("after the last attempt its answer is the result", async () => {
    const { send } = setup([down, down], { attempts: 2 });
    expect(await send(read)).toEqual(down);
  });

  test("after the last attempt its failure is the result", async () => {
    const error = lost(false, "ECONNREFUSED");
    const { send } = setup([down, error], { attempts: 2 });
    await expect(send(read)).rejects.toBe(error);
  });

  test("with one attempt nothing is repeated", async () => {
    const { send, log } = setup([busy], { attempts: 1 });
    expect(await send(read)).toEqual(busy);
    expect(log).toEqual([read]);
  });

  test("a bug is not mistaken for a lost answer", async () => {
    const bug = new TypeError("bug");
    const { send } = setup([bug]);
    await expect(send(read)).rejects.toBe(bug);
  });

  test("an interruption ends the waiting, and nothing was carried out", async () => {
    const interruption = new AbortController();
    const sleep = async (): Promise<void> => {
      interruption.abort("SIGINT");
      interruption.signal.throwIfAborted();
    };
    const send = retrying(async () => busy, {
      host: { now: () => 0, random: () => 0.5, sleep },
      limits: { attempts: 4, maxWaitMs: 60_000 },
      repeating: () => "twice",
      signal: interruption.signal,
    });
    await expect(send(write)).rejects.toMatchObject({ code: "ABORTED", sent: false });
  });

  test("once it was interrupted there is no further attempt", async () => {
    const { send, log } = setup([busy], { signal: AbortSignal.abort("SIGINT") });
    expect(await send(write)).toEqual(busy);
    expect(log).toEqual([write]);
  });
});

test("a sleep that fails by itself is a bug and stays one", async () => {
  const bug = new Error("no clock");
  const send = retrying(async () => down, {
    host: { now: () => 0, random: () => 0.5, sleep: () => Promise.reject(bug) },
    limits: defaultLimits,
    repeating: () => "harmless",
  });
  await expect(send(read)).rejects.toBe(bug);
});

test("over the network a server that recovers is reached, with one body per attempt", async () => {
  await using server = await httpServer((response, { body }) => {
    response.statusCode = server.received.length < 3 ? 429 : 200;
    response.end(body);
  });
  const timeout = { connect: 60_000, response: 60_000, request: 60_000 };
  const send = retrying(createSend({ timeout, userAgent: "billing/test" }), {
    host: { now: () => 0, random: () => 0, sleep: async () => {} },
    limits: defaultLimits,
    repeating: () => "twice",
  });
  expect(await send({ ...write, url: server.url })).toMatchObject({ status: 200, body: "{}" });
  expect(server.received.map(({ body }) => body)).toEqual(["{}", "{}", "{}"]);
});

describe("a write under a key", () => {
  const keyed: HttpRequest = { ...write, headers: { key: "1" } };

  test("is sent again when no answer came", async () => {
    const { send, log } = setup([lost(true, "ECONNRESET"), fine]);
    expect(await send(keyed)).toEqual(fine);
    expect(log.filter((entry) => entry === keyed)).toHaveLength(2);
  });

  test("stays unclear when an attempt was lost and the next could not be made", async () => {
    const first = lost(true, "ECONNRESET");
    const refused = lost(false, "CERT_HAS_EXPIRED");
    const { send } = setup([first, refused]);
    await expect(send(keyed)).rejects.toBe(first);
  });

  test("stays unclear when an attempt was lost and the next was refused", async () => {
    const first = lost(true, "ETIMEDOUT");
    const { send } = setup([first, { status: 500, headers: {}, body: "" }]);
    await expect(send(keyed)).rejects.toBe(first);
  });

  test("a read that was lost once ends with its last answer", async () => {
    const missing: HttpResponse = { status: 404, headers: {}, body: "" };
    const { send } = setup([lost(true, "ECONNRESET"), missing]);
    expect(await send(read)).toEqual(missing);
  });
});

describe("an attempt that is answered with 429", () => {
  const limits = { attempts: 2, throttledAttempts: 5, maxWaitMs: 60_000 };
  const host = { now: () => 0, random: () => 0, sleep: async () => {} };
  const playing = (outcomes: (HttpResponse | Error)[]): Send => {
    return async () => {
      const outcome = outcomes.shift();
      if (outcome === undefined) throw new Error("one attempt too many");
      if (outcome instanceof Error) throw outcome;
      return outcome;
    };
  };
  const repeating = () => "harmless" as const;

  test("is counted by itself where that is asked for, and the others are too", async () => {
    const send = retrying(playing([busy, busy, busy, down, busy, fine]), {
      host,
      limits,
      repeating,
    });
    expect(await send(read)).toEqual(fine);
  });

  test.each([
    ["429", [busy, busy, busy, busy, busy], busy],
    ["503", [busy, down, busy, down], down],
  ])("is the last one at its own count: %s", async (_name, outcomes, last) => {
    const send = retrying(playing([...outcomes]), { host, limits, repeating });
    expect(await send(read)).toEqual(last);
  });

  test("is counted with the others where nothing is asked for", async () => {
    const send = retrying(playing([busy, down]), {
      host,
      limits: { attempts: 2, maxWaitMs: 60_000 },
      repeating,
    });
    expect(await send(read)).toEqual(down);
  });
});

describe("before each further attempt", () => {
  const limits = defaultLimits;
  const repeating = () => "keyed" as const;

  test("its turn is waited for, after the delay and not before the first", async () => {
    const log: string[] = [];
    const host = {
      now: () => 0,
      random: () => 0.5,
      sleep: async (milliseconds: number) => {
        log.push(`slept ${milliseconds}`);
      },
    };
    const send = retrying(
      async () => {
        log.push("sent");
        return log.length > 5 ? fine : busy;
      },
      {
        host,
        limits,
        repeating,
        beforeRetry: async ({ method }) => {
          log.push(`turn of ${method}`);
        },
      },
    );
    await send(write);
    const again = ["slept 2000", "turn of PUT", "sent"];
    expect(log).toEqual(["sent", ...again, ...again]);
  });

  test.each([
    ["what was turned away was not carried out", busy, false],
    ["what was lost stays unclear", lost(true, "ECONNRESET"), true],
  ])("an interruption ends the request: %s", async (_name, outcome, sent) => {
    const interruption = lost(false, "ABORTED");
    const send = retrying(
      async () => {
        if (outcome instanceof Error) throw outcome;
        return outcome;
      },
      {
        host: { now: () => 0, random: () => 0.5, sleep: async () => {} },
        limits,
        repeating,
        beforeRetry: () => Promise.reject(interruption),
      },
    );
    await expect(send(write)).rejects.toMatchObject({ name: "NoAnswer", code: "ABORTED", sent });
  });

  test("a bug in it stays one", async () => {
    const bug = new TypeError("bug");
    const send = retrying(async () => busy, {
      host: { now: () => 0, random: () => 0.5, sleep: async () => {} },
      limits,
      repeating,
      beforeRetry: () => Promise.reject(bug),
    });
    await expect(send(write)).rejects.toBe(bug);
  });
});
