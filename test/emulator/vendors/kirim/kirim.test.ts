import { expect, test } from "vitest";
import type { JsonObject } from "../../../../src/domain/json.ts";
import { call, freshEmulator, testNow } from "../../support.ts";

const id = "cus_7H2KX0M4QWERTN8B3ZC5DVA9PG";
const path = `/customers/${id}`;

const documented = {
  id,
  object: "customer",
  name: "Sinar Logistik",
  email: "ops@sinar.example",
  status: "active",
  metadata: { crm_id: "S-209", segment: "b2b" },
  archived_at: null,
  team_id: "t9f2kq81mzxa",
  created_at: "2026-06-11T03:20:00.000Z",
  updated_at: "2026-09-01T10:05:31.000Z",
};

const accounts = [
  {
    phone_number_id: "106000000000001",
    phone_number: "+6281100000001",
    name: "Sinar CS",
    status: "connected",
    onboarded_at: "2026-06-12T01:00:00.000Z",
  },
];

test("the demo customer is the documented example, with its accounts and a request id", async () => {
  await using emulator = await freshEmulator();
  const answer = await call(emulator, "kirim", "GET", path);
  expect(answer.status).toBe(200);
  const requestId = answer.headers.get("x-request-id");
  expect(requestId).toMatch(/^req_[0-9A-HJKMNP-TV-Z]{26}$/u);
  expect(answer.json).toEqual({
    data: { ...documented, whatsapp_accounts: accounts },
    request_id: requestId,
  });
});

test("PATCH replaces the metadata, clears with null, and answers without accounts", async () => {
  await using emulator = await freshEmulator();
  const body = { email: null, metadata: { owner: "dewi" } };
  const answer = await call(emulator, "kirim", "PATCH", path, { body });
  expect(answer.json["data"]).toEqual({ ...documented, ...body, updated_at: testNow });
  const read = await call(emulator, "kirim", "GET", path);
  expect(read.json["data"]).toEqual({
    ...documented,
    ...body,
    updated_at: testNow,
    whatsapp_accounts: accounts,
  });
  const cleared = await call(emulator, "kirim", "PATCH", path, { body: { metadata: null } });
  expect((cleared.json["data"] as JsonObject)["metadata"]).toBeNull();
});

test("with merged metadata, other keys stay", async () => {
  await using emulator = await freshEmulator({ switches: { kirim: { mergeMetadata: true } } });
  const answer = await call(emulator, "kirim", "PATCH", path, {
    body: { metadata: { owner: "dewi" } },
  });
  expect((answer.json["data"] as JsonObject)["metadata"]).toEqual({
    ...documented.metadata,
    owner: "dewi",
  });
});

test("white space in a name collapses, unless the switch says otherwise", async () => {
  const body = { name: "  Sinar\n\t Logistik  Tbk " };
  await using emulator = await freshEmulator();
  const answer = await call(emulator, "kirim", "PATCH", path, { body });
  expect((answer.json["data"] as JsonObject)["name"]).toBe("Sinar Logistik Tbk");
  await using exact = await freshEmulator({ switches: { kirim: { collapseName: false } } });
  const kept = await call(exact, "kirim", "PATCH", path, { body });
  expect((kept.json["data"] as JsonObject)["name"]).toBe(body.name);
});

test.each([
  [{ name: "" }, "name"],
  [{ name: " \n " }, "name"],
  [{ name: "x".repeat(201) }, "name"],
  [{ name: null }, "name"],
  [{ email: "nobody" }, "email"],
  [{ email: "" }, "email"],
  [{ metadata: "example" }, "metadata"],
  [{ metadata: [] }, "metadata"],
  [
    { metadata: Object.fromEntries(Array.from({ length: 65 }, (_, index) => [index, 1])) },
    "metadata",
  ],
  [{ metadata: { long: "é".repeat(8200) } }, "metadata"],
  [{ status: "ACTIVE" }, "status"],
  [{ status: null }, "status"],
])("PATCH %j is refused, naming %s", async (body, param) => {
  await using emulator = await freshEmulator();
  const answer = await call(emulator, "kirim", "PATCH", path, { body });
  expect(answer.status).toBe(400);
  expect(answer.json).toEqual({
    error: {
      type: "invalid_request_error",
      code: "invalid_field_value",
      message: expect.stringContaining(param) as unknown,
      param,
      request_id: answer.headers.get("x-request-id"),
    },
  });
});

