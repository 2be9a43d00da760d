/** Flexprice's exchanges, typed from docs.flexprice.io, "Update customer", and the open-source server. */
import { describe, expect, test } from "vitest";

import { flexprice } from "../../src/providers/flexprice.ts";
import type { Scripted } from "../support/scripted-server.ts";
import { changesIn, errorIn, type Exchange, expectExchanges } from "./exchange.ts";

const id = "cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD";

const env = (origin: string) => ({
  BILLING_FLEXPRICE_API_KEY: "sk_01K5DEMO",
  BILLING_FLEXPRICE_BASE_URL: `${origin}/v1`,
});
const reading = { "x-api-key": "sk_01K5DEMO" };
const writing = { ...reading, "content-type": "application/json" };

const answer = (body: string, status = 200): Scripted => ({
  status,
  headers: {
    "content-type": "application/json; charset=utf-8",
    "x-request-id": "01K5REQ0000000000000000000",
  },
  body,
});

const fjord = `{"id":"cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD","external_id":"acct-7741","name":"Fjord Analytics AS","email":"faktura@fjord.example","address_line1":"Havnegata 9","address_line2":"","address_city":"Trondheim","address_state":"","address_postal_code":"7010","address_country":"NO","timezone":"Europe/Oslo","metadata":{"segment":"mid","crm":"HS-2291"},"environment_id":"env_01K1AAAA0000000000000000AA","tenant_id":"01K1BBBB0000000000000000BB","status":"published","created_at":"2026-05-02T08:14:31.52911Z","updated_at":"2026-08-30T11:02:07.004812Z","created_by":"01K1CCCC0000000000000000CC","updated_by":"01K1CCCC0000000000000000CC"}`;
const fjordAsa = `{"id":"cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD","external_id":"acct-7741","name":"Fjord Analytics ASA","email":"faktura@fjord.example","address_line1":"Havnegata 9","address_line2":"2. etg","address_city":"Trondheim","address_state":"","address_postal_code":"7010","address_country":"NO","timezone":"Europe/Oslo","metadata":{"segment":"large","crm":"HS-2291"},"environment_id":"env_01K1AAAA0000000000000000AA","tenant_id":"01K1BBBB0000000000000000BB","status":"published","created_at":"2026-05-02T08:14:31.52911Z","updated_at":"2026-08-30T11:02:07.004812Z","created_by":"01K1CCCC0000000000000000CC","updated_by":"01K1CCCC0000000000000000CC"}`;

const get: Exchange = {
  request: `GET /v1/customers/${id}?expand=integrations`,
  headers: reading,
  answer: answer(fjord),
};
const put = (body: string, stored: Scripted): Exchange => ({
  request: `PUT /v1/customers?id=${id}`,
  headers: writing,
  body,
  answer: stored,
});
const update = (...words: string[]) => ["customers", "update", id, "-p", "flexprice", ...words];

