import { expect, test } from "vitest";

import type { Scripted } from "../support/scripted-server.ts";
import { customerAt, updateAgainst } from "./providers.ts";

const refusal = (status: number, headers: Readonly<Record<string, string>> = {}): Scripted => ({
  status,
  headers: { "x-request-id": "req_7", ...headers },
  body: { error: { type: "some_type", code: "some_code", message: "It did not work" } },
});

/** Reads that did not give the customer: nothing may have been written. */
async function failedRead(script: readonly Scripted[]) {
  const result = await updateAgainst("commet", { script });
  expect(result.seen.every(({ method }) => method === "GET")).toBe(true);
  expect(result.stdout).toBe("");
  return result;
}

test.each([
  [400, 5, "Commet refused the request (400): It did not work"],
  [401, 3, "Commet refused the credential (401): It did not work"],
  [402, 5, "Commet refused the request (402)"],
  [403, 3, "hint: the credential is known but may not do this"],
  [404, 4, "Commet has no customer cus_7Qm2rT (404)"],
  [409, 5, "Commet refused the request (409)"],
  [413, 5, "Commet refused the request (413)"],
  [422, 5, "Commet refused the request (422)"],
])("a read answered %i ends with exit %i", async (status, exit, message) => {
  const { code, stderr, sleeps } = await failedRead([refusal(status)]);
  expect(code).toBe(exit);
  expect(stderr).toContain(message);
  expect(stderr).toContain("code: some_code");
  expect(stderr).toContain("request id: req_7");
  expect(stderr.match(/It did not work/gu)).toHaveLength(1);
  expect(sleeps).toEqual([]);
});

test.each([500, 502, 503, 504])("a read answered %i is tried four times", async (status) => {
  const { code, stderr, sleeps } = await failedRead(
    Array.from({ length: 4 }, () => refusal(status)),
  );
  expect(code).toBe(7);
  expect(sleeps).toEqual([250, 500, 1000]);
  expect(stderr).toContain("attempt 1 failed");
  expect(stderr).toContain(`error: Commet answered ${status}: It did not work`);
});

test("a read that is limited waits as long as it is told to", async () => {
  const limited = refusal(429, { "retry-after": "7" });
  const { code, stdout, sleeps } = await updateAgainst("commet", {
    script: [limited, limited, customerAt("commet"), customerAt("commet", { fullName: "X" })],
  });
  expect(code).toBe(0);
  expect(stdout).toContain("stored as sent, says the answer");
  expect(sleeps).toEqual([7000, 7000]);
});

test("a read that stays limited is given up after four attempts", async () => {
  const { code, stderr, sleeps } = await failedRead(Array.from({ length: 4 }, () => refusal(429)));
  expect(code).toBe(7);
  expect(sleeps).toEqual([250, 500, 1000]);
  expect(stderr).toContain("hint: wait a little, then run the command again");
});

test.each([
  ["7200", "wait 7200 seconds, as the answer asks, then run the command again"],
  [
    "Fri, 01 Jan 2099 00:00:00 GMT",
    "wait until Fri, 01 Jan 2099 00:00:00 GMT, as the answer asks, then run the command again",
  ],
  ["soon", "wait a little, then run the command again"],
])("a wait that is longer than accepted is named: %s", async (asked, hint) => {
  const answers = asked === "soon" ? 4 : 1;
  const { code, stderr } = await failedRead(
    Array.from({ length: answers }, () => refusal(429, { "retry-after": asked })),
  );
  expect(code).toBe(7);
  expect(stderr).toContain(`hint: ${hint}\n`);
});

test("an hour is not waited", async () => {
  const { code, sleeps } = await failedRead([refusal(429, { "retry-after": "3600" })]);
  expect({ code, sleeps }).toEqual({ code: 7, sleeps: [] });
});

test.each([301, 302, 307, 308])("a redirect (%i) is never followed", async (status) => {
  const { code, stderr } = await failedRead([
    { status, headers: { location: "http://127.0.0.1:9/stolen" } },
  ]);
  expect(code).toBe(7);
  expect(stderr).toContain("hint: redirects are not followed, so that a credential never leaves");
  expect(stderr).not.toContain("stolen");
});

test.each<[what: string, answer: Partial<Scripted>, message: string]>([
  ["an empty body", {}, "the answer was empty"],
  ["cut JSON", { body: '{"data": {"id": "cus_' }, "the answer was not JSON"],
  [
    "a web page",
    { body: "<html></html>", headers: { "content-type": "text/html" } },
    "(text/html,",
  ],
  ["a list", { body: [] }, 'no customer in it under "data"'],
  ["a text", { body: '"cus_7Qm2rT"' }, 'no customer in it under "data"'],
  ["null", { body: "null" }, 'no customer in it under "data"'],
  ["a customer without an id", { body: { data: { fullName: "A" } } }, "no customer in it"],
  ["another's record", customerAt("commet", { id: "cus_other" }), "another customer (cus_other)"],
])("success with %s is not taken for a customer", async (_what, answer, message) => {
  const { code, stderr } = await failedRead([{ status: 200, ...answer }]);
  expect(code).toBe(7);
  expect(stderr).toContain(message);
  expect(stderr).toContain("hint: check baseUrl");
});

test("JSON is read whatever its content type says", async () => {
  const read = customerAt("commet");
  const { code } = await updateAgainst("commet", {
    script: [
      { ...read, body: JSON.stringify(read.body), headers: { "content-type": "text/plain" } },
      customerAt("commet", { fullName: "X" }),
    ],
  });
  expect(code).toBe(0);
});

test("fields that are missing, unknown or of another type do no harm", async () => {
  const odd = { email: { a: 1 }, timezone: [], metadata: "text", brandNew: { deep: [1] } };
  const { code, stdout, stderr, seen } = await updateAgainst("commet", {
    script: [
      customerAt("commet", { fullName: 5, ...odd }),
      customerAt("commet", { fullName: "X", ...odd }),
    ],
  });
  expect(code).toBe(0);
  expect(stderr).toMatch(/^writing to commet: at \S+\n$/u);
  expect(stdout).toMatch(/~ name +5 +X/u);
  expect(seen[1]?.body).toBe('{"fullName":"X"}');
});

test("a body beyond the limit is not read to its end", async () => {
  const { code, stderr } = await failedRead([
    { status: 200, body: "x".repeat(10 * 1024 * 1024 + 1) },
  ]);
  expect(code).toBe(7);
  expect(stderr).toContain("no usable answer from Commet: ");
  expect(stderr).toContain("longer than 10485760 bytes");
});

test("a connection that is reset is tried again, then given up", async () => {
  const reset: Scripted = { status: 0, reset: true };
  const { code, stderr, sleeps } = await failedRead([reset, reset, reset, reset]);
  expect(code).toBe(7);
  expect(sleeps).toHaveLength(3);
  expect(stderr).toContain("hint: check the network and baseUrl, then try again");
});

test("--no-retry asks once", async () => {
  const { code, sleeps } = await updateAgainst("commet", {
    words: ["--name", "X", "--no-retry"],
    script: [refusal(503)],
  });
  expect({ code, sleeps }).toEqual({ code: 7, sleeps: [] });
});
