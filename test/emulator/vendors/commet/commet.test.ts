import { describe, expect, test } from "vitest";
import {
  isJsonObject,
  type Json,
  type JsonObject,
  printJson,
} from "../../../../src/domain/json.ts";
import { commet } from "../../../../src/emulator/vendors/commet/commet.ts";
import type { Switches, VendorAnswer } from "../../../../src/emulator/vendor.ts";

const sandboxKey = commet.demoSettings["apiKey"] ?? "";
const liveKey = "ck_emulator_e80b5527c1d9";
const ana = "/customers/cus_7Qm2rT";

const anaAsDocumented = {
  id: "cus_7Qm2rT",
  externalId: "usr_5512",
  fullName: "Ana Ferreira",
  email: "ana@lumen.example",
  timezone: "America/Sao_Paulo",
  metadata: { tier: "pro", seats: 12 },
  createdAt: "2026-06-14T13:05:44.210Z",
  updatedAt: "2026-07-02T09:41:03.771Z",
  object: "customer",
  livemode: false,
};

/** A fresh Commet at a clock that only `wait` moves. */
function start(changed: Switches = {}) {
  const state = commet.seed();
  const defaults = Object.entries(commet.switches).map(([name, { default: value }]) => [
    name,
    value,
  ]);
  const switches: Switches = { ...Object.fromEntries(defaults), ...changed };
  let now = Date.UTC(2026, 6, 3, 16, 20, 11, 94);
  let calls = 0;
  const world = {
    now: () => now,
    random: () => 0.5,
    uuid: () => `${String((calls += 1)).padStart(8, "0")}-0000-4000-8000-000000000000`,
  };
  return {
    state,
    wait: (milliseconds: number) => {
      now += milliseconds;
    },
    call: (method: string, url: string, body?: Json, headers: Record<string, string> = {}) => {
      const [path = "", query] = url.split("?");
      return commet.handle({
        method,
        path,
        query: new URLSearchParams(query),
        headers: { "x-api-key": sandboxKey, ...headers },
        body: typeof body === "string" ? body : body === undefined ? "" : printJson(body),
        state,
        world,
        switches,
      });
    },
  };
}

function json({ body }: VendorAnswer): JsonObject {
  if (body === undefined || !("json" in body) || !isJsonObject(body.json))
    throw new Error("no JSON");
  return body.json;
}

function data(answer: VendorAnswer): JsonObject {
  const inner = json(answer)["data"];
  if (!isJsonObject(inner)) throw new Error(printJson(json(answer)));
  return inner;
}

function error(answer: VendorAnswer): JsonObject {
  const inner = json(answer)["error"];
  if (!isJsonObject(inner)) throw new Error(printJson(json(answer)));
  return inner;
}

function at(version: string): Record<string, string> {
  return { "commet-version": version };
}

describe("reading", () => {
  test("the demo customer reads as the page of 2026-06-10 shows it", () => {
    const answer = start().call("GET", ana);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ json: { success: true, data: anaAsDocumented } });
  });

  test("the awkward customer's long integer keeps its digits", () => {
    const text = printJson(json(start().call("GET", "/customers/cus_9Hn4kW")));
    expect(text).toContain("90071992547409931234");
    expect(text).toContain("\\u001b[2J");
  });

  test("every answer has an x-request-id of its own, errors too", () => {
    const { call } = start();
    const ids = [
      call("GET", ana),
      call("GET", "/customers/cus_none"),
      call("GET", ana, undefined, { "x-api-key": "ck_wrong" }),
      call("GET", "/nowhere"),
    ].map(({ headers }) => headers?.["x-request-id"]);
    expect(ids.every((id) => id?.startsWith("req_"))).toBe(true);
    expect(new Set(ids).size).toBe(4);
  });

  test("an external id in the path is not found", () => {
    const answer = start().call("GET", "/customers/usr_5512");
    expect(answer.status).toBe(404);
    expect(error(answer)).toEqual({
      type: "not_found_error",
      code: "customer_not_found",
      message: "Customer not found",
      param: "customerId",
      details: { customerId: "usr_5512" },
      doc_url: "https://commet.co/docs/api-reference/2026-06-10/errors/customer_not_found.md",
    });
  });

  test("an id such as constructor finds nothing", () => {
    expect(start().call("GET", "/customers/constructor").status).toBe(404);
  });

  test("an empty id reads the list", () => {
    expect(Array.isArray(json(start().call("GET", "/customers/"))["data"])).toBe(true);
  });
});