describe("PUT /customers", () => {
  test("metadata is merged here, because the server swaps the whole map", async () => {
    const result = await expectExchanges(
      update("--metadata", "segment=large", "--metadata", "plan=pro", "-o", "json"),
      { env },
      [
        get,
        put(
          `{"metadata":{"segment":"large","crm":"HS-2291","plan":"pro"}}`,
          answer(
            fjord.replace(
              `{"segment":"mid","crm":"HS-2291"}`,
              `{"segment":"large","crm":"HS-2291","plan":"pro"}`,
            ),
          ),
        ),
      ],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toMatchObject({
      provider: "flexprice",
      id,
      outcome: "updated",
      warnings: [],
      verified: true,
      requestId: "01K5REQ0000000000000000000",
    });
    expect(changesIn(result)).toEqual([
      { field: "metadata.segment", kind: "changed", before: "mid", after: "large" },
      { field: "metadata.plan", kind: "added", after: "pro" },
    ]);
  });

  test("only a map that is replaced on purpose loses its other keys", async () => {
    const result = await expectExchanges(
      update("--metadata", "plan=pro", "--replace-metadata", "--yes", "-o", "json"),
      { env },
      [
        get,
        put(
          `{"metadata":{"plan":"pro"}}`,
          answer(fjord.replace(`{"segment":"mid","crm":"HS-2291"}`, `{"plan":"pro"}`)),
        ),
      ],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(changesIn(result)).toEqual([
      { field: "metadata.segment", kind: "removed", before: "mid" },
      { field: "metadata.crm", kind: "removed", before: "HS-2291" },
      { field: "metadata.plan", kind: "added", after: "pro" },
    ]);
  });

  const all =
    `{"name":"Fjord Holding AS","email":"billing@fjord.example","external_id":"acct-9000",` +
    `"address_line1":"Storgata 4","address_line2":"3. etg","address_city":"Oslo","address_state":"Oslo",` +
    `"address_postal_code":"0155","address_country":"SE",` +
    `"integration_entity_mapping":[{"entity_id":"cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD","entity_type":"customer","provider_entity_id":"cus_stripe","provider_type":"stripe","metadata":{}}]}`;
  // The server writes the trail (internal/ee/service/customer.go), and a map in the same update would replace it.
  const trail = `{"segment":"mid","crm":"HS-2291","old_external_ids":"acct-9000"}`;
  const large = trail.replace("mid", "large");
  const stored = `{"address_city":"Oslo","address_country":"SE","address_line1":"Storgata 4","address_line2":"3. etg","address_postal_code":"0155","address_state":"Oslo","created_at":"2026-05-02T08:14:31.52911Z","created_by":"01K1CCCC0000000000000000CC","email":"billing@fjord.example","environment_id":"env_01K1AAAA0000000000000000AA","external_id":"acct-9000","id":"cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD","metadata":{"segment":"large","crm":"HS-2291"},"name":"Fjord Holding AS","status":"published","tenant_id":"01K1BBBB0000000000000000BB","timezone":"Europe/Oslo","updated_at":"2026-08-30T11:02:07.004812Z","updated_by":"01K1CCCC0000000000000000CC"}`;
  const renamed = stored.replace(`{"segment":"large","crm":"HS-2291"}`, trail);
  const fieldNames = [
    "name",
    "email",
    "externalId",
    "address.line1",
    "address.line2",
    "address.city",
    "address.state",
    "address.postalCode",
    "address.country",
    "integrationEntityMapping",
    "metadata.segment",
  ];

  test.each([
    [
      "in the common vocabulary",
      [],
      {
        name: "Fjord Holding AS",
        email: "billing@fjord.example",
        externalId: "acct-9000",
        address: {
          line1: "Storgata 4",
          line2: "3. etg",
          city: "Oslo",
          state: "Oslo",
          postalCode: "0155",
          country: "SE",
        },
        integrationEntityMapping: [
          {
            entityId: id,
            entityType: "customer",
            providerEntityId: "cus_stripe",
            providerType: "stripe",
            metadata: {},
          },
        ],
        metadata: { segment: "large" },
      },
    ],
    [
      "in Flexprice's own words",
      ["--native"],
      {
        address_city: "Oslo",
        address_country: "SE",
        address_line1: "Storgata 4",
        address_line2: "3. etg",
        address_postal_code: "0155",
        address_state: "Oslo",
        email: "billing@fjord.example",
        external_id: "acct-9000",
        integration_entity_mapping: [
          {
            entity_id: id,
            entity_type: "customer",
            provider_entity_id: "cus_stripe",
            provider_type: "stripe",
            metadata: {},
          },
        ],
        metadata: { segment: "large" },
        name: "Fjord Holding AS",
      },
    ],
  ])("every field of the update page, %s", async (_what, words, patch) => {
    const result = await expectExchanges(
      update("-f", "-", ...words, "--yes", "-o", "json"),
      { env, stdin: JSON.stringify(patch) },
      [
        get,
        put(all, answer(renamed)),
        { ...get, answer: answer(renamed) },
        put(`{"metadata":${large}}`, answer(renamed.replace(trail, large))),
      ],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    const { warnings, outcome } = result.json();
    expect(outcome).toBe("updated");
    expect(changesIn(result).map(({ field }) => field)).toEqual(fieldNames);
    expect(warnings).toMatchObject([
      { code: "ignored_by_provider", field: "integrationEntityMapping" },
      { code: "changed_beside", field: "metadata.old_external_ids" },
    ]);
  });

  test("the newer fields: contact and timezone", async () => {
    const result = await expectExchanges(
      update("--phone", "+47 73 00 00 00", "--timezone", "Europe/Berlin", "-o", "json"),
      { env },
      [
        get,
        put(
          `{"contact":"+47 73 00 00 00","timezone":"Europe/Berlin"}`,
          answer(
            fjord.replace(
              `"timezone":"Europe/Oslo"`,
              `"timezone":"Europe/Berlin","contact":"+47 73 00 00 00"`,
            ),
          ),
        ),
      ],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(changesIn(result)).toEqual([
      { field: "phone", kind: "added", after: "+47 73 00 00 00" },
      { field: "timezone", kind: "changed", before: "Europe/Oslo", after: "Europe/Berlin" },
    ]);
  });

  // Typed from the SDK of 2026-10-23 (flexprice/models/updatecustomerrequest.py and customer_contactperson.py).
  const persons = `[{"id":"cper_1","first_name":"Ida","last_name":"Krol","email":"ida@fjord.example","mobile":"+4773000000","salutation":"Ms","designation":"CFO","department":"Finance","is_primary":true},{"id":"cper_2","first_name":"Desk","is_primary":false}]`;
  const staffed = fjord.replace(
    `"timezone"`,
    `"tax_treatment":"taxable","billing_currency":"nok","contact_persons":${persons},"timezone"`,
  );
  const readStaffed = { ...get, answer: answer(staffed) };

  test("the newest fields: tax treatment, billing currency, contact persons", async () => {
    const result = await expectExchanges(
      update(
        "--tax-treatment=exempt",
        "--billing-currency=eur",
        "--set",
        'contactPersons:=[{"firstName":"Ida","email":"ida@fjord.example","isPrimary":true}]',
        "-o",
        "json",
      ),
      { env },
      [
        get,
        put(
          `{"contact_persons":[{"first_name":"Ida","email":"ida@fjord.example","is_primary":true}],"billing_currency":"eur","tax_treatment":"exempt"}`,
          answer(
            fjord.replace(
              `"timezone"`,
              `"tax_treatment":"exempt","billing_currency":"eur","contact_persons":[{"id":"cper_1","first_name":"Ida","email":"ida@fjord.example","is_primary":true}],"timezone"`,
            ),
          ),
        ),
      ],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toMatchObject({ outcome: "updated", verified: true, warnings: [] });
    expect(changesIn(result)).toEqual([
      {
        field: "contactPersons[ida@fjord.example]",
        kind: "added",
        after: { firstName: "Ida", email: "ida@fjord.example", isPrimary: true },
      },
      { field: "billingCurrency", kind: "added", after: "eur" },
      { field: "taxTreatment", kind: "added", after: "exempt" },
    ]);
  });

  test("one member of one person: the list is sent whole, by id or by e-mail address", async () => {
    for (const name of ["cper_1", "ida@fjord.example"]) {
      const result = await expectExchanges(
        update("--set", `contactPersons[${name}].email=krol@fjord.example`, "-o", "json"),
        { env },
        [
          readStaffed,
          put(
            `{"contact_persons":${persons.replace("ida@", "krol@")}}`,
            answer(staffed.replace("ida@", "krol@")),
          ),
        ],
      );
      expect(result).toMatchObject({ code: 0, stderr: "" });
      expect(result.json()).toMatchObject({ outcome: "updated", warnings: [] });
      expect(changesIn(result)).toEqual([
        {
          field: "contactPersons[cper_1].email",
          kind: "changed",
          before: "ida@fjord.example",
          after: "krol@fjord.example",
        },
      ]);
    }
  });

  test("the persons given again without their ids stay the same persons", async () => {
    const patch = JSON.stringify({
      contact_persons: [
        {
          first_name: "Ida",
          last_name: "Krol",
          email: "ida@fjord.example",
          mobile: "+4773000000",
          salutation: "Ms",
          designation: "CFO",
          department: "Finance",
          is_primary: true,
        },
        { first_name: "Desk" },
      ],
    });
    const same = await expectExchanges(
      update("--native", "-f", "-", "-o", "json"),
      { env, stdin: patch },
      [readStaffed],
    );
    expect(same.json()).toMatchObject({ outcome: "unchanged", changes: [] });
    const moved = patch.replace("CFO", "CEO");
    const changed = await expectExchanges(
      update("--native", "-f", "-", "-o", "json"),
      { env, stdin: moved },
      [
        readStaffed,
        put(
          `{"contact_persons":[{"id":"cper_1","first_name":"Ida","last_name":"Krol","email":"ida@fjord.example","mobile":"+4773000000","salutation":"Ms","designation":"CEO","department":"Finance","is_primary":true},{"id":"cper_2","is_primary":false,"first_name":"Desk"}]}`,
          answer(staffed.replace("CFO", "CEO")),
        ),
      ],
    );
    expect(changed).toMatchObject({ code: 0, stderr: "" });
    expect(changesIn(changed)).toEqual([
      { field: "contactPersons[cper_1].designation", kind: "changed", before: "CFO", after: "CEO" },
    ]);
  });

  test("the newest fields are cleared by what clears them, and not where nothing does", async () => {
    const cleared = await expectExchanges(
      update("--unset", "billingCurrency", "--unset", "contactPersons", "--yes", "-o", "json"),
      { env },
      // The answer lacks the tax treatment, which is looked up.
      [readStaffed, put(`{"contact_persons":[],"billing_currency":""}`, answer(fjord)), get],
    );
    expect(cleared).toMatchObject({ code: 0, stderr: "" });
    expect(cleared.json()).toMatchObject({ outcome: "updated", verified: true });
    const refused = await expectExchanges(update("--unset", "taxTreatment", "-y"), { env }, []);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain(`"taxTreatment" cannot be cleared at Flexprice`);
  });

  test.each([
    [
      "two who are the first to ask",
      `[{"firstName":"A","isPrimary":true},{"firstName":"B","isPrimary":true}]`,
      "at most one with isPrimary",
    ],
    ["one without a first name", `[{"lastName":"A"}]`, "contactPersons[0].firstName"],
    ["one with an empty first name", `[{"firstName":" "}]`, "each firstName: not empty"],
    [
      "one with a wrong address",
      `[{"firstName":"A","email":"a"}]`,
      "each email: an e-mail address",
    ],
    ["an unknown key", `[{"firstName":"A","phone":"1"}]`, `unknown key "phone"`],
  ])("persons are refused before anything is sent: %s", async (_what, list, message) => {
    const refused = await expectExchanges(update("--set", `contactPersons:=${list}`), { env }, []);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain(message);
  });

  test("a second one who is the first to ask is refused once the record is read", async () => {
    const refused = await expectExchanges(
      update("--set", "contactPersons[cper_2].isPrimary:=true"),
      { env },
      [readStaffed],
    );
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain(
      "the contactPersons would then break a rule of Flexprice: expected at most one with isPrimary",
    );
  });

  test("a field is cleared with an empty text; what the server refuses to clear is not tried", async () => {
    const cleared = await expectExchanges(
      update("--unset", "address.city", "--yes", "-o", "json"),
      { env },
      [get, put(`{"address_city":""}`, answer(fjord.replace("Trondheim", "")))],
    );
    expect(cleared).toMatchObject({ code: 0, stderr: "" });
    expect(changesIn(cleared)).toEqual([
      { field: "address.city", kind: "removed", before: "Trondheim" },
    ]);
    for (const field of ["name", "email", "externalId", "timezone", "address.country"]) {
      const refused = await expectExchanges(update("--unset", field, "--yes"), { env }, []);
      expect(refused.code).toBe(2);
      expect(refused.stderr).toContain(`"${field}" cannot be cleared at Flexprice`);
    }
  });

  test("the trail of old ids that the server writes itself is reported", async () => {
    const result = await expectExchanges(
      update("--external-id", "acct-9000", "--yes", "-o", "json"),
      { env },
      [
        get,
        put(
          `{"external_id":"acct-9000"}`,
          answer(
            fjord
              .replace("acct-7741", "acct-9000")
              .replace(`"crm":"HS-2291"`, `"crm":"HS-2291","old_external_ids":"acct-9000"`),
          ),
        ),
      ],
    );
    expect(result.code).toBe(0);
    expect(result.json()).toMatchObject({
      outcome: "updated",
      warnings: [{ code: "changed_beside", field: "metadata.old_external_ids" }],
    });
  });

  test("where there never was metadata, an empty map is stored before the external id changes", async () => {
    const never = fjord.replace(`{"segment":"mid","crm":"HS-2291"}`, "null");
    const result = await expectExchanges(
      update("--external-id", "acct-9000", "--yes", "-o", "json"),
      { env },
      [
        { ...get, answer: answer(never) },
        put(`{"metadata":{}}`, answer(fjord.replace(`{"segment":"mid","crm":"HS-2291"}`, "{}"))),
        put(
          `{"external_id":"acct-9000"}`,
          answer(
            fjord
              .replace("acct-7741", "acct-9000")
              .replace(`{"segment":"mid","crm":"HS-2291"}`, `{"old_external_ids":"acct-9000"}`),
          ),
        ),
      ],
    );
    expect(result.code).toBe(0);
    expect(result.json()).toMatchObject({ outcome: "updated" });
  });
});

describe("PUT /customers?external_customer_id=", () => {
  const search = (externalId: string, found: string): Exchange => ({
    request: "POST /v1/customers/search",
    headers: writing,
    body: `{"external_id":${JSON.stringify(externalId)},"limit":2,"expand":"integrations"}`,
    answer: answer(
      `{"items":[${found}],"pagination":{"total":${found === "" ? 0 : 1},"limit":2,"offset":2}}`,
    ),
  });
  const update = (externalId: string, ...words: string[]) => [
    "customers",
    "update",
    externalId,
    "--by",
    "external-id",
    "-p",
    "flexprice",
    ...words,
    "-o",
    "json",
  ];

  test("the customer is searched and updated by the caller's own id", async () => {
    const result = await expectExchanges(
      update(
        "acct-7741",
        "--name",
        "Fjord Analytics ASA",
        "--address-line2",
        "2. etg",
        "--metadata",
        "segment=large",
      ),
      { env },
      [
        search("acct-7741", fjord),
        {
          request: "PUT /v1/customers?external_customer_id=acct-7741",
          headers: writing,
          body: `{"name":"Fjord Analytics ASA","address_line2":"2. etg","metadata":{"segment":"large","crm":"HS-2291"}}`,
          answer: answer(fjordAsa),
        },
      ],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toMatchObject({ id, outcome: "updated", warnings: [] });
    expect(changesIn(result)).toEqual([
      {
        field: "name",
        kind: "changed",
        before: "Fjord Analytics AS",
        after: "Fjord Analytics ASA",
      },
      { field: "address.line2", kind: "added", before: "", after: "2. etg" },
      { field: "metadata.segment", kind: "changed", before: "mid", after: "large" },
    ]);
  });

  test("an id with a slash reaches no other call", async () => {
    const slashed = fjord.replace("acct-7741", "acme/entitlements?id=1");
    const result = await expectExchanges(
      update("acme/entitlements?id=1", "--name", "Fjord Analytics ASA"),
      { env },
      [
        search("acme/entitlements?id=1", slashed),
        {
          request: "PUT /v1/customers?external_customer_id=acme%2Fentitlements%3Fid%3D1",
          headers: writing,
          body: `{"name":"Fjord Analytics ASA"}`,
          answer: answer(slashed.replace("Analytics AS", "Analytics ASA")),
        },
      ],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
  });

  test("no match is no customer", async () => {
    const result = await expectExchanges(update("acct-0", "--name", "A"), { env }, [
      search("acct-0", ""),
    ]);
    expect(result.code).toBe(4);
    expect(errorIn(result)).toMatchObject({ code: "not_found", provider: "flexprice" });
  });
});

describe("GET /customers/{id}", () => {
  const page = `{
  "address_city": "Oslo",
  "address_country": "NO",
  "address_line1": "line 1",
  "address_line2": "line 2",
  "address_postal_code": "0155",
  "address_state": "state",
  "created_at": "2023-11-07T05:31:56Z",
  "created_by": "creator",
  "email": "e-mail",
  "environment_id": "env_1",
  "external_id": "ext_1",
  "id": "cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD",
  "integrations": [
    {
      "created_at": "2023-11-07T05:31:56Z",
      "created_by": "creator",
      "entity_id": "entity",
      "entity_type": "customer",
      "environment_id": "env_1",
      "id": "int_1",
      "provider_entity_id": "cus_stripe",
      "provider_type": "stripe",
      "status": "published",
      "tenant_id": "tenant",
      "updated_at": "2023-11-07T05:31:56Z",
      "updated_by": "updater"
    }
  ],
  "metadata": {},
  "name": "name",
  "status": "published",
  "tenant_id": "tenant",
  "updated_at": "2023-11-07T05:31:56Z",
  "updated_by": "updater"
}`;

  test("every member of the answer has a common name and stands untouched under native", async () => {
    const result = await expectExchanges(
      ["customers", "get", id, "-p", "flexprice", "-o", "json"],
      { env },
      [{ ...get, answer: answer(page) }],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toEqual({
      provider: "flexprice",
      id,
      name: "name",
      email: "e-mail",
      externalId: "ext_1",
      status: "published",
      address: {
        line1: "line 1",
        line2: "line 2",
        city: "Oslo",
        state: "state",
        postalCode: "0155",
        country: "NO",
      },
      metadata: {},
      integrations: [
        {
          createdAt: "2023-11-07T05:31:56Z",
          createdBy: "creator",
          entityId: "entity",
          entityType: "customer",
          environmentId: "env_1",
          id: "int_1",
          providerEntityId: "cus_stripe",
          providerType: "stripe",
          status: "published",
          tenantId: "tenant",
          updatedAt: "2023-11-07T05:31:56Z",
          updatedBy: "updater",
        },
      ],
      environmentId: "env_1",
      tenantId: "tenant",
      createdAt: "2023-11-07T05:31:56Z",
      createdBy: "creator",
      updatedAt: "2023-11-07T05:31:56Z",
      updatedBy: "updater",
      requestId: "01K5REQ0000000000000000000",
      revision: expect.any(String),
      account: {
        facts: { region: "us", environmentId: "env_1", tenantId: "tenant" },
        baseUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+/u),
      },
      native: JSON.parse(page),
    });
  });
});

test("the two regions are two hosts", () => {
  expect(flexprice.baseUrl).toEqual({
    setting: "region",
    urls: {
      us: "https://us.api.flexprice.io/v1",
      india: "https://api.cloud.flexprice.io/v1",
    },
  });
});

describe("errors", () => {
  const refuse = (status: number, text: string, headers: Record<string, string> = {}) => {
    const refused = answer(text, status);
    return expectExchanges(update("--name", "A", "--no-retry", "-o", "json"), { env }, [
      get,
      put(`{"name":"A"}`, { ...refused, headers: { ...refused.headers, ...headers } }),
      // That nothing was stored is looked up, where somebody can look.
      ...(status === 401 || status === 403 ? [] : [get]),
    ]);
  };

  test.each([
    [
      "the flat envelope",
      400,
      `{"code":"validation_error","message":"Request validation failed","http_status_code":400,"details":{"Email":"Key: 'UpdateCustomerRequest.Email' Error:Field validation for 'Email' failed on the 'email' tag"}}`,
      5,
      {
        code: "validation_error",
        message: "Request validation failed",
        details: [
          "Email: Key: 'UpdateCustomerRequest.Email' Error:Field validation for 'Email' failed on the 'email' tag",
        ],
      },
    ],
    [
      "the flat envelope of a duplicate",
      409,
      `{"code":"already_exists","message":"A customer with this identifier already exists","http_status_code":409,"details":{"external_id":"acct-9000","email":"faktura@fjord.example"}}`,
      5,
      {
        code: "already_exists",
        message: "A customer with this identifier already exists",
        details: ["external_id: acct-9000", "email: faktura@fjord.example"],
      },
    ],
    [
      "the flat envelope of a missing customer",
      404,
      `{"code":"not_found","message":"Customer with ID cust_nope was not found","http_status_code":404,"details":{"customer_id":"cust_nope"}}`,
      4,
      {
        code: "not_found",
        message: "Customer with ID cust_nope was not found",
        details: ["customer_id: cust_nope"],
      },
    ],
    [
      "the older envelope",
      400,
      `{"success":false,"error":{"message":"Invalid request format","internal_error":"EOF"}}`,
      5,
      { message: "Invalid request format" },
    ],
    ["an error text", 401, `{"error":"Unauthorized"}`, 3, { message: "Unauthorized" }],
    [
      "a message alone",
      403,
      `{"message":"insufficient permissions"}`,
      3,
      { message: "insufficient permissions" },
    ],
    [
      "an error text and a message",
      403,
      `{"error":"Access denied","message":"environment is not yours"}`,
      3,
      { message: "environment is not yours" },
    ],
  ])("%s", async (_what, status, text, exitCode, providerError) => {
    const result = await refuse(status, text);
    expect(result.code).toBe(exitCode);
    expect(errorIn(result)).toMatchObject({
      exitCode,
      provider: "flexprice",
      status,
      requestId: "01K5REQ0000000000000000000",
    });
    expect(errorIn(result)["providerError"]).toEqual({ status, ...providerError });
  });

  test("the router's plain text", async () => {
    const result = await refuse(404, "404 page not found", { "content-type": "text/plain" });
    expect(result.code).toBe(4);
    expect(errorIn(result)).toMatchObject({
      message: expect.stringContaining("the answer was not JSON (text/plain, 18 bytes)"),
      hint: "the answer does not come from the customers API: check baseUrl",
      providerError: { status: 404 },
    });
  });

  test("a crash's empty 500 is looked into by reading again", async () => {
    const result = await expectExchanges(update("--name", "A", "-o", "json"), { env }, [
      get,
      put(`{"name":"A"}`, { status: 500 }),
      get,
      get,
      get,
    ]);
    expect(result.code).toBe(8);
    expect(errorIn(result)).toMatchObject({
      code: "unknown",
      message: expect.stringContaining("Flexprice answered 500: the answer was empty"),
      providerError: { status: 500 },
    });
  });
});