test("the limits themselves are still fine", async () => {
  await using emulator = await freshEmulator();
  const metadata = Object.fromEntries(Array.from({ length: 64 }, (_, index) => [index, 1]));
  const bodies = [
    { name: "😀".repeat(200) },
    { metadata },
    { metadata: { a: "x".repeat(16 * 1024 - 8) } },
  ];
  for (const body of bodies) {
    expect((await call(emulator, "kirim", "PATCH", path, { body })).status).toBe(200);
  }
});

test("archived_at is there exactly while the status is archived", async () => {
  await using emulator = await freshEmulator();
  const status = async (value: string): Promise<unknown> => {
    const { json } = await call(emulator, "kirim", "PATCH", path, { body: { status: value } });
    return (json["data"] as JsonObject)["archived_at"];
  };
  expect(await status("suspended")).toBeNull();
  expect(await status("archived")).toBe(testNow);
  emulator.world.advance(1000);
  expect(await status("archived")).toBe(testNow);
  expect(await status("active")).toBeNull();
});

test("an archived customer refuses changes where the switch says so", async () => {
  await using emulator = await freshEmulator({ switches: { kirim: { changeArchived: false } } });
  await call(emulator, "kirim", "DELETE", path);
  const answer = await call(emulator, "kirim", "PATCH", path, { body: { status: "active" } });
  expect([answer.status, (answer.json["error"] as JsonObject)["type"]]).toEqual([409, "conflict"]);
});

test("DELETE archives and removes nothing", async () => {
  await using emulator = await freshEmulator();
  const deleted = await call(emulator, "kirim", "DELETE", path);
  expect(deleted.json["data"]).toMatchObject({ status: "archived", archived_at: testNow });
  expect((await call(emulator, "kirim", "GET", path)).status).toBe(200);
});

test("unknown keys are dropped in silence, team_id among them", async () => {
  await using emulator = await freshEmulator();
  const body = { team_id: "other", phone: "+62" };
  const answer = await call(emulator, "kirim", "PATCH", path, { body });
  expect(answer.json["data"]).toEqual({ ...documented, updated_at: testNow });
  await using strict = await freshEmulator({ switches: { kirim: { rejectUnknownKeys: true } } });
  expect((await call(strict, "kirim", "PATCH", path, { body })).status).toBe(400);
});

test.each(["cus_7H2KX0M4QWERTN8B3ZC5DVA9PH", "nonsense", "constructor"])(
  "the unknown id %s is not found",
  async (unknown) => {
    await using emulator = await freshEmulator();
    const answer = await call(emulator, "kirim", "PATCH", `/customers/${unknown}`, { body: {} });
    expect(answer.status).toBe(404);
    expect(answer.json["error"]).toMatchObject({ type: "not_found", code: "resource_not_found" });
  },
);

test.each(["", "Bearer kdv_test_other", "kdv_test_demoKeyOfTheEmulator0000"])(
  "the credentials %j are refused",
  async (authorization) => {
    await using emulator = await freshEmulator();
    const answer = await call(emulator, "kirim", "GET", path, { headers: { authorization } });
    expect(answer.status).toBe(401);
    expect(answer.json["error"]).toMatchObject({ type: "authentication_error" });
  },
);

test("the sixty-first write of a minute is limited; a second later one more goes through", async () => {
  await using emulator = await freshEmulator();
  const write = () => call(emulator, "kirim", "PATCH", path, { body: {} });
  const writes = await Promise.all(Array.from({ length: 60 }, write));
  expect(new Set(writes.map(({ status }) => status))).toEqual(new Set([200]));
  const remaining = writes.map(({ headers }) => Number(headers.get("x-ratelimit-remaining")));
  expect(Math.min(...remaining)).toBe(0);
  const limited = await write();
  expect(limited.status).toBe(429);
  expect(limited.json["error"]).toMatchObject({ type: "rate_limit_error" });
  expect(limited.headers.get("retry-after")).toBe("1");
  expect(limited.headers.get("x-ratelimit-limit")).toBe("60");
  expect(limited.headers.get("x-ratelimit-reset")).toBe(String(Date.parse(testNow) / 1000 + 60));
  const read = await call(emulator, "kirim", "GET", path);
  expect([read.status, read.headers.get("x-ratelimit-limit")]).toEqual([200, "600"]);
  emulator.world.advance(1000);
  expect((await write()).status).toBe(200);
  expect((await write()).status).toBe(429);
});