describe("keys", () => {
  test("any other key is refused with a nested error", () => {
    for (const key of ["", "ck_wrong", "constructor"]) {
      const answer = start().call("GET", ana, undefined, { "x-api-key": key });
      expect(answer.status).toBe(401);
      expect(error(answer)).toMatchObject({ type: "authentication_error", code: "unauthorized" });
    }
  });

  test("a live key sees live customers and a sandbox key does not", () => {
    const { call } = start();
    const live = call("GET", "/customers/cus_5Lv1qZ", undefined, { "x-api-key": liveKey });
    expect(data(live)).toMatchObject({ livemode: true, externalId: "usr_5512" });
    expect(call("GET", "/customers/cus_5Lv1qZ").status).toBe(404);
    expect(call("GET", ana, undefined, { "x-api-key": liveKey }).status).toBe(404);
  });
});

describe("versions", () => {
  test("before 2026-05-25 errors are flat and the e-mail is billingEmail", () => {
    const { call } = start();
    expect(json(call("GET", "/customers/cus_none", undefined, at("2026-04-01")))).toEqual({
      success: false,
      code: "customer_not_found",
      message: "Customer not found",
      details: { customerId: "cus_none" },
    });
    expect(Object.keys(data(call("GET", ana, undefined, at("2026-04-01"))))).toEqual([
      "id",
      "externalId",
      "fullName",
      "billingEmail",
      "timezone",
      "metadata",
      "createdAt",
      "updatedAt",
    ]);
  });

  test("at 2026-05-25 errors are nested and externalId, object and livemode are not shown", () => {
    const { call } = start();
    expect(error(call("GET", "/customers/x", undefined, at("2026-05-25")))["code"]).toBe(
      "customer_not_found",
    );
    const shown = data(call("GET", ana, undefined, at("2026-05-25")));
    expect(shown["billingEmail"]).toBe("ana@lumen.example");
    for (const name of ["email", "externalId", "object", "livemode"]) {
      expect(shown).not.toHaveProperty(name);
    }
  });

  test("from 2026-06-23 on the tax document is shown", () => {
    const { call } = start();
    const url = "/customers/cus_9Hn4kW";
    expect(data(call("GET", url, undefined, at("2026-06-10")))).not.toHaveProperty("taxDocument");
    expect(data(call("GET", url, undefined, at("2026-06-23")))["taxDocument"]).toBe(
      "T1234567890123",
    );
    expect(data(call("GET", url, undefined, at("2026-07-11")))).toHaveProperty("documentType");
  });

  test("a tax document set before 2026-06-23 is dropped without a word", () => {
    const { call } = start();
    expect(call("PUT", ana, { taxDocument: "1" }, at("2026-06-10")).status).toBe(200);
    expect(data(call("GET", ana, undefined, at("2026-07-11")))["taxDocument"]).toBeNull();
    call("PUT", ana, { taxDocument: "1" }, at("2026-07-11"));
    expect(data(call("GET", ana, undefined, at("2026-07-11")))["taxDocument"]).toBe("1");
  });

  test("from 2026-07-24 on PUT is not available, PATCH is, and the customer stands alone", () => {
    const { call } = start();
    const put = call("PUT", ana, { fullName: "B" }, at("2026-07-24"));
    expect(put.status).toBe(404);
    expect(error(put)).toMatchObject({ type: "not_found_error", code: "endpoint_not_available" });
    const patch = call("PATCH", ana, { fullName: "B" }, at("2026-07-24"));
    expect(json(patch)).toMatchObject({ id: "cus_7Qm2rT", fullName: "B", taxDocument: null });
    expect(error(call("GET", "/customers/x", undefined, at("2026-07-31")))["code"]).toBe(
      "customer_not_found",
    );
  });

  test("before 2026-07-24 PATCH is not available", () => {
    const { call } = start();
    const answer = call("PATCH", ana, { fullName: "B" }, at("2026-07-11"));
    expect(error(answer)["code"]).toBe("endpoint_not_available");
    expect(data(call("GET", ana))["fullName"]).toBe("Ana Ferreira");
  });

  test("without a header the organisation's pin decides, and the header beats the pin", () => {
    const { call } = start({ pin: "2026-07-31" });
    expect(json(call("GET", ana))["id"]).toBe("cus_7Qm2rT");
    expect(data(call("GET", ana, undefined, at("2026-06-10")))["id"]).toBe("cus_7Qm2rT");
  });

  test("a date that does not exist means the current version", () => {
    expect(json(start().call("GET", ana, undefined, at("2026-06-15")))["id"]).toBe("cus_7Qm2rT");
  });
});

