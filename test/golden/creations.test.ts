/** How each vendor makes a customer, typed from its documents: the look before, the request, and the answer. */
import { expect, test } from "vitest";

import type { Scripted } from "../support/scripted-server.ts";
import { changesIn, type Exchange, expectExchanges, uuid } from "./exchange.ts";

const json = (status: number, body: string): Scripted => ({
  status,
  headers: { "content-type": "application/json" },
  body,
});
const type = { "content-type": "application/json" };
const create = (provider: string, ...words: string[]) => [
  "customers",
  "create",
  "-p",
  provider,
  ...words,
  "-o",
  "json",
];

interface Vendor {
  readonly words: readonly string[];
  readonly env: (origin: string) => Readonly<Record<string, string>>;
  readonly exchanges: readonly Exchange[];
  readonly id: string;
  readonly added: Readonly<Record<string, unknown>>;
}

const vayuBearer = { authorization: "Bearer bearer-1" };
const vayu: Vendor = {
  words: create("vayu", "--external-id", "nw-9", "--name", "Northwind Labs", "--alias", "nw-labs"),
  env: (origin) => ({ BILLING_VAYU_TOKEN: "bearer-1", BILLING_VAYU_BASE_URL: origin }),
  exchanges: [
    {
      request: "GET /customers/externalId/nw-9",
      headers: vayuBearer,
      answer: json(
        404,
        `{"type":"invalid_request_error","code":"resource_not_found","message":"Customer with externalId nw-9 not found"}`,
      ),
    },
    {
      request: "POST /customers",
      headers: { ...vayuBearer, ...type },
      body: `{"name":"Northwind Labs","externalId":"nw-9","aliases":["nw-labs"]}`,
      answer: json(
        200,
        `{"customer":{"id":"65f0c1a2b3d4e5f607182940","name":"Northwind Labs","externalId":"nw-9","aliases":["nw-labs"],"taxIds":[],"createdAt":"2026-11-25T09:00:00.000Z","updatedAt":"2026-11-25T09:00:00.000Z"}}`,
      ),
    },
  ],
  id: "65f0c1a2b3d4e5f607182940",
  added: { name: "Northwind Labs", externalId: "nw-9", "aliases[nw-labs]": "nw-labs" },
};

const commetKey = { "x-api-key": "ck_sandbox_1", "commet-version": "2026-07-11" };
const commet: Vendor = {
  words: create(
    "commet",
    "--external-id",
    "usr_9",
    "--email",
    "rui@lumen.example",
    "--name",
    "Rui",
  ),
  env: (origin) => ({
    BILLING_COMMET_API_KEY: "ck_sandbox_1",
    BILLING_COMMET_BASE_URL: `${origin}/api/v1`,
  }),
  exchanges: [
    {
      request: "GET /api/v1/customers?externalId=usr_9",
      headers: commetKey,
      answer: json(200, `{"success":true,"data":[],"hasMore":false}`),
    },
    {
      request: "POST /api/v1/customers",
      headers: { ...commetKey, ...type, "idempotency-key": uuid },
      // The caller's own id goes as `id`.
      body: `{"fullName":"Rui","email":"rui@lumen.example","id":"usr_9"}`,
      answer: json(
        201,
        `{"success":true,"data":{"id":"cus_9Zt1","externalId":"usr_9","fullName":"Rui","email":"rui@lumen.example","timezone":"UTC","metadata":null,"createdAt":"2026-11-25T00:00:00.000Z","updatedAt":"2026-11-25T00:00:00.000Z","object":"customer","livemode":false}}`,
      ),
    },
  ],
  id: "cus_9Zt1",
  added: { name: "Rui", email: "rui@lumen.example", externalId: "usr_9" },
};

const flexpriceKey = { "x-api-key": "sk_live_01K5" };
const flexprice: Vendor = {
  words: create("flexprice", "--external-id", "acct-9", "--name", "Fjord Labs", "--country", "NO"),
  env: (origin) => ({
    BILLING_FLEXPRICE_API_KEY: "sk_live_01K5",
    BILLING_FLEXPRICE_BASE_URL: `${origin}/v1`,
  }),
  exchanges: [
    {
      request: "POST /v1/customers/search",
      headers: { ...flexpriceKey, ...type },
      body: `{"external_id":"acct-9","limit":2,"expand":"integrations"}`,
      answer: json(200, `{"items":[],"pagination":{"total":0,"limit":2,"offset":2}}`),
    },
    {
      request: "POST /v1/customers",
      headers: { ...flexpriceKey, ...type },
      body: `{"name":"Fjord Labs","external_id":"acct-9","address_country":"NO"}`,
      answer: json(
        201,
        `{"id":"cust_01K9","external_id":"acct-9","name":"Fjord Labs","email":"","address_line1":"","address_line2":"","address_city":"","address_state":"","address_postal_code":"","address_country":"NO","timezone":"UTC","metadata":null,"environment_id":"env_1","tenant_id":"t_1","status":"published","created_at":"2026-11-25T08:14:31.52911Z","updated_at":"2026-11-25T08:14:31.52911Z","created_by":"u_1","updated_by":"u_1"}`,
      ),
    },
  ],
  id: "cust_01K9",
  added: { name: "Fjord Labs", externalId: "acct-9", "address.country": "NO" },
};