test("without the rate limit nothing is counted", async () => {
  await using emulator = await freshEmulator({ switches: { kirim: { rateLimit: false } } });
  const answers = await Promise.all(
    Array.from({ length: 70 }, () => call(emulator, "kirim", "PATCH", path, { body: {} })),
  );
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(answers[0]?.headers.get("x-ratelimit-limit")).toBeNull();
});

test("an Idempotency-Key counts on POST and is ignored on PATCH", async () => {
  await using emulator = await freshEmulator();
  const headers = { "idempotency-key": "one" };
  const create = (name: string) =>
    call(emulator, "kirim", "POST", "/customers", { headers, body: { name } });
  const first = await create("New");
  expect([first.status, first.headers.get("idempotent-replayed")]).toEqual([201, "false"]);
  expect(first.json["data"]).toMatchObject({ name: "New", status: "pending", metadata: null });
  const again = await create("New");
  expect([again.json, again.headers.get("idempotent-replayed")]).toEqual([first.json, "true"]);
  const reused = await create("Other");
  expect([reused.status, (reused.json["error"] as JsonObject)["code"]]).toEqual([
    422,
    "idempotency_key_reuse",
  ]);
  for (const name of ["One", "Two"]) {
    const patched = await call(emulator, "kirim", "PATCH", path, { headers, body: { name } });
    expect((patched.json["data"] as JsonObject)["name"]).toBe(name);
  }
});

test("POST without a name says which field is missing", async () => {
  await using emulator = await freshEmulator({ switches: { kirim: { createStatus: "200" } } });
  const answer = await call(emulator, "kirim", "POST", "/customers", { body: {} });
  expect(answer.json["error"]).toMatchObject({ code: "missing_required_field", param: "name" });
  const created = await call(emulator, "kirim", "POST", "/customers", { body: { name: "A" } });
  expect(created.status).toBe(200);
});

test("the list pages, filters by status, and has no accounts", async () => {
  await using emulator = await freshEmulator();
  const first = await call(emulator, "kirim", "GET", "/customers?limit=2");
  expect(first.json).toMatchObject({ has_more: true, data: [documented, {}] });
  expect((first.json["data"] as JsonObject[])[0]).not.toHaveProperty("whatsapp_accounts");
  expect(first.text).toContain('"ledger":9007199254740993');
  const cursor = first.json["next_cursor"] as string;
  const second = await call(emulator, "kirim", "GET", `/customers?limit=2&cursor=${cursor}`);
  expect(second.json).toMatchObject({
    has_more: false,
    next_cursor: null,
    data: [{ name: "Warung Lama", metadata: null }],
  });
  const archived = await call(emulator, "kirim", "GET", "/customers?status=archived");
  expect(archived.json["data"]).toHaveLength(1);
});

test.each([
  ["limit=0", "invalid_limit"],
  ["limit=101", "invalid_limit"],
  ["cursor=nonsense", "invalid_cursor"],
])("the list refuses %s with %s", async (query, code) => {
  await using emulator = await freshEmulator();
  const answer = await call(emulator, "kirim", "GET", `/customers?${query}`);
  expect([answer.status, (answer.json["error"] as JsonObject)["code"]]).toEqual([400, code]);
});

test("a cursor of one filter is refused by another", async () => {
  await using emulator = await freshEmulator();
  const first = await call(emulator, "kirim", "GET", "/customers?limit=1");
  const cursor = first.json["next_cursor"] as string;
  const answer = await call(emulator, "kirim", "GET", `/customers?status=active&cursor=${cursor}`);
  expect(answer.status).toBe(400);
});

test("a body that is no JSON object, and a path that is no route", async () => {
  await using emulator = await freshEmulator();
  const broken = await call(emulator, "kirim", "PATCH", path, { text: "{" });
  expect(broken.status).toBe(400);
  const nowhere = await call(emulator, "kirim", "PUT", path, { body: {} });
  expect([nowhere.status, (nowhere.json["error"] as JsonObject)["type"]]).toEqual([
    404,
    "not_found",
  ]);
});