describe("updating", () => {
  test("the documented change is answered as documented", () => {
    const { call } = start();
    const body = { fullName: "Ana F. Ferreira", metadata: { tier: "pro", seats: 15 } };
    const expected = { ...anaAsDocumented, ...body, updatedAt: "2026-07-03T16:20:11.094Z" };
    expect(json(call("PUT", ana, body))).toEqual({ success: true, data: expected });
    expect(data(call("GET", ana))).toEqual(expected);
  });

  test("metadata is replaced whole, so that unsent keys are lost", () => {
    const { call } = start();
    expect(data(call("PUT", ana, { metadata: { seats: 15 } }))["metadata"]).toEqual({ seats: 15 });
  });

  test("a switch merges metadata instead", () => {
    const { call } = start({ replaceMetadata: false });
    const merged = data(call("PUT", ana, { metadata: { seats: 15 } }))["metadata"];
    expect(merged).toEqual({ tier: "pro", seats: 15 });
  });

  test("null is answered 200 and changes nothing", () => {
    const { call } = start();
    const answer = call("PUT", ana, { fullName: null, metadata: null, address: null });
    expect(data(answer)).toMatchObject({ fullName: "Ana Ferreira", metadata: { tier: "pro" } });
  });

  test("a switch refuses null, another clears with it, but never the e-mail", () => {
    const refusing = start({ nulls: "refuse" }).call("PUT", ana, { fullName: null });
    expect(refusing.status).toBe(422);
    const { call } = start({ nulls: "clear" });
    expect(data(call("PUT", ana, { fullName: null }))["fullName"]).toBeNull();
    expect(error(call("PUT", ana, { email: null }))["param"]).toBe("email");
  });

  test("an unknown field is dropped without a word, or refused by a switch", () => {
    expect(data(start().call("PUT", ana, { fulName: "B" }))["fullName"]).toBe("Ana Ferreira");
    expect(start({ refuseUnknown: true }).call("PUT", ana, { fulName: "B" }).status).toBe(422);
  });

  test("a time zone outside the 21 is refused as the document shows", () => {
    const { call } = start();
    const answer = call("PUT", ana, { timezone: "Europe/Oslo" });
    expect(answer.status).toBe(422);
    expect(json(answer)).toEqual({
      success: false,
      error: {
        type: "validation_error",
        code: "validation_error",
        message: "Request validation failed",
        param: "timezone",
        details: [{ field: "timezone", message: "Unsupported timezone" }],
        doc_url: "https://commet.co/docs/api-reference/2026-06-10/errors/validation_error.md",
      },
    });
    expect(call("PUT", ana, { timezone: "America/Asuncion" }).status).toBe(200);
  });

  test("a PUT without a time zone resets it before the first dated version, and later by a switch", () => {
    expect(data(start().call("PUT", ana, {}))["timezone"]).toBe("America/Sao_Paulo");
    expect(data(start().call("PUT", ana, {}, at("2026-04-01")))["timezone"]).toBe("UTC");
    expect(data(start({ timezoneDefault: true }).call("PUT", ana, {}))["timezone"]).toBe("UTC");
  });

  test("texts that are too long or of another type are refused together", () => {
    const answer = start().call("PUT", ana, {
      email: "no address",
      fullName: "x".repeat(201),
      externalId: "x".repeat(101),
      metadata: [],
    });
    const details = error(answer)["details"];
    expect(details).toMatchObject([
      { field: "email" },
      { field: "fullName" },
      { field: "externalId" },
      { field: "metadata" },
    ]);
  });

  test("an address wants line1, city, postalCode and country together", () => {
    const answer = start().call("PUT", ana, { address: { line1: "Rua 1", country: "BR" } });
    expect(error(answer)["details"]).toEqual([
      { field: "address.city", message: "is required" },
      { field: "address.postalCode", message: "is required" },
    ]);
  });

  test("an address is stored, replaced whole and never shown", () => {
    const { call, state } = start();
    const address = { line1: "Rua 1", city: "Recife", postalCode: "50000", country: "BR" };
    call("PUT", ana, { address: { ...address, line2: "2o andar" } });
    const answer = call("PUT", ana, { address });
    expect(data(answer)).not.toHaveProperty("address");
    expect(data(call("GET", ana))).not.toHaveProperty("address");
    expect(state.other["address cus_7Qm2rT"]).toEqual(address);
  });

  test("an external id in use is a duplicate, except in the other organisation", () => {
    const { call } = start();
    const answer = call("PUT", "/customers/cus_3Bx8dL", { externalId: "usr_5512" });
    expect(answer.status).toBe(409);
    expect(error(answer)).toMatchObject({ type: "conflict_error", code: "duplicate" });
    expect(call("PUT", ana, { externalId: "usr_5512" }).status).toBe(200);
    const live = { "x-api-key": liveKey };
    const url = "/customers/cus_5Lv1qZ";
    expect(call("PUT", url, { externalId: "星/☃ 7" }, live).status).toBe(200);
  });

  test("what is not JSON is invalid_json, what is no object fails validation", () => {
    const { call } = start();
    expect(error(call("PUT", ana, ""))).toMatchObject({ code: "invalid_json" });
    expect(call("PUT", ana, '{"fullName":').status).toBe(400);
    expect(call("PUT", ana, []).status).toBe(422);
  });

  test("an earlier answer is not altered by a later change", () => {
    const { call } = start();
    const before = data(call("GET", ana));
    call("PUT", ana, { metadata: {} });
    expect(before["metadata"]).toEqual({ tier: "pro", seats: 12 });
  });
});

