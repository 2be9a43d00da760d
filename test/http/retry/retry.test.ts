import { describe, expect, test } from "vitest";
import type { AttemptResult } from "../../../src/http/retry/retry.ts";
import { defaultLimits, retryDelay } from "../../../src/http/retry/retry.ts";

/** 06 Nov 1994 08:49:00 GMT. */
const now = Date.UTC(1994, 10, 6, 8, 49, 0);

function delay(result: AttemptResult, safe: boolean, change: object = {}) {
  const repeating = safe ? "harmless" : "twice";
  return retryDelay({
    attempt: 1,
    result,
    repeating,
    waited: 0,
    now,
    random: 0.5,
    limits: defaultLimits,
    ...change,
  });
}

function status(code: number, headers: Record<string, string> = {}): AttemptResult {
  return { status: code, headers };
}

function silence(sent: boolean, code: string): AttemptResult {
  return { noAnswer: { sent, code } };
}

const again = 250;

describe("what is tried again", () => {
  test.each<[AttemptResult, number | "stop", number | "stop"]>([
    // what an attempt came to, a safe request, any other
    [status(200), "stop", "stop"],
    [status(302), "stop", "stop"],
    [status(400), "stop", "stop"],
    [status(401), "stop", "stop"],
    [status(404), "stop", "stop"],
    [status(409), "stop", "stop"],
    [status(408), again, "stop"],
    [status(429), again, again],
    [status(500), again, "stop"],
    [status(501), "stop", "stop"],
    [status(502), again, "stop"],
    [status(503), again, "stop"],
    [status(503, { "retry-after": "1" }), 1000, "stop"],
    [status(504), again, "stop"],
    [status(505), "stop", "stop"],
    [silence(false, "ECONNREFUSED"), again, again],
    [silence(false, "ENOTFOUND"), again, again],
    [silence(false, "EAI_AGAIN"), again, again],
    [silence(false, "ENETUNREACH"), again, again],
    [silence(false, "EHOSTUNREACH"), again, again],
    [silence(false, "ETIMEDOUT"), again, again],
    [silence(false, "ECONNRESET"), again, again],
    [silence(false, "UNKNOWN"), again, "stop"],
    [silence(true, "ECONNRESET"), again, "stop"],
    [silence(true, "EPIPE"), again, "stop"],
    [silence(true, "ETIMEDOUT"), again, "stop"],
    [silence(true, "HPE_INVALID_CONSTANT"), again, "stop"],
    [silence(true, "ERR_HTTP_CONTENT_LENGTH_MISMATCH"), again, "stop"],
    [silence(true, "TOO_LARGE"), "stop", "stop"],
    [silence(true, "NOT_UTF8"), "stop", "stop"],
    [silence(true, "ABORTED"), "stop", "stop"],
    [silence(false, "ABORTED"), "stop", "stop"],
    [silence(false, "INVALID_URL"), "stop", "stop"],
    [silence(false, "INVALID_REQUEST"), "stop", "stop"],
    [silence(false, "DEPTH_ZERO_SELF_SIGNED_CERT"), "stop", "stop"],
    [silence(false, "SELF_SIGNED_CERT_IN_CHAIN"), "stop", "stop"],
    [silence(false, "CERT_HAS_EXPIRED"), "stop", "stop"],
    [silence(false, "UNABLE_TO_VERIFY_LEAF_SIGNATURE"), "stop", "stop"],
    [silence(false, "ERR_TLS_CERT_ALTNAME_INVALID"), "stop", "stop"],
    [silence(false, "ERR_SSL_WRONG_VERSION_NUMBER"), "stop", "stop"],
    [silence(false, "EPROTO"), "stop", "stop"],
  ])("%j: %s when safe, %s when not", (result, whenSafe, otherwise) => {
    expect([delay(result, true), delay(result, false)]).toEqual([whenSafe, otherwise]);
  });
});

describe("how long it waits", () => {
  test.each([
    [1, 0, 0],
    [1, 0.999, 500],
    [2, 0.5, 500],
    [3, 0.5, 1000],
    [5, 0.5, 4000],
    [6, 0.5, 4000],
    [60, 0.5, 4000],
  ])("after attempt %d with chance at %d: %d ms", (attempt, random, expected) => {
    const limits = { attempts: 100, maxWaitMs: 60_000 };
    expect(delay(status(503), true, { attempt, random, limits })).toBe(expected);
  });

  test("never longer than the longest accepted wait", () => {
    const limits = { attempts: 4, maxWaitMs: 100 };
    expect(delay(status(503), true, { random: 0.99, limits })).toBe(99);
  });

  test.each<[string, number | "stop"]>([
    ["7", 7000],
    [" 7 ", 7000],
    ["1.5", 1500],
    ["60", 60_000],
    ["61", "stop"],
    ["99999999999999999999", "stop"],
    ["Sun, 06 Nov 1994 08:49:37 GMT", 37_000],
    ["Sunday, 06-Nov-94 08:49:37 GMT", 37_000],
    ["Sun Nov  6 08:49:37 1994", 37_000],
    ["Sun, 06 Nov 1994 08:50:01 GMT", "stop"],
    // in the past or at once: the usual pause, lest the server be hammered
    ["0", again],
    ["Sun, 06 Nov 1994 08:48:00 GMT", again],
    // unreadable: as if it were not there
    ["soon", again],
    ["-5", again],
    ["", again],
    ["5 apples", again],
    ["Sun, 06 Foo 1994 08:49:37 GMT", again],
  ])("Retry-After: %s", (value, expected) => {
    expect(delay(status(429, { "retry-after": value }), false)).toBe(expected);
  });
});

describe("how often", () => {
  test("four attempts in all by default", () => {
    const delays = [1, 2, 3, 4].map((attempt) => delay(status(503), true, { attempt }));
    expect(delays).toEqual([250, 500, 1000, "stop"]);
  });

  test("one attempt means never again", () => {
    const limits = { ...defaultLimits, attempts: 1 };
    expect(delay(status(429), true, { limits })).toBe("stop");
  });
});

describe("a write under a key that the provider honours", () => {
  test.each<[AttemptResult, number | "stop"]>([
    [status(200), "stop"],
    [status(429), again],
    [status(500), "stop"],
    [status(503, { "retry-after": "1" }), "stop"],
    [silence(true, "ECONNRESET"), again],
    [silence(true, "ETIMEDOUT"), again],
    [silence(true, "NOT_UTF8"), "stop"],
    [silence(true, "ABORTED"), "stop"],
    [silence(false, "ECONNREFUSED"), again],
    [silence(false, "CERT_HAS_EXPIRED"), "stop"],
  ])("%j: %s", (result, expected) => {
    expect(delay(result, false, { repeating: "keyed" })).toBe(expected);
  });
});

describe("the waiting that is accepted", () => {
  test("counts what was waited before", () => {
    const asked = status(429, { "retry-after": "40" });
    expect(delay(asked, true)).toBe(40_000);
    expect(delay(asked, true, { waited: 20_000 })).toBe(40_000);
    expect(delay(asked, true, { waited: 20_001 })).toBe("stop");
  });
});
