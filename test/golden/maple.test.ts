/** Maple's exchanges, typed from docs.maplebilling.com: "Update Customer", "Request idempotency", "Error responses". */
import { describe, expect, test } from "vitest";

import type { Scripted } from "../support/scripted-server.ts";
import { changesIn, errorIn, type Exchange, expectExchanges, uuid } from "./exchange.ts";

const company = "cmp_2Nb7QkzT9uYwVx3RrLq5sD1aHcE";
const id = "cus_2Nb8LmPq";
const customers = `/api/v1/companies/${company}/customers`;

const env = (origin: string) => ({
  BILLING_MAPLE_TOKEN: "token-01",
  BILLING_MAPLE_COMPANY_ID: company,
  BILLING_MAPLE_BASE_URL: `${origin}/api/v1`,
});
const reading = { authorization: "Bearer token-01" };
const writing = { ...reading, "content-type": "application/json", "idempotency-key": uuid };

const answer = (
  body: string,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Scripted => ({ status, headers: { "content-type": "application/json", ...headers }, body });

const mara = `{"id":"cus_2Nb8LmPq","company_id":"cmp_2Nb7QkzT9uYwVx3RrLq5sD1aHcE","identifier":"acct-7781","name":"Mara Lind","org_name":"Fjord Analytics",
"email":"billing@fjord.example","phone":"+47 555 01 020","title":"CFO","locale":"en","status":"ACTIVE","exclude_from_metrics":false,"managed_externally":false,
"address":{"address_line_1":"Storgata 4","address_line_2":"","city":"Oslo","state":"","zip":"0155","country":"NO","place_id":null},
"billing_emails":["ap@fjord.example"],"owner_id":null,"parent_customer_id":null,"metadata":{"tier":"gold"},"customer_integration_metadata":{},
"mrr":{"currency":"USD","value_in_cents":120000},"arr":{"currency":"USD","value_in_cents":1440000},"computed_entitlements":[],"integration_references":[],
"created_at":"2026-01-14T08:03:11.120Z","updated_at":"2026-08-02T16:40:00.004-04:00"}`;

const get: Exchange = { request: `GET ${customers}/${id}`, headers: reading, answer: answer(mara) };
const patch = (body: string, stored: Scripted): Exchange => ({
  request: `PATCH ${customers}/${id}`,
  headers: writing,
  body,
  answer: stored,
});
const update = (...words: string[]) => ["customers", "update", id, "-p", "maple", ...words];

describe("PATCH /companies/{company_id}/customers/{customer_id}", () => {
  const body = `{"title":"VP Finance","metadata":{"tier":"gold","region":"nordics"}}`;
  const stored = mara
    .replace(`"title":"CFO"`, `"title":"VP Finance"`)
    .replace(`{"tier":"gold"}`, `{"tier":"gold","region":"nordics"}`);
  const words = ["--title", "VP Finance", "--metadata", "region=nordics"];

  test("a title and one key of metadata: the map is sent whole, the rest not at all", async () => {
    const result = await expectExchanges(update(...words, "-o", "json"), { env }, [
      get,
      patch(body, answer(stored)),
    ]);
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toMatchObject({
      provider: "maple",
      id,
      outcome: "updated",
      warnings: [],
      verified: true,
    });
    expect(changesIn(result)).toEqual([
      { field: "title", kind: "changed", before: "CFO", after: "VP Finance" },
      { field: "metadata.region", kind: "added", after: "nordics" },
    ]);
  });

  test("the caller's identifier stands in the same place of the path", async () => {
    const result = await expectExchanges(
      [
        "customers",
        "update",
        "acct-7781",
        "--by",
        "external-id",
        "-p",
        "maple",
        ...words,
        "-o",
        "json",
      ],
      { env },
      [
        { ...get, request: `GET ${customers}/acct-7781` },
        { ...patch(body, answer(stored)), request: `PATCH ${customers}/acct-7781` },
      ],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toMatchObject({ id, outcome: "updated" });
  });

  test("a member of the address takes the whole address along", async () => {
    const result = await expectExchanges(update("--city", "Bergen", "-o", "json"), { env }, [
      get,
      patch(
        `{"address":{"address_line_1":"Storgata 4","address_line_2":"","city":"Bergen","state":"","zip":"0155","country":"NO","place_id":null}}`,
        answer(mara.replace(`"city":"Oslo"`, `"city":"Bergen"`)),
      ),
    ]);
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(changesIn(result)).toEqual([
      { field: "address.city", kind: "changed", before: "Oslo", after: "Bergen" },
    ]);
  });

  const all =
    `{"name":"Mara Berg","email":"ap@fjord.example","phone":"+47 555 01 021","identifier":"acct-9000","status":"ACTIVATED","locale":"nb",` +
    `"address":{"address_line_1":"Havnegata 9","address_line_2":"2. etg","city":"Trondheim","state":"Trøndelag","zip":"7010","country":"SE","place_id":"place-1"},` +
    `"org_name":"Fjord Holding","title":"CEO","owner_id":"usr_1","parent_customer_id":"cus_parent","exclude_from_metrics":true,` +
    `"child_rollup_billing":true,"child_rollup_billing_config":{"auto_charges":true,"end_date":"2027-11-07T05:31:56Z","frequency":"HOUR","invoice_additional_display_fields":[{"name":"PO","value":"4711"}],"invoice_due_date_from_creation":30,"start_date":"2026-11-07T05:31:56Z"},` +
    `"override_taxes":[{"country":"NO","description":"MVA","metadata":{},"name":"VAT","rate":25,"region":"03","type":"GST"}],` +
    `"metadata":{"tier":"gold","segment":"large"}}`;
  const unreadable = /^(?:childRollup|overrideTaxes)/u;
  const storedAll = `{"id":"cus_2Nb8LmPq","company_id":"cmp_2Nb7QkzT9uYwVx3RrLq5sD1aHcE","identifier":"acct-9000","name":"Mara Berg","org_name":"Fjord Holding",
"email":"ap@fjord.example","phone":"+47 555 01 021","title":"CEO","locale":"nb","status":"ACTIVATED","exclude_from_metrics":true,"managed_externally":false,
"address":{"address_line_1":"Havnegata 9","address_line_2":"2. etg","city":"Trondheim","state":"Trøndelag","zip":"7010","country":"SE","place_id":"place-1"},
"billing_emails":["ap@fjord.example"],"owner_id":"usr_1","parent_customer_id":"cus_parent","metadata":{"tier":"gold","segment":"large"},"customer_integration_metadata":{},
"mrr":{"currency":"USD","value_in_cents":120000},"arr":{"currency":"USD","value_in_cents":1440000},"computed_entitlements":[],"integration_references":[],
"created_at":"2026-01-14T08:03:11.120Z","updated_at":"2026-11-20T08:00:00.000Z"}`;

  test.each([
    [
      "in the common vocabulary",
      [],
      {
        address: {
          line1: "Havnegata 9",
          line2: "2. etg",
          city: "Trondheim",
          country: "SE",
          placeId: "place-1",
          state: "Trøndelag",
          postalCode: "7010",
        },
        childRollupBilling: true,
        childRollupBillingConfig: {
          autoCharges: true,
          endDate: "2027-11-07T05:31:56Z",
          frequency: "HOUR",
          invoiceAdditionalDisplayFields: [{ name: "PO", value: "4711" }],
          invoiceDueDateFromCreation: 30,
          startDate: "2026-11-07T05:31:56Z",
        },
        email: "ap@fjord.example",
        excludeFromMetrics: true,
        externalId: "acct-9000",
        locale: "nb",
        metadata: { segment: "large" },
        name: "Mara Berg",
        orgName: "Fjord Holding",
        overrideTaxes: [
          {
            country: "NO",
            description: "MVA",
            metadata: {},
            name: "VAT",
            rate: 25,
            region: "03",
            type: "GST",
          },
        ],
        ownerId: "usr_1",
        parentId: "cus_parent",
        phone: "+47 555 01 021",
        status: "ACTIVATED",
        title: "CEO",
      },
    ],
    [
      "in Maple's own words",
      ["--native"],
      {
        address: {
          address_line_1: "Havnegata 9",
          address_line_2: "2. etg",
          city: "Trondheim",
          country: "SE",
          place_id: "place-1",
          state: "Trøndelag",
          zip: "7010",
        },
        child_rollup_billing: true,
        child_rollup_billing_config: {
          auto_charges: true,
          end_date: "2027-11-07T05:31:56Z",
          frequency: "HOUR",
          invoice_additional_display_fields: [{ name: "PO", value: "4711" }],
          invoice_due_date_from_creation: 30,
          start_date: "2026-11-07T05:31:56Z",
        },
        email: "ap@fjord.example",
        exclude_from_metrics: true,
        identifier: "acct-9000",
        locale: "nb",
        metadata: { segment: "large" },
        name: "Mara Berg",
        org_name: "Fjord Holding",
        override_taxes: [
          {
            country: "NO",
            description: "MVA",
            metadata: {},
            name: "VAT",
            rate: 25,
            region: "03",
            type: "GST",
          },
        ],
        owner_id: "usr_1",
        parent_customer_id: "cus_parent",
        phone: "+47 555 01 021",
        status: "ACTIVATED",
        title: "CEO",
      },
    ],
  ])("every field of the update page, %s", async (_what, words, document) => {
    const result = await expectExchanges(
      update("-f", "-", ...words, "--yes", "-o", "json"),
      { env, stdin: JSON.stringify(document) },
      [get, patch(all, answer(storedAll))],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    const { warnings, outcome, after } = result.json();
    expect(outcome).toBe("updated");
    expect(warnings).toMatchObject([
      { code: "not_readable", field: "childRollupBilling" },
      { code: "not_readable", field: "childRollupBillingConfig" },
      { code: "not_readable", field: "overrideTaxes" },
    ]);
    expect(changesIn(result).filter(({ field }) => !unreadable.test(field))).toEqual([
      { field: "name", kind: "changed", before: "Mara Lind", after: "Mara Berg" },
      {
        field: "email",
        kind: "changed",
        before: "billing@fjord.example",
        after: "ap@fjord.example",
      },
      { field: "phone", kind: "changed", before: "+47 555 01 020", after: "+47 555 01 021" },
      { field: "externalId", kind: "changed", before: "acct-7781", after: "acct-9000" },
      { field: "status", kind: "changed", before: "ACTIVE", after: "ACTIVATED" },
      { field: "locale", kind: "changed", before: "en", after: "nb" },
      { field: "address.line1", kind: "changed", before: "Storgata 4", after: "Havnegata 9" },
      { field: "address.line2", kind: "added", before: "", after: "2. etg" },
      { field: "address.city", kind: "changed", before: "Oslo", after: "Trondheim" },
      { field: "address.state", kind: "added", before: "", after: "Trøndelag" },
      { field: "address.postalCode", kind: "changed", before: "0155", after: "7010" },
      { field: "address.country", kind: "changed", before: "NO", after: "SE" },
      { field: "address.placeId", kind: "added", before: null, after: "place-1" },
      { field: "orgName", kind: "changed", before: "Fjord Analytics", after: "Fjord Holding" },
      { field: "title", kind: "changed", before: "CFO", after: "CEO" },
      { field: "ownerId", kind: "added", before: null, after: "usr_1" },
      { field: "parentId", kind: "added", before: null, after: "cus_parent" },
      { field: "excludeFromMetrics", kind: "changed", before: false, after: true },
      { field: "metadata.segment", kind: "added", after: "large" },
    ]);
    expect(after).not.toHaveProperty("overrideTaxes");
  });

  test("a field is cleared with null, and read again: no document says that null clears", async () => {
    const cleared = mara.replace(`"title":"CFO"`, `"title":null`);
    const result = await expectExchanges(
      update("--unset", "title", "--yes", "-o", "json"),
      { env },
      [get, patch(`{"title":null}`, answer(cleared)), { ...get, answer: answer(cleared) }],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(changesIn(result)).toEqual([{ field: "title", kind: "removed", before: "CFO" }]);
  });
});

describe("Idempotency-Key", () => {
  const renamed = mara.replace("Mara Lind", "M");
  const rename = update("--name", "M", "-o", "json");
  const limited = answer(
    `{"error_message":"slow down","error_type":"request_error","error_code":"rate_limited","error_status":429}`,
    429,
  );

  /** Runs against exactly these exchanges; the keys that were sent. */
  async function keysOf(exchanges: readonly Exchange[]): Promise<readonly string[]> {
    const keys: string[] = [];
    const result = await expectExchanges(rename, { env }, exchanges, ({ headers }) => {
      const key = headers["idempotency-key"];
      if (key !== undefined) keys.push(key);
    });
    expect(result.code).toBe(0);
    return keys;
  }

  test("after an answer, another attempt has a new key: the first answer is kept under the old one", async () => {
    const keys = await keysOf([
      get,
      patch(`{"name":"M"}`, limited),
      patch(`{"name":"M"}`, answer(renamed)),
    ]);
    expect(new Set(keys).size).toBe(2);
  });

  test("without an answer, another attempt has the same key", async () => {
    const keys = await keysOf([
      get,
      patch(`{"name":"M"}`, { status: 0, reset: true }),
      patch(`{"name":"M"}`, answer(renamed)),
    ]);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  test("an answer that is an old one is reported, and the record is read for what is true", async () => {
    const old = patch(
      `{"name":"M"}`,
      answer(renamed, 200, {
        "idempotency-key": "0c5c2d0e-6a0f-4f57-9a0c-1d7b8b1f2a66",
        "idempotency-used": "true",
      }),
    );
    const stored = await expectExchanges(rename, { env }, [
      get,
      old,
      { ...get, answer: answer(renamed) },
    ]);
    expect(stored.code).toBe(0);
    expect(stored.json().warnings).toMatchObject([{ code: "replayed_answer" }]);

    const dropped = await expectExchanges(rename, { env }, [get, old, get, get, get]);
    expect({ code: dropped.code, outcome: dropped.json().outcome }).toEqual({
      code: 5,
      outcome: "failed",
    });
  });
});

describe("GET /companies/{company_id}/customers/{customer_id}", () => {
  const page = `{
"address": {
"address_line_1": "line 1",
"address_line_2": "line 2",
"city": "city",
"country": "NO",
"place_id": "place",
"state": "state",
"zip": "0155"
},
"arr": {
"currency": "USD",
"value_in_cents": 123
},
"company_id": "cmp_1",
"computed_entitlements": [
{
"entitlement_id": "ent_1",
"inherited_from_id": "from",
"inherited_from_type": "type",
"key": "seats",
"name": "Seats",
"original_value": "any",
"overridden": true,
"type": "number",
"value": 5
}
],
"created_at": "2023-11-07T05:31:56Z",
"customer_integration_metadata": {"crm_id": 1},
"email": "e-mail",
"exclude_from_metrics": true,
"id": "cus_2Nb8LmPq",
"identifier": "acct-7781",
"locale": "en",
"managed_externally": true,
"metadata": {"big": 12345678901234567890},
"mrr": {
"currency": "USD",
"value_in_cents": 123
},
"name": "name",
"org_name": "org",
"owner_id": "usr_1",
"parent_customer_id": "cus_0",
"phone": "phone",
"status": "ACTIVE",
"title": "title",
"updated_at": "2023-11-07T05:31:56Z"
}`;

  test("every member of the answer has a common name and stands untouched under native", async () => {
    const result = await expectExchanges(
      ["customers", "get", id, "-p", "maple", "-o", "json"],
      { env },
      [{ ...get, answer: answer(page) }],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    const big = JSON.parse("12345678901234567890") as number;
    expect(result.json()).toEqual({
      provider: "maple",
      id,
      name: "name",
      email: "e-mail",
      phone: "phone",
      externalId: "acct-7781",
      status: "ACTIVE",
      locale: "en",
      address: {
        line1: "line 1",
        line2: "line 2",
        city: "city",
        state: "state",
        postalCode: "0155",
        country: "NO",
        placeId: "place",
      },
      orgName: "org",
      title: "title",
      ownerId: "usr_1",
      parentId: "cus_0",
      excludeFromMetrics: true,
      metadata: { big },
      companyId: "cmp_1",
      managedExternally: true,
      mrr: { currency: "USD", valueInCents: 123 },
      arr: { currency: "USD", valueInCents: 123 },
      computedEntitlements: [
        {
          entitlementId: "ent_1",
          inheritedFromId: "from",
          inheritedFromType: "type",
          key: "seats",
          name: "Seats",
          originalValue: "any",
          overridden: true,
          type: "number",
          value: 5,
        },
      ],
      customerIntegrationMetadata: { crm_id: 1 },
      createdAt: "2023-11-07T05:31:56Z",
      updatedAt: "2023-11-07T05:31:56Z",
      revision: expect.any(String),
      account: {
        facts: { companyId: "cmp_1" },
        baseUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+/u),
      },
      native: JSON.parse(page),
    });
    // Digits that a double cannot hold are printed as they came.
    expect(result.stdout.match(/12345678901234567890/gu)).toHaveLength(2);
  });
});

describe("errors", () => {
  test.each([
    [
      `{"error_message":"email is not valid","error_type":"validation_error","error_code":"invalid_email","error_status":400,"validation_errors":[{"field":"email","message":"must be an email"}]}`,
      5,
      "rejected",
      {
        status: 400,
        code: "invalid_email",
        type: "validation_error",
        message: "email is not valid",
        details: ["email: must be an email"],
      },
    ],
    [
      `{"error_message":"no right to the company","error_type":"auth_error","error_code":"unauthorized","error_status":401}`,
      3,
      "auth",
      {
        status: 401,
        code: "unauthorized",
        type: "auth_error",
        message: "no right to the company",
      },
    ],
    [
      `{"error_message":"forbidden","error_type":"auth_error","error_code":"forbidden","error_status":403}`,
      3,
      "auth",
      { status: 403, code: "forbidden", type: "auth_error", message: "forbidden" },
    ],
    [
      `{"error_message":"customer not found","error_type":"request_error","error_code":"not_found","error_status":404}`,
      4,
      "not_found",
      {
        status: 404,
        code: "not_found",
        type: "request_error",
        message: "customer not found",
      },
    ],
    [
      `{"error_message":"another request with this key is running","error_type":"idempotency_error","error_code":"idempotency_conflict","error_status":409}`,
      5,
      "rejected",
      {
        status: 409,
        code: "idempotency_conflict",
        type: "idempotency_error",
        message: "another request with this key is running",
      },
    ],
    [
      `{"error_message":"slow down","error_type":"request_error","error_code":"rate_limited","error_status":429}`,
      7,
      "unavailable",
      { status: 429, code: "rate_limited", type: "request_error", message: "slow down" },
    ],
  ])("%s", async (text, exitCode, code, providerError) => {
    const result = await expectExchanges(
      update("--name", "M", "--no-retry", "-o", "json"),
      { env },
      [
        get,
        patch(`{"name":"M"}`, answer(text, providerError.status)),
        // That nothing was stored is looked up, where somebody can look.
        ...(exitCode === 3 ? [] : [get]),
      ],
    );
    expect(result.code).toBe(exitCode);
    expect(errorIn(result)).toMatchObject({
      code,
      exitCode,
      provider: "maple",
      status: providerError.status,
    });
    expect(errorIn(result)["providerError"]).toEqual(providerError);
  });
});