describe("idempotency keys", () => {
  const key = { "idempotency-key": "k-1" };

  test("a repeat gets the first answer again and writes nothing", () => {
    const { call, wait } = start();
    const first = call("PUT", ana, { fullName: "B" }, key);
    call("PUT", ana, { fullName: "C" });
    wait(60_000);
    expect(json(call("PUT", ana, { fullName: "B" }, key))).toEqual(json(first));
    expect(data(call("GET", ana))["fullName"]).toBe("C");
  });

  test("the same key with another payload or operation is a mismatch", () => {
    const { call } = start();
    call("PUT", ana, { fullName: "B" }, key);
    for (const answer of [
      call("PUT", ana, { fullName: "C" }, key),
      call("PUT", "/customers/cus_3Bx8dL", { fullName: "B" }, key),
    ]) {
      expect(answer.status).toBe(409);
      expect(error(answer)["code"]).toBe("idempotency_key_mismatch");
    }
  });

  test("a key is forgotten after 24 hours", () => {
    const { call, wait } = start();
    call("PUT", ana, { fullName: "B" }, key);
    wait(24 * 60 * 60 * 1000);
    expect(data(call("PUT", ana, { fullName: "C" }, key))["fullName"]).toBe("C");
  });

  test("a refused write is not remembered", () => {
    const { call } = start();
    expect(call("PUT", ana, { email: "x" }, key).status).toBe(422);
    expect(call("PUT", ana, { fullName: "B" }, key).status).toBe(200);
  });

  test("a switch keeps the first write in progress for two seconds", () => {
    const { call, wait } = start({ slowKeys: true });
    call("PUT", ana, { fullName: "B" }, key);
    expect(error(call("PUT", ana, { fullName: "B" }, key))["code"]).toBe("idempotency_in_progress");
    wait(2000);
    expect(call("PUT", ana, { fullName: "B" }, key).status).toBe(200);
  });
});