const mapleToken = { authorization: "Bearer maple-token-1" };
const maple: Vendor = {
  words: create("maple", "--external-id", "acct-9", "--name", "Mara", "--city", "Oslo"),
  env: (origin) => ({
    BILLING_MAPLE_TOKEN: "maple-token-1",
    BILLING_MAPLE_COMPANY_ID: "cmp_1",
    BILLING_MAPLE_BASE_URL: `${origin}/api/v1`,
  }),
  exchanges: [
    {
      request: "GET /api/v1/companies/cmp_1/customers/acct-9",
      headers: mapleToken,
      answer: json(
        404,
        `{"error_message":"customer not found","error_type":"request_error","error_code":"not_found","error_status":404}`,
      ),
    },
    {
      request: "POST /api/v1/companies/cmp_1/customers",
      headers: { ...mapleToken, ...type, "idempotency-key": uuid },
      body: `{"name":"Mara","identifier":"acct-9","address":{"city":"Oslo"}}`,
      answer: json(
        201,
        `{"id":"cus_9","company_id":"cmp_1","identifier":"acct-9","name":"Mara","org_name":null,"email":null,"phone":null,"title":null,"locale":"en","status":"ACTIVE","exclude_from_metrics":false,"managed_externally":false,"address":{"address_line_1":null,"city":"Oslo"},"metadata":{},"created_at":"2026-11-25T08:03:11.120Z","updated_at":"2026-11-25T08:03:11.120Z"}`,
      ),
    },
  ],
  id: "cus_9",
  added: { name: "Mara", externalId: "acct-9", "address.city": "Oslo" },
};

const kirim: Vendor = {
  words: create(
    "kirim",
    "--name",
    "Toko Baru",
    "--email",
    "toko@baru.example",
    "--metadata",
    "crm=S-9",
  ),
  env: (origin) => ({
    BILLING_KIRIM_API_KEY: "kdv_live_1",
    BILLING_KIRIM_BASE_URL: `${origin}/v1`,
  }),
  exchanges: [
    {
      request: "POST /v1/customers",
      headers: { authorization: "Bearer kdv_live_1", ...type, "idempotency-key": uuid },
      body: `{"name":"Toko Baru","email":"toko@baru.example","metadata":{"crm":"S-9"}}`,
      answer: json(
        201,
        `{"data":{"id":"cus_7H2KX0M4QWERTN8B3ZC5DVA9PG","object":"customer","name":"Toko Baru","email":"toko@baru.example","status":"pending","metadata":{"crm":"S-9"},"archived_at":null,"team_id":"t9f2kq81mzxa","created_at":"2026-11-25T08:00:00.000Z","updated_at":"2026-11-25T08:00:00.000Z"},"request_id":"req_1"}`,
      ),
    },
  ],
  id: "cus_7H2KX0M4QWERTN8B3ZC5DVA9PG",
  added: { name: "Toko Baru", email: "toko@baru.example", "metadata.crm": "S-9" },
};

test.each([
  ["Vayu: success is a 200", vayu],
  ["Commet: under a key, and the own id as id", commet],
  ["Flexprice: without a key", flexprice],
  ["Maple Billing: bare, under a key", maple],
  ["Kirim: a POST, unlike a PATCH, takes a key", kirim],
])("POST customers at %s", async (_title, { words, env, exchanges, id, added }) => {
  const result = await expectExchanges(words, { env }, exchanges);
  expect(result.code).toBe(0);
  expect(result.json()).toMatchObject({
    id,
    creates: true,
    outcome: "created",
    before: {},
    verified: true,
    verifiedBy: "answer",
  });
  expect(changesIn(result)).toEqual(
    Object.entries(added).map(([field, after]) => ({ field, kind: "added", after })),
  );
});
