import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { call, freshEmulator, testNow } from "../../support.ts";

const company = "/companies/cmp_2Nb7QkzT9uYwVx3RrLq5sD1aHcE";
const path = `${company}/customers/cus_2Nb8LmPq`;

const documented = {
  id: "cus_2Nb8LmPq",
  company_id: "cmp_2Nb7QkzT9uYwVx3RrLq5sD1aHcE",
  identifier: "acct-7781",
  name: "Mara Lind",
  org_name: "Fjord Analytics",
  email: "billing@fjord.example",
  phone: "+47 555 01 020",
  title: "CFO",
  locale: "en",
  status: "ACTIVE",
  exclude_from_metrics: false,
  managed_externally: false,
  address: {
    address_line_1: "Storgata 4",
    address_line_2: "",
    city: "Oslo",
    state: "",
    zip: "0155",
    country: "NO",
    place_id: null,
  },
  billing_emails: ["ap@fjord.example"],
  owner_id: null,
  parent_customer_id: null,
  metadata: { tier: "gold" },
  customer_integration_metadata: {},
  mrr: { currency: "USD", value_in_cents: 120000 },
  arr: { currency: "USD", value_in_cents: 1440000 },
  computed_entitlements: [],
  integration_references: [],
  created_at: "2026-01-14T08:03:11.120Z",
  updated_at: "2026-08-02T16:40:00.004-04:00",
};

test("the demo customer is the documented example, by id and by identifier", async () => {
  await using emulator = await freshEmulator();
  expect((await call(emulator, "maple", "GET", path)).json).toEqual(documented);
  const byIdentifier = await call(emulator, "maple", "GET", `${company}/customers/acct-7781`);
  expect(byIdentifier.json).toEqual(documented);
  const odd = encodeURIComponent("acct/東 1");
  const encoded = await call(emulator, "maple", "GET", `${company}/customers/${odd}`);
  expect(encoded.text).toContain('"ledger":9007199254740993');
});

test("PATCH changes what it names; an object and the metadata are replaced, null clears", async () => {
  await using emulator = await freshEmulator();
  const body = {
    title: "VP Finance",
    email: null,
    metadata: { region: "nordics" },
    address: { city: "Bergen" },
  };
  const answer = await call(emulator, "maple", "PATCH", path, { body });
  expect(answer.status).toBe(200);
  expect(answer.json).toEqual({ ...documented, ...body, updated_at: testNow });
  expect((await call(emulator, "maple", "GET", path)).json).toEqual(answer.json);
});

test("the other readings merge objects and ignore null", async () => {
  await using emulator = await freshEmulator({
    switches: { maple: { mergeMetadata: true, mergeAddress: true, nullClears: false } },
  });
  const body = { email: null, metadata: { region: "nordics" }, address: { city: "Bergen" } };
  const answer = await call(emulator, "maple", "PATCH", path, { body });
  expect(answer.json).toEqual({
    ...documented,
    metadata: { tier: "gold", region: "nordics" },
    address: { ...documented.address, city: "Bergen" },
    updated_at: testNow,
  });
});

test("write-only fields are checked and kept, but never shown", async () => {
  await using emulator = await freshEmulator();
  const body = {
    child_rollup_billing: true,
    child_rollup_billing_config: {
      auto_charges: true,
      start_date: "2026-01-01T00:00:00Z",
      end_date: null,
      frequency: "HOUR",
      invoice_additional_display_fields: [{ name: "po", value: "1" }],
      invoice_due_date_from_creation: 30,
    },
    override_taxes: [
      {
        country: "CA",
        description: "d",
        metadata: {},
        name: "GST",
        rate: 5,
        region: "BC",
        type: "GST",
      },
    ],
  };
  const answer = await call(emulator, "maple", "PATCH", path, { body });
  expect(answer.json).toEqual({ ...documented, updated_at: testNow });
  const kept = await readFile(join(emulator.stateDir, "maple.json"), "utf8");
  expect(JSON.parse(kept)).toMatchObject({ other: { "write-only cus_2Nb8LmPq": body } });
});