describe("creating", () => {
  test("a customer needs an e-mail and comes back with an id", () => {
    const { call } = start();
    expect(error(call("POST", "/customers", { fullName: "N" }))["param"]).toBe("email");
    const made = call("POST", "/customers", { email: "n@n.example", id: "usr_9", fullName: "N" });
    expect(made.status).toBe(201);
    expect(data(made)).toMatchObject({ externalId: "usr_9", fullName: "N", livemode: false });
    const { id } = data(made);
    expect(typeof id === "string" ? data(call("GET", `/customers/${id}`)) : id).toEqual(data(made));
  });

  test("an own id that exists gives the customer back and applies nothing", () => {
    const { call, state } = start();
    const again = call("POST", "/customers", { id: "usr_5512", email: "b@b.example" });
    expect(again.status).toBe(200);
    expect(data(again)).toEqual(anaAsDocumented);
    expect(Object.keys(state.customers)).toHaveLength(4);
  });

  test("an externalId that exists is a duplicate", () => {
    const body = { externalId: "usr_5512", email: "b@b.example" };
    expect(error(start().call("POST", "/customers", body))["code"]).toBe("duplicate");
  });

  test("at 2026-05-25 the e-mail is billingEmail in the body too", () => {
    const { call } = start();
    const headers = at("2026-05-25");
    expect(call("POST", "/customers", { email: "n@n.example" }, headers).status).toBe(422);
    expect(call("POST", "/customers", { billingEmail: "n@n.example" }, headers).status).toBe(201);
  });
});

describe("listing", () => {
  test("a cursor walks newest first, and the last page has none", () => {
    const { call } = start();
    const first = json(call("GET", "/customers?limit=2"));
    expect(first).toMatchObject({ success: true, hasMore: true });
    expect(first["data"]).toMatchObject([{ id: "cus_7Qm2rT" }, { id: "cus_9Hn4kW" }]);
    const cursor = first["nextCursor"];
    const last = json(
      call("GET", `/customers?limit=2&cursor=${typeof cursor === "string" ? cursor : ""}`),
    );
    expect(last["data"]).toMatchObject([{ id: "cus_3Bx8dL" }]);
    expect(last).toMatchObject({ hasMore: false });
    expect(last).not.toHaveProperty("nextCursor");
  });

  test("externalId finds one customer of the own organisation", () => {
    const found = json(start().call("GET", "/customers?externalId=usr_5512"));
    expect(found["data"]).toEqual([anaAsDocumented]);
  });

  test("from 2026-07-24 on the list is an object of its own", () => {
    const list = json(start().call("GET", "/customers", undefined, at("2026-07-31")));
    expect(list).toMatchObject({ object: "list", hasMore: false });
    expect(list).not.toHaveProperty("success");
  });

  test("a limit over 100 and a foreign cursor are refused", () => {
    const { call } = start();
    expect(error(call("GET", "/customers?limit=101"))["param"]).toBe("limit");
    expect(error(call("GET", "/customers?cursor=cur_0"))["param"]).toBe("cursor");
  });
});

test("customers cannot be deleted", () => {
  const { call, state } = start();
  expect(error(call("DELETE", ana))["code"]).toBe("not_found");
  expect(error(call("PUT", "/customers", {}))["code"]).toBe("not_found");
  expect(state.customers).toHaveProperty("cus_7Qm2rT");
});

