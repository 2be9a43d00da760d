/** Kirim's exchanges, typed from docs.kirimdev.com: "Update a customer", "Customers", and the pages on errors. */
import { describe, expect, test } from "vitest";

import type { Scripted } from "../support/scripted-server.ts";
import { changesIn, errorIn, type Exchange, expectExchanges } from "./exchange.ts";

const id = "cus_7H2KX0M4QWERTN8B3ZC5DVA9PG";
const path = `/v1/customers/${id}`;

const env = (origin: string) => ({
  BILLING_KIRIM_API_KEY: "kdv_live_1",
  BILLING_KIRIM_BASE_URL: `${origin}/v1`,
});
const reading = { authorization: "Bearer kdv_live_1" };
const writing = { ...reading, "content-type": "application/json" };

const answer = (
  body: string,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Scripted => ({ status, headers: { "content-type": "application/json", ...headers }, body });

const sinar = `{"data":{"id":"cus_7H2KX0M4QWERTN8B3ZC5DVA9PG","object":"customer","name":"Sinar Logistik","email":"ops@sinar.example","status":"active",
"metadata":{"crm_id":"S-209","segment":"b2b"},"archived_at":null,"team_id":"t9f2kq81mzxa","created_at":"2026-06-11T03:20:00.000Z","updated_at":"2026-09-01T10:05:31.000Z",
"whatsapp_accounts":[{"phone_number_id":"106000000000001","phone_number":"+6281100000001","name":"Sinar CS","status":"connected","onboarded_at":"2026-06-12T01:00:00.000Z"}]},
"request_id":"req_7H2M0A1B2C3D4E5F6G7H8J9KMN"}`;

/** An answer to PATCH has no `whatsapp_accounts`. */
const patched = (name: string, email: string, status: string, metadata: string) =>
  answer(
    `{"data":{"id":"cus_7H2KX0M4QWERTN8B3ZC5DVA9PG","object":"customer","name":${name},"email":${email},"status":${status},"metadata":${metadata},"archived_at":null,"team_id":"t9f2kq81mzxa","created_at":"2026-06-11T03:20:00.000Z","updated_at":"2026-11-20T08:00:00.000Z"},"request_id":"req_7H2N0A1B2C3D4E5F6G7H8J9KMP"}`,
  );

const get: Exchange = { request: `GET ${path}`, headers: reading, answer: answer(sinar) };
const patch = (body: string, stored: Scripted): Exchange => ({
  request: `PATCH ${path}`,
  headers: writing,
  body,
  answer: stored,
});
const update = (...words: string[]) => ["customers", "update", id, "-p", "kirim", ...words];

describe("PATCH /customers/{id}", () => {
  test("one key of metadata: the map is sent whole, the rest not at all", async () => {
    const metadata = `{"crm_id":"S-209","segment":"b2b","owner":"dewi"}`;
    const result = await expectExchanges(
      update("--metadata", "owner=dewi", "-o", "json"),
      { env },
      [
        get,
        patch(
          `{"metadata":${metadata}}`,
          patched(`"Sinar Logistik"`, `"ops@sinar.example"`, `"active"`, metadata),
        ),
      ],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toMatchObject({
      provider: "kirim",
      id,
      outcome: "updated",
      warnings: [],
      verified: true,
      requestId: "req_7H2N0A1B2C3D4E5F6G7H8J9KMP",
    });
    expect(changesIn(result)).toEqual([{ field: "metadata.owner", kind: "added", after: "dewi" }]);
  });

  const all = `{"name":"Sinar Group","email":"hello@example.com","status":"pending","metadata":{"crm_id":"S-209","segment":"b2b","note":"example"}}`;

  test.each([
    ["in the common vocabulary", []],
    ["in Kirim's own words", ["--native"]],
  ])("every field of the update page, %s", async (_what, words) => {
    const result = await expectExchanges(
      update("-f", "-", ...words, "--yes", "-o", "json"),
      {
        env,
        stdin: `{ "name": "Sinar Group", "email": "hello@example.com", "metadata": { "note": "example" }, "status": "pending" }`,
      },
      [
        get,
        patch(
          all,
          patched(
            `"Sinar Group"`,
            `"hello@example.com"`,
            `"pending"`,
            `{"crm_id":"S-209","segment":"b2b","note":"example"}`,
          ),
        ),
      ],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toMatchObject({ outcome: "updated", warnings: [] });
    expect(changesIn(result)).toEqual([
      { field: "name", kind: "changed", before: "Sinar Logistik", after: "Sinar Group" },
      { field: "email", kind: "changed", before: "ops@sinar.example", after: "hello@example.com" },
      { field: "status", kind: "changed", before: "active", after: "pending" },
      { field: "metadata.note", kind: "added", after: "example" },
    ]);
  });

  test("the page's own sample, with a text for metadata, is refused before it is sent", async () => {
    const result = await expectExchanges(
      update("-f", "-", "--native"),
      {
        env,
        stdin: `{ "name": "example", "email": "hello@example.com", "metadata": "example", "status": "pending" }`,
      },
      [],
    );
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('expected an object, got the text "example"');
  });

  test("null clears e-mail and metadata, once confirmed; the record is read again", async () => {
    const cleared = sinar
      .replace(`"email":"ops@sinar.example"`, `"email":null`)
      .replace(`{"crm_id":"S-209","segment":"b2b"}`, "null");
    const result = await expectExchanges(
      update("--unset", "email", "--unset", "metadata", "--yes", "-o", "json"),
      { env },
      [
        get,
        patch(
          `{"email":null,"metadata":null}`,
          patched(`"Sinar Logistik"`, "null", `"active"`, "null"),
        ),
        { ...get, answer: answer(cleared) },
      ],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toMatchObject({ outcome: "updated", after: { email: null } });
    expect(changesIn(result)).toEqual([
      { field: "email", kind: "removed", before: "ops@sinar.example" },
      { field: "metadata.crm_id", kind: "removed", before: "S-209" },
      { field: "metadata.segment", kind: "removed", before: "b2b" },
    ]);
  });

  test("without a confirmation nothing is cleared", async () => {
    const result = await expectExchanges(update("--unset", "email", "-o", "json"), { env }, [get]);
    expect(result.code).toBe(11);
    expect(errorIn(result)).toMatchObject({ code: "declined", exitCode: 11 });
    expect(result.json()).toMatchObject({ outcome: "declined" });
  });

  test("name and status cannot be cleared", async () => {
    for (const field of ["name", "status"]) {
      const result = await expectExchanges(update("--unset", field, "--yes"), { env }, []);
      expect(result.code).toBe(2);
      expect(result.stderr).toContain(`"${field}" cannot be cleared at Kirim`);
    }
  });

  test("white space that the server tidies is no difference", async () => {
    const result = await expectExchanges(
      update("--name", "  Sinar \t Group  ", "-o", "json"),
      { env },
      [
        get,
        patch(
          `{"name":"  Sinar \\t Group  "}`,
          patched(
            `"Sinar Group"`,
            `"ops@sinar.example"`,
            `"active"`,
            `{"crm_id":"S-209","segment":"b2b"}`,
          ),
        ),
      ],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toMatchObject({ outcome: "updated", warnings: [] });
    expect(result.json().changes[0]).not.toHaveProperty("stored");
  });
});

describe("GET /customers/{id}", () => {
  test("every member of the answer has a common name and stands untouched under native", async () => {
    const result = await expectExchanges(
      ["customers", "get", id, "-p", "kirim", "-o", "json"],
      { env },
      [get],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toEqual({
      provider: "kirim",
      id,
      name: "Sinar Logistik",
      email: "ops@sinar.example",
      status: "active",
      metadata: { crm_id: "S-209", segment: "b2b" },
      object: "customer",
      teamId: "t9f2kq81mzxa",
      archivedAt: null,
      whatsappAccounts: [
        {
          phoneNumberId: "106000000000001",
          phoneNumber: "+6281100000001",
          name: "Sinar CS",
          status: "connected",
          onboardedAt: "2026-06-12T01:00:00.000Z",
        },
      ],
      createdAt: "2026-06-11T03:20:00.000Z",
      updatedAt: "2026-09-01T10:05:31.000Z",
      requestId: "req_7H2M0A1B2C3D4E5F6G7H8J9KMN",
      revision: expect.any(String),
      account: {
        facts: { teamId: "t9f2kq81mzxa" },
        baseUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+/u),
        mode: "live",
      },
      native: JSON.parse(sinar).data,
    });
  });

  test("there is no look-up by the caller's own id", async () => {
    const result = await expectExchanges(
      ["customers", "update", "S-209", "--by", "external-id", "-p", "kirim", "--name", "A"],
      { env },
      [],
    );
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("--by: Kirim cannot find a customer by external id");
  });
});

describe("errors", () => {
  test.each([
    [
      400,
      `{"error":{"type":"invalid_request_error","code":"invalid_field_value","message":"status must be one of pending, active, suspended, archived","param":"status","request_id":"req_7H2Q0A1B2C3D4E5F6G7H8J9KMR"}}`,
      5,
      "rejected",
    ],
    [
      401,
      `{"error":{"type":"authentication_error","code":"expired_api_key","message":"The API key has expired.","request_id":"req_7H2Q0A1B2C3D4E5F6G7H8J9KMR"}}`,
      3,
      "auth",
    ],
    [
      402,
      `{"error":{"type":"billing_error","code":"feature_not_entitled","message":"Upgrade to continue.","request_id":"req_7H2Q0A1B2C3D4E5F6G7H8J9KMR"}}`,
      5,
      "rejected",
    ],
    [
      403,
      `{"error":{"type":"permission_error","code":"organisation_suspended","message":"The organisation is suspended.","request_id":"req_7H2Q0A1B2C3D4E5F6G7H8J9KMR"}}`,
      3,
      "auth",
    ],
    [
      404,
      `{"error":{"type":"not_found","code":"resource_not_found","message":"No such customer.","request_id":"req_7H2Q0A1B2C3D4E5F6G7H8J9KMR"}}`,
      4,
      "not_found",
    ],
    [
      409,
      `{"error":{"type":"conflict","code":"state_conflict","message":"The customer is archived.","request_id":"req_7H2Q0A1B2C3D4E5F6G7H8J9KMR"}}`,
      5,
      "rejected",
    ],
    [
      429,
      `{"error":{"type":"rate_limit_error","code":"rate_limit_exceeded","message":"Write budget used up; wait before retrying.","request_id":"req_7H2Q0A1B2C3D4E5F6G7H8J9KMR"}}`,
      7,
      "unavailable",
    ],
  ])("%i %s", async (status, text, exitCode, code) => {
    const result = await expectExchanges(
      update("--name", "A", "--no-retry", "-o", "json"),
      { env },
      [
        get,
        patch(`{"name":"A"}`, answer(text, status, { "x-request-id": "req_of_the_header" })),
        // That nothing was stored is looked up, where somebody can look.
        ...(exitCode === 3 ? [] : [get]),
      ],
    );
    const { request_id: requestId, ...said } = JSON.parse(text).error;
    expect(result.code).toBe(exitCode);
    expect(errorIn(result)).toMatchObject({ code, exitCode, provider: "kirim", status, requestId });
    expect(errorIn(result)["providerError"]).toEqual({ status, ...said });
    expect(result.json()).toMatchObject({ outcome: "failed", requestId });
  });

  test("the page's own example has no message, and its request id is told", async () => {
    const text = `{ "error": { "type": "invalid_request_error", "code": "invalid_phone_number", "request_id": "req_01HXYZABCDEFGHJKMNPQRSTVWX" }}`;
    const result = await expectExchanges(update("--name", "A", "-o", "json"), { env }, [
      get,
      patch(`{"name":"A"}`, answer(text, 400)),
      get,
    ]);
    expect(result.code).toBe(5);
    expect(errorIn(result)).toMatchObject({
      requestId: "req_01HXYZABCDEFGHJKMNPQRSTVWX",
      providerError: { type: "invalid_request_error", code: "invalid_phone_number" },
    });
  });

  test("429 says how long to wait, and is waited for", async () => {
    const text = `{"error":{"type":"rate_limit_error","code":"rate_limit_exceeded","message":"Write budget used up; wait before retrying.","request_id":"req_7H2P0A1B2C3D4E5F6G7H8J9KMQ"}}`;
    const result = await expectExchanges(update("--name", "A", "-o", "json"), { env }, [
      get,
      patch(
        `{"name":"A"}`,
        answer(text, 429, {
          "retry-after": "7",
          "x-ratelimit-limit": "60",
          "x-ratelimit-remaining": "0",
          "x-ratelimit-reset": "1795248060",
        }),
      ),
      patch(
        `{"name":"A"}`,
        patched(`"A"`, `"ops@sinar.example"`, `"active"`, `{"crm_id":"S-209","segment":"b2b"}`),
      ),
    ]);
    expect(result.code).toBe(0);
    expect(result.sleeps.reduce((sum, milliseconds) => sum + milliseconds, 0)).toBe(7000);
  });
});