test("billing_emails and unknown keys are dropped in silence, unless the switches say otherwise", async () => {
  const body = { billing_emails: ["new@fjord.example"], tags: ["vip"], id: "x" };
  await using emulator = await freshEmulator();
  const silent = await call(emulator, "maple", "PATCH", path, { body });
  expect(silent.json).toEqual({ ...documented, updated_at: testNow });
  await using strict = await freshEmulator({ switches: { maple: { rejectUnknownKeys: true } } });
  expect((await call(strict, "maple", "PATCH", path, { body })).status).toBe(400);
  await using open = await freshEmulator({ switches: { maple: { patchBillingEmails: true } } });
  const taken = await call(open, "maple", "PATCH", path, { body });
  expect(taken.json["billing_emails"]).toEqual(["new@fjord.example"]);
});

test.each([
  [{ email: "nobody" }, "email"],
  [{ name: 1 }, "name"],
  [{ metadata: null }, "metadata"],
  [{ metadata: "x" }, "metadata"],
  [{ exclude_from_metrics: "no" }, "exclude_from_metrics"],
  [{ address: "Oslo" }, "address"],
  [{ address: { zip: 155 } }, "address.zip"],
  [{ override_taxes: [{ rate: "5" }] }, "override_taxes[0].rate"],
  [{ override_taxes: [{ type: "gst" }] }, "override_taxes[0].type"],
  [
    { child_rollup_billing_config: { start_date: "tomorrow" } },
    "child_rollup_billing_config.start_date",
  ],
  [{ child_rollup_billing_config: { frequency: null } }, "child_rollup_billing_config.frequency"],
  [{ identifier: "acct-9" }, "identifier"],
])("PATCH %j is a validation error about %s", async (body, field) => {
  await using emulator = await freshEmulator();
  const answer = await call(emulator, "maple", "PATCH", path, { body });
  expect(answer.status).toBe(400);
  expect(answer.json).toMatchObject({
    error_type: "validation_error",
    error_status: 400,
    validation_errors: [{ field }],
  });
});

test("an identifier can be changed, and the old one then leads nowhere", async () => {
  await using emulator = await freshEmulator();
  const byIdentifier = `${company}/customers/acct-7781`;
  await call(emulator, "maple", "PATCH", byIdentifier, { body: { identifier: "acct-new" } });
  const answer = await call(emulator, "maple", "GET", byIdentifier);
  expect(answer.status).toBe(404);
  expect(answer.json).toEqual({
    error_message: "customer not found",
    error_type: "request_error",
    error_code: "not_found",
    error_status: 404,
  });
});

test("a used Idempotency-Key gives the first answer again and drops the new change", async () => {
  await using emulator = await freshEmulator();
  const headers = { "idempotency-key": "key-1" };
  const first = await call(emulator, "maple", "PATCH", path, { headers, body: { title: "One" } });
  expect(first.headers.get("idempotency-key")).toBe("key-1");
  expect(first.headers.get("idempotency-used")).toBeNull();
  const again = await call(emulator, "maple", "PATCH", path, { headers, body: { title: "Two" } });
  expect(again.headers.get("idempotency-used")).toBe("true");
  expect(again.json).toEqual(first.json);
  expect((await call(emulator, "maple", "GET", path)).json["title"]).toBe("One");

  emulator.world.advance(24 * 60 * 60_000);
  const later = await call(emulator, "maple", "PATCH", path, { headers, body: { title: "Two" } });
  expect(later.headers.get("idempotency-used")).toBeNull();
  expect(later.json["title"]).toBe("Two");
});

test("a refusal is replayed too", async () => {
  await using emulator = await freshEmulator();
  const headers = { "idempotency-key": "key-2" };
  await call(emulator, "maple", "PATCH", path, { headers, body: { email: "nobody" } });
  const again = await call(emulator, "maple", "PATCH", path, {
    headers,
    body: { email: "a@b.no" },
  });
  expect([again.status, again.headers.get("idempotency-used")]).toEqual([400, "true"]);
  const long = { "idempotency-key": "k".repeat(65) };
  const refused = await call(emulator, "maple", "PATCH", path, { headers: long, body: {} });
  expect([refused.status, refused.json["error_type"]]).toEqual([400, "validation_error"]);
});

