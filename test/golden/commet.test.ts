/** Commet's exchanges, typed from commet.co/docs, "Update customer", and the dated versions that its SDKs pin. */
import { describe, expect, test } from "vitest";

import type { Scripted } from "../support/scripted-server.ts";
import { changesIn, errorIn, type Exchange, expectExchanges, uuid } from "./exchange.ts";

const id = "cus_7Qm2rT";
const path = `/api/v1/customers/${id}`;

const env = (origin: string) => ({
  BILLING_COMMET_API_KEY: "ck_sandbox_1",
  BILLING_COMMET_BASE_URL: `${origin}/api/v1`,
});
const reading = { "x-api-key": "ck_sandbox_1", "commet-version": "2026-07-11" };
const writing = { ...reading, "content-type": "application/json", "idempotency-key": uuid };

const answer = (body: string, status = 200): Scripted => ({
  status,
  headers: { "content-type": "application/json", "x-request-id": "req_0b1f" },
  body,
});

const ana = `{"success":true,"data":{"id":"cus_7Qm2rT","externalId":"usr_5512","fullName":"Ana Ferreira","email":"ana@lumen.example","timezone":"America/Sao_Paulo","metadata":{"tier":"pro","seats":12},"createdAt":"2026-06-14T13:05:44.210Z","updatedAt":"2026-07-02T09:41:03.771Z","object":"customer","livemode":false}}`;

const get: Exchange = { request: `GET ${path}`, headers: reading, answer: answer(ana) };
const put = (body: string, stored: Scripted): Exchange => ({
  request: `PUT ${path}`,
  headers: writing,
  body,
  answer: stored,
});
const update = (...words: string[]) => ["customers", "update", id, "-p", "commet", ...words];