describe("restricted keys", () => {
  const callWith = (key: string, method: string, body?: Json) =>
    start().call(method, ana, body, { "x-api-key": `rk_sandbox_emulator_${key}` });

  test("a change takes both rights, a reading the one", () => {
    expect(callWith("both_51c7", "PUT", { fullName: "A" }).status).toBe(200);
    expect(callWith("read_92e4", "GET").status).toBe(200);
    expect(callWith("write_07ad", "GET").status).toBe(403);
    for (const key of ["read_92e4", "write_07ad"]) {
      const refused = callWith(key, "PUT", { fullName: "A" });
      expect(refused).toMatchObject({
        status: 403,
        body: { json: { error: { type: "authentication_error", code: "forbidden" } } },
      });
    }
  });
});

describe("many at once", () => {
  const batch = (customers: Json, headers: Record<string, string> = {}) =>
    start().call("POST", "/customers/batch", { customers }, headers);

  test("what can be created is created, the rest is told", () => {
    const { call, state } = start();
    const customers = [
      { id: "new-1", email: "a@new.example", fullName: "A" },
      { email: "nobody" },
      { email: "b@new.example", externalId: "usr_5512" },
      7,
      { id: "usr_5512", email: "other@new.example" },
    ];
    const answer = call("POST", "/customers/batch", { customers });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        json: {
          success: true,
          data: {
            successful: [
              { id: expect.stringMatching(/^cus_/u), externalId: "new-1", email: "a@new.example" },
              { id: "cus_7Qm2rT", externalId: "usr_5512", email: "ana@lumen.example" },
            ],
            failed: [
              { index: 1, error: expect.stringContaining("email"), data: { email: "nobody" } },
              { index: 2, error: "A customer with this externalId already exists" },
              { index: 3, data: 7 },
            ],
            object: "customer_batch",
            livemode: false,
          },
        },
      },
    });
    expect(Object.keys(state.customers)).toHaveLength(5);
  });

  test("the newest version answers without an envelope", () => {
    const answer = batch([{ email: "a@b" }], { "commet-version": "2026-08-27" });
    expect(answer).toMatchObject({ status: 200, body: { json: { successful: [], failed: [{}] } } });
  });

  test.each<[string, Json]>([
    ["none", []],
    ["a hundred and one", Array.from({ length: 101 }, () => ({ email: "a@new.example" }))],
    ["no list", {}],
  ])("%s is not taken", (_title, customers) => {
    expect(batch(customers)).toMatchObject({
      status: 422,
      body: { json: { error: { param: "customers" } } },
    });
  });

  test("a hundred are taken, and their addresses have no id", () => {
    const addressId = "not a uuid";
    const customers = Array.from({ length: 100 }, (_, index) => ({
      email: `a${index}@new.example`,
      addressId,
    }));
    expect(batch(customers)).toMatchObject({ body: { json: { data: { failed: [] } } } });
  });

  test("a key makes them once", () => {
    const { call, state } = start();
    const body = { customers: [{ email: "a@new.example" }] };
    const headers = { "idempotency-key": "k" };
    const first = call("POST", "/customers/batch", body, headers);
    expect(call("POST", "/customers/batch", body, headers).body).toEqual(first.body);
    expect(Object.keys(state.customers)).toHaveLength(5);
  });
});

test.each([
  ["2026-08-27", "2026-08-27"],
  ["2026-07-31", "2026-07-31"],
  ["2099-01-01", "2026-08-27"],
])("version %s is answered by that of %s", (asked, date) => {
  const headers = { "commet-version": asked };
  const answer = start().call("PATCH", "/customers/cus_none", { fullName: "A" }, headers);
  expect(printJson(answer.body && "json" in answer.body ? answer.body.json : null)).toContain(
    `/api-reference/${date}/errors/customer_not_found.md`,
  );
});