test("another token, no token and another company are all the same 401", async () => {
  await using emulator = await freshEmulator();
  const expected = expect.objectContaining({ error_type: "auth_error", error_status: 401 });
  for (const authorization of ["", "Bearer wrong"]) {
    const answer = await call(emulator, "maple", "GET", path, { headers: { authorization } });
    expect([answer.status, answer.json]).toEqual([401, expected]);
  }
  const elsewhere = await call(emulator, "maple", "GET", "/companies/cmp_other/customers/acct-9");
  expect([elsewhere.status, elsewhere.json]).toEqual([401, expected]);
});

test("a created customer needs an identifier of its own", async () => {
  await using emulator = await freshEmulator();
  const body = { identifier: "acct-10", name: "New", billing_emails: ["a@b.example"] };
  const created = await call(emulator, "maple", "POST", `${company}/customers`, { body });
  expect(created.status).toBe(201);
  expect(created.json).toMatchObject({ ...body, status: "ACTIVE", created_at: testNow });
  const read = await call(emulator, "maple", "GET", `${company}/customers/acct-10`);
  expect(read.json).toEqual(created.json);
  for (const refused of [body, { name: "No identifier" }]) {
    const answer = await call(emulator, "maple", "POST", `${company}/customers`, { body: refused });
    expect(answer.status).toBe(400);
  }
});

test("find pages by from_key, sorted by moments whatever their offset", async () => {
  await using emulator = await freshEmulator();
  const find = (body: unknown) =>
    call(emulator, "maple", "POST", `${company}/customers/find`, { body });
  const ids: unknown[] = [];
  let fromKey: unknown = null;
  do {
    const pagination = { limit: 1, from_key: fromKey };
    const { json } = await find({ pagination, sort_key: "createdAtDesc" });
    ids.push(...(json["results"] as { id: string }[]).map(({ id }) => id));
    fromKey = (json["pagination"] as { from_key: unknown }).from_key;
  } while (fromKey !== null);
  expect(ids).toEqual(["cus_2Nd1AaBb", "cus_2Nc4RvWx", "cus_2Nb8LmPq"]);

  const found = await find({
    pagination: { limit: 20 },
    sort_key: "aToZ",
    query: { identifier: "acct-7781" },
  });
  expect(found.json["results"]).toEqual([documented]);
  const refused = [
    {},
    { pagination: { limit: 101 }, sort_key: "aToZ" },
    { pagination: { limit: 1 } },
    { pagination: { limit: 1 }, sort_key: "constructor" },
  ];
  for (const body of refused) {
    expect((await find(body)).status).toBe(400);
  }
});

test.each([
  [{ search: "FJORD" }, ["cus_2Nb8LmPq"]],
  [{ statuses: ["ARCHIVED"] }, ["cus_2Nd1AaBb"]],
  [{ has_parent: true }, ["cus_2Nc4RvWx"]],
  [{ exclude_from_metrics: true }, ["cus_2Nc4RvWx"]],
  [{ name: "nobody" }, []],
])("find %j gives %j", async (query, ids) => {
  await using emulator = await freshEmulator();
  const body = { pagination: { limit: 100 }, sort_key: "aToZ", query };
  const found = await call(emulator, "maple", "POST", `${company}/customers/find`, { body });
  expect((found.json["results"] as { id: string }[]).map(({ id }) => id)).toEqual(ids);
});

test("start_managing takes an externally managed customer over", async () => {
  await using emulator = await freshEmulator({
    switches: { maple: { refuseManagedExternally: true } },
  });
  const external = `${company}/customers/cus_2Nc4RvWx`;
  const refused = await call(emulator, "maple", "PATCH", external, { body: { name: "Z" } });
  expect([refused.status, refused.json["error_type"]]).toEqual([403, "auth_error"]);
  const managed = await call(emulator, "maple", "PATCH", `${external}/start_managing`);
  expect([managed.status, managed.json["managed_externally"]]).toEqual([200, false]);
  expect((await call(emulator, "maple", "PATCH", external, { body: { name: "Z" } })).status).toBe(
    200,
  );
});

test("a body that is no JSON object, and a path that is no route", async () => {
  await using emulator = await freshEmulator();
  const broken = await call(emulator, "maple", "PATCH", path, { text: "{" });
  expect([broken.status, broken.json["error_type"]]).toEqual([400, "request_error"]);
  const nowhere = await call(emulator, "maple", "DELETE", path);
  expect([nowhere.status, nowhere.json["error_type"]]).toEqual([404, "request_error"]);
});