describe("PUT /customers/{id}", () => {
  test("the name and one key of metadata: the map is sent whole, the rest not at all", async () => {
    const result = await expectExchanges(
      update("--name", "Ana F. Ferreira", "--metadata", "seats:=15", "-o", "json"),
      { env },
      [
        get,
        put(
          `{"fullName":"Ana F. Ferreira","metadata":{"tier":"pro","seats":15}}`,
          answer(
            `{"success":true,"data":{"id":"cus_7Qm2rT","externalId":"usr_5512","fullName":"Ana F. Ferreira","email":"ana@lumen.example","timezone":"America/Sao_Paulo","metadata":{"tier":"pro","seats":15},"createdAt":"2026-06-14T13:05:44.210Z","updatedAt":"2026-07-03T16:20:11.094Z","object":"customer","livemode":false}}`,
          ),
        ),
      ],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toMatchObject({
      provider: "commet",
      id,
      outcome: "updated",
      warnings: [],
      verified: true,
      requestId: "req_0b1f",
    });
    expect(changesIn(result)).toEqual([
      { field: "name", kind: "changed", before: "Ana Ferreira", after: "Ana F. Ferreira" },
      { field: "metadata.seats", kind: "changed", before: 12, after: 15 },
    ]);
  });

  const all =
    `{"fullName":"Lumen GmbH","email":"billing@lumen.example","externalId":"usr_9000","timezone":"Europe/Berlin",` +
    `"address":{"line1":"Torstr. 9","line2":"2. OG","city":"Berlin","state":"BE","region":"Mitte","postalCode":"10119","country":"DE"},` +
    `"metadata":{"tier":"gold","seats":12,"nested":{"a":[1,null]}}}`;
  const stored = `{"success":true,"data":{"id":"cus_7Qm2rT","externalId":"usr_9000","fullName":"Lumen GmbH","email":"billing@lumen.example","timezone":"Europe/Berlin","metadata":{"tier":"gold","seats":12,"nested":{"a":[1,null]}},"createdAt":"2026-06-14T13:05:44.210Z","updatedAt":"2026-07-03T16:20:11.094Z","object":"customer","livemode":false}}`;
  const fieldNames = [
    "name",
    "email",
    "externalId",
    "timezone",
    "address.line1",
    "address.line2",
    "address.city",
    "address.state",
    "address.region",
    "address.postalCode",
    "address.country",
    "metadata.tier",
    "metadata.nested",
  ];
  const addressNames = fieldNames.filter((name) => name.startsWith("address."));

  test.each([
    [
      "in the common vocabulary",
      [],
      {
        name: "Lumen GmbH",
        email: "billing@lumen.example",
        externalId: "usr_9000",
        timezone: "Europe/Berlin",
        address: {
          line1: "Torstr. 9",
          line2: "2. OG",
          city: "Berlin",
          state: "BE",
          region: "Mitte",
          postalCode: "10119",
          country: "DE",
        },
        metadata: { tier: "gold", nested: { a: [1, null] } },
      },
    ],
    [
      "in Commet's own words",
      ["--native"],
      {
        email: "billing@lumen.example",
        fullName: "Lumen GmbH",
        externalId: "usr_9000",
        timezone: "Europe/Berlin",
        metadata: { tier: "gold", nested: { a: [1, null] } },
        address: {
          line1: "Torstr. 9",
          line2: "2. OG",
          city: "Berlin",
          state: "BE",
          region: "Mitte",
          postalCode: "10119",
          country: "DE",
        },
      },
    ],
  ])("every field of the update page, %s", async (_what, words, patch) => {
    const result = await expectExchanges(
      update("-f", "-", ...words, "--yes", "-o", "json"),
      { env, stdin: JSON.stringify(patch) },
      [get, put(all, answer(stored))],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    const { warnings, outcome, after } = result.json();
    expect(outcome).toBe("updated");
    expect(changesIn(result).map(({ field }) => field)).toEqual(fieldNames);
    expect(warnings.map(({ code, field }: Record<string, string>) => [code, field])).toEqual(
      addressNames.map((field) => ["not_readable", field]),
    );
    expect(after).not.toHaveProperty("address");
  });

  test("the address is in no answer, so it is named whole or not at all", async () => {
    const result = await expectExchanges(update("--city", "Berlin"), { env }, []);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(
      "address.line1, address.postalCode, address.country must be named too",
    );
  });

  test("the tax document of the versions since 2026-06-23", async () => {
    const result = await expectExchanges(
      update("--tax-document", "DE811907980", "-o", "json"),
      { env },
      [
        get,
        put(
          `{"taxDocument":"DE811907980"}`,
          answer(
            ana.replace(
              `"livemode":false`,
              `"livemode":false,"taxDocument":"DE811907980","documentType":"vat"`,
            ),
          ),
        ),
      ],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toMatchObject({ outcome: "updated", warnings: [] });
  });

  test("a removed key may come back, so the record is read again", async () => {
    const body = `{"metadata":{"tier":"pro"}}`;
    const merged = await expectExchanges(
      update("--unset", "metadata.seats", "--yes", "-o", "json"),
      { env },
      [get, put(body, answer(ana.replace(`,"seats":12`, ""))), get, get, get],
    );
    expect(merged.code).toBe(5);
    expect(merged.json()).toMatchObject({
      outcome: "failed",
      warnings: [{ code: "not_stored", field: "metadata.seats" }],
    });
  });
});

describe("GET /customers/{id}", () => {
  const page = `{"success": true, "data": {"id": "cus_string", "externalId": "string", "fullName": "string", "email": "string", "timezone": "string", "metadata": {"property1": null, "property2": null}, "createdAt": "2019-08-24T14:15:22Z", "updatedAt": "2019-08-24T14:15:22Z", "object": "customer", "livemode": true}}`;

  test("every member of the answer has a common name and stands untouched under native", async () => {
    const result = await expectExchanges(
      ["customers", "get", "cus_string", "-p", "commet", "-o", "json"],
      { env },
      [{ request: "GET /api/v1/customers/cus_string", headers: reading, answer: answer(page) }],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toEqual({
      provider: "commet",
      id: "cus_string",
      name: "string",
      email: "string",
      externalId: "string",
      timezone: "string",
      metadata: { property1: null, property2: null },
      createdAt: "2019-08-24T14:15:22Z",
      updatedAt: "2019-08-24T14:15:22Z",
      object: "customer",
      livemode: true,
      requestId: "req_0b1f",
      revision: expect.any(String),
      account: { baseUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+/u), mode: "live" },
      native: JSON.parse(page).data,
    });
  });
});

describe("GET /customers?externalId=", () => {
  const list = (...records: string[]) =>
    answer(`{"success":true,"data":[${records.join(",")}],"hasMore":false}`);
  const bare = ana.slice(`{"success":true,"data":`.length, -1);
  const byExternalId = (externalId: string) => [
    "customers",
    "update",
    externalId,
    "--by",
    "external-id",
    "-p",
    "commet",
    "--name",
    "A",
    "-o",
    "json",
  ];

  test("the caller's own id is listed; the update goes to Commet's id", async () => {
    const other = bare.replace("usr_5512", "usr_551").replace("cus_7Qm2rT", "cus_other");
    const result = await expectExchanges(byExternalId("usr_5512"), { env }, [
      {
        request: "GET /api/v1/customers?externalId=usr_5512",
        headers: reading,
        answer: list(other, bare),
      },
      put(`{"fullName":"A"}`, answer(ana.replace("Ana Ferreira", "A"))),
    ]);
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toMatchObject({ id, outcome: "updated" });
  });

  test("an id with characters of a URL stays one value of the query", async () => {
    const result = await expectExchanges(byExternalId("acme/eu?x=1&y#f"), { env }, [
      {
        request: "GET /api/v1/customers?externalId=acme%2Feu%3Fx%3D1%26y%23f",
        headers: reading,
        answer: list(),
      },
    ]);
    expect(result.code).toBe(4);
    expect(errorIn(result)).toMatchObject({ code: "not_found", provider: "commet" });
  });
});

describe.each(["2026-07-24", "2026-07-31", "2026-08-27"])("the version %s", (version) => {
  const dated = (origin: string) => ({ ...env(origin), BILLING_COMMET_VERSION: version });
  const headers = { "commet-version": version };
  const bare = ana.slice(`{"success":true,"data":`.length, -1);

  test("is PATCH, and the answer is the customer itself", async () => {
    const result = await expectExchanges(update("--name", "A", "-o", "json"), { env: dated }, [
      { ...get, headers: { ...reading, ...headers }, answer: answer(bare) },
      {
        request: `PATCH ${path}`,
        headers: { ...writing, ...headers },
        body: `{"fullName":"A"}`,
        answer: answer(bare.replace("Ana Ferreira", "A")),
      },
    ]);
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toMatchObject({ outcome: "updated", verified: true });
  });

  test("lists in an object of its own", async () => {
    const result = await expectExchanges(
      ["customers", "get", "usr_5512", "--by", "external-id", "-p", "commet", "-o", "json"],
      { env: dated },
      [
        {
          request: "GET /api/v1/customers?externalId=usr_5512",
          headers: { ...reading, ...headers },
          answer: answer(`{"object":"list","data":[${bare}],"hasMore":false}`),
        },
      ],
    );
    expect(result.json()).toMatchObject({ id, name: "Ana Ferreira" });
  });
});

test("a restricted key that may only read is refused, and the hint says what it lacks", async () => {
  const restricted = (origin: string) => ({
    ...env(origin),
    BILLING_COMMET_API_KEY: "rk_live_9e2",
  });
  const key = { "x-api-key": "rk_live_9e2" };
  const refusal = `{"success":false,"error":{"type":"authentication_error","code":"forbidden","message":"This API key is not allowed to do this"}}`;
  const result = await expectExchanges(update("--name", "A", "-o", "json"), { env: restricted }, [
    { ...get, headers: { ...reading, ...key } },
    {
      ...put(`{"fullName":"A"}`, answer(refusal, 403)),
      headers: { ...writing, ...key },
    },
  ]);
  expect(result.code).toBe(3);
  expect(errorIn(result)).toMatchObject({
    code: "auth",
    providerError: { status: 403, code: "forbidden" },
    hint: "a restricted key (rk_) needs read for customers, and to change one both read and write",
  });
});

describe("errors", () => {
  test.each([
    [
      422,
      `{"success":false,"error":{"type":"validation_error","code":"validation_error","message":"Request validation failed","param":"timezone","details":[{"field":"timezone","message":"Unsupported timezone"}],"doc_url":"https://commet.co/docs/api-reference/2026-06-10/errors/validation_error.md"}}`,
      5,
      "rejected",
      {
        type: "validation_error",
        code: "validation_error",
        message: "Request validation failed",
        param: "timezone",
        details: ["timezone: Unsupported timezone"],
      },
    ],
    [
      404,
      `{"success":false,"error":{"type":"not_found_error","code":"customer_not_found","message":"Customer not found","param":"customerId","details":{"customerId":"cus_none"},"doc_url":"https://commet.co/docs/api-reference/2026-06-10/errors/customer_not_found.md"}}`,
      4,
      "not_found",
      {
        type: "not_found_error",
        code: "customer_not_found",
        message: "Customer not found",
        param: "customerId",
        details: ["customerId: cus_none"],
      },
    ],
    [
      400,
      `{  "success": false,  "error": {    "type": "string",    "code": "string",    "message": "string",    "param": "string",    "details": null,    "doc_url": "string"  }}`,
      5,
      "rejected",
      { type: "string", code: "string", message: "string", param: "string" },
    ],
    [
      401,
      `{"success":false,"error":{"type":"authentication_error","code":"unauthorized","message":"Invalid API key"}}`,
      3,
      "auth",
      { type: "authentication_error", code: "unauthorized", message: "Invalid API key" },
    ],
    [
      403,
      `{"success":false,"code":"forbidden","message":"Not for this key"}`,
      3,
      "auth",
      { code: "forbidden", message: "Not for this key" },
    ],
    [
      409,
      `{"success":false,"error":{"type":"conflict_error","code":"duplicate","message":"externalId is taken","param":"externalId"}}`,
      5,
      "rejected",
      {
        type: "conflict_error",
        code: "duplicate",
        message: "externalId is taken",
        param: "externalId",
      },
    ],
    [
      409,
      `{"success":false,"error":{"type":"conflict_error","code":"idempotency_key_mismatch","message":"Key was used"}}`,
      5,
      "rejected",
      { type: "conflict_error", code: "idempotency_key_mismatch", message: "Key was used" },
    ],
    [
      404,
      `{"success":false,"error":{"type":"not_found_error","code":"endpoint_not_available","message":"Not in this version"}}`,
      5,
      "rejected",
      {
        type: "not_found_error",
        code: "endpoint_not_available",
        message: "Not in this version",
      },
    ],
    [
      410,
      `{"success":false,"error":{"type":"not_found_error","code":"endpoint_deprecated","message":"Gone"}}`,
      5,
      "rejected",
      { type: "not_found_error", code: "endpoint_deprecated", message: "Gone" },
    ],
    [
      429,
      `{"success":false,"error":{"type":"rate_limit_error","code":"rate_limited","message":"Slow down"}}`,
      7,
      "unavailable",
      { type: "rate_limit_error", code: "rate_limited", message: "Slow down" },
    ],
  ])("%i %s", async (status, text, exitCode, code, providerError) => {
    const result = await expectExchanges(
      update("--name", "A", "--no-retry", "-o", "json"),
      { env },
      [
        get,
        put(`{"fullName":"A"}`, answer(text, status)),
        // That nothing was stored is looked up, where somebody can look.
        ...(exitCode === 3 ? [] : [get]),
      ],
    );
    expect(result.code).toBe(exitCode);
    expect(errorIn(result)).toMatchObject({
      code,
      exitCode,
      provider: "commet",
      status,
      requestId: "req_0b1f",
    });
    const docUrl = JSON.parse(text).error?.doc_url;
    expect(errorIn(result)["providerError"]).toEqual({
      status,
      ...providerError,
      ...(docUrl === undefined ? {} : { docUrl }),
    });
    expect(result.json()).toMatchObject({ outcome: "failed", requestId: "req_0b1f" });
  });
});
