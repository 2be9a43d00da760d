import { expect, test } from "vitest";
import { type Answer, call, demoCustomer, demoCustomers, freshEmulator } from "./support.ts";

const statuses = [400, 401, 402, 403, 404, 409, 413, 422, 429, 500, 503] as const;

async function errorsOf(
  vendor: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<number, Answer>>> {
  await using emulator = await freshEmulator();
  const { path } = demoCustomer(vendor);
  const answers: Record<number, Answer> = {};
  for (const status of statuses) {
    emulator.faults.clear();
    emulator.faults.add({ vendor, call: "read", kind: "status", status });
    answers[status] = await call(emulator, vendor, "GET", path, { headers });
  }
  return answers;
}

function jsonOf(answers: Readonly<Record<number, Answer>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { json, text }]) => [status, json ?? text]),
  );
}

test.each(demoCustomers)("$vendor has an error for every status", async ({ vendor }) => {
  const answers = await errorsOf(vendor);
  expect(Object.values(answers).map(({ status }) => status)).toEqual(statuses);
});

test("Vayu: flat errors of its own, a bare message from its gateway", async () => {
  const json = jsonOf(await errorsOf("vayu"));
  expect(json[429]).toEqual({
    type: "rate_limit_error",
    code: "rate_limit_exceeded",
    message: "Too many requests",
  });
  expect(json).toMatchObject({
    400: { code: "bad_request" },
    401: { type: "authentication_error", code: "authentication_failed" },
    404: { code: "resource_not_found" },
    409: { code: "resource_already_exists" },
    413: { code: "request_too_large" },
    500: { type: "api_error", code: "internal_error" },
  });
  expect(json[403]).toEqual({ message: "Forbidden" });
  expect(json[503]).toEqual({ message: "Service Unavailable" });
});

test("Commet: nested errors with a page, flat ones before 2026-05-25, always a request id", async () => {
  const answers = await errorsOf("commet");
  expect(jsonOf(answers)).toMatchObject({
    401: { success: false, error: { type: "authentication_error", code: "unauthorized" } },
    403: { error: { type: "authentication_error", code: "forbidden" } },
    409: { error: { type: "conflict_error", code: "duplicate" } },
    422: { error: { type: "validation_error", code: "validation_error" } },
    429: {
      error: {
        type: "rate_limit_error",
        code: "rate_limited",
        doc_url: "https://commet.co/docs/api-reference/2026-06-10/errors/rate_limited.md",
      },
    },
    500: { error: { type: "internal_error", code: "internal_error" } },
  });
  expect(answers[429]?.headers.get("x-request-id")).toMatch(/^req_[\da-f]{32}$/u);
  const old = jsonOf(await errorsOf("commet", { "commet-version": "2026-05-12" }));
  expect(old[500]).toEqual({
    success: false,
    code: "internal_error",
    message: "Internal Server Error",
    details: null,
  });
});

test("Flexprice: its envelope, the barer shapes of its middleware, text from what stands before it", async () => {
  const answers = await errorsOf("flexprice", { "x-request-id": "mine" });
  const json = jsonOf(answers);
  expect(json[429]).toEqual({
    code: "too_many_requests",
    message: "Too many requests",
    http_status_code: 429,
  });
  expect(json[401]).toEqual({ error: "Unauthorized" });
  expect(json[403]).toEqual({ message: "insufficient permissions" });
  expect(json).toMatchObject({
    400: { code: "validation_error" },
    409: { code: "version_conflict" },
    500: { code: "system_error", http_status_code: 500 },
    503: { code: "service_unavailable" },
  });
  expect(json[413]).toBe("Payload Too Large");
  expect(answers[429]?.headers.get("x-request-id")).toBe("mine");
});

test("Maple: four members, the status among them", async () => {
  const json = jsonOf(await errorsOf("maple"));
  expect(json[429]).toEqual({
    error_message: "too many requests",
    error_type: "request_error",
    error_code: "too_many_requests",
    error_status: 429,
  });
  expect(json).toMatchObject({
    401: { error_type: "auth_error" },
    403: { error_type: "auth_error", error_status: 403 },
    409: { error_type: "idempotency_error", error_status: 409 },
    500: { error_type: "request_error", error_status: 500 },
  });
});

test("Kirim: one of its types, the request's id twice, the bucket's state with 429", async () => {
  const answers = await errorsOf("kirim");
  expect(jsonOf(answers)).toMatchObject({
    401: { error: { type: "authentication_error" } },
    402: { error: { code: "feature_not_entitled" } },
    403: { error: { type: "permission_error" } },
    409: { error: { type: "conflict" } },
    422: { error: { type: "invalid_request_error", code: "idempotency_key_reuse" } },
    429: { error: { type: "rate_limit_error", code: "rate_limit_exceeded" } },
    500: { error: { type: "api_error", code: "internal_server_error" } },
  });
  const limited = answers[429];
  expect(limited?.json["error"]).toMatchObject({
    request_id: limited?.headers.get("x-request-id"),
  });
  const told = ["limit", "remaining", "reset"].map((name) =>
    limited?.headers.get(`x-ratelimit-${name}`),
  );
  expect(told).toEqual(["600", "0", String(Date.parse("2026-11-20T08:01:00Z") / 1000)]);
  expect(answers[500]?.headers.get("x-ratelimit-limit")).toBeNull();
});
