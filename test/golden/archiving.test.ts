/** How a creation is taken back where the vendor archives, typed from its documents: no body, and read again. */
import { expect, test } from "vitest";

import { runCli, temporaryHome } from "../support/run-cli.ts";
import { type Scripted, scriptedServer } from "../support/scripted-server.ts";

const json = (status: number, body: string): Scripted => ({
  status,
  headers: { "content-type": "application/json" },
  body,
});

const acct9 = (status: string) =>
  `{"id":"cust_01K9","external_id":"acct-9","name":"Fjord Labs","email":"","metadata":null,"environment_id":"env_1","tenant_id":"t_1","status":"${status}","created_at":"2026-11-25T08:14:31.52911Z","updated_at":"2026-11-25T08:14:31.52911Z"}`;
const toko = (status: string, archivedAt: string) =>
  `{"data":{"id":"cus_7H2KX0M4QWERTN8B3ZC5DVA9PG","object":"customer","name":"Toko Baru","email":null,"status":"${status}","metadata":null,"archived_at":${archivedAt},"team_id":"t9f2kq81mzxa","created_at":"2026-11-25T08:00:00.000Z","updated_at":"2026-11-25T08:00:00.000Z"},"request_id":"req_1"}`;

const vendors = {
  // 204 without a body (the server, run).
  flexprice: {
    words: ["--external-id", "acct-9", "--name", "Fjord Labs"],
    env: (origin: string) => ({
      BILLING_FLEXPRICE_API_KEY: "sk_live_01K5",
      BILLING_FLEXPRICE_BASE_URL: `${origin}/v1`,
    }),
    credential: ["x-api-key", "sk_live_01K5"],
    made: [
      json(200, `{"items":[],"pagination":{"total":0,"limit":2,"offset":2}}`),
      json(201, acct9("published")),
    ],
    undone: [json(200, acct9("published")), { status: 204 }, json(200, acct9("archived"))],
    requests: [
      "GET /v1/customers/cust_01K9?expand=integrations",
      "DELETE /v1/customers/cust_01K9",
      "GET /v1/customers/cust_01K9?expand=integrations",
    ],
  },
  // What the answer holds is not documented, so nothing is read from it.
  kirim: {
    words: ["--name", "Toko Baru"],
    env: (origin: string) => ({
      BILLING_KIRIM_API_KEY: "kdv_live_1",
      BILLING_KIRIM_BASE_URL: `${origin}/v1`,
    }),
    credential: ["authorization", "Bearer kdv_live_1"],
    made: [json(201, toko("pending", "null"))],
    undone: [
      json(200, toko("pending", "null")),
      json(200, `{"request_id":"req_2"}`),
      json(200, toko("archived", `"2026-11-25T09:00:00.000Z"`)),
    ],
    requests: [
      "GET /v1/customers/cus_7H2KX0M4QWERTN8B3ZC5DVA9PG",
      "DELETE /v1/customers/cus_7H2KX0M4QWERTN8B3ZC5DVA9PG",
      "GET /v1/customers/cus_7H2KX0M4QWERTN8B3ZC5DVA9PG",
    ],
  },
} as const;

test.each(Object.entries(vendors))("DELETE at %s", async (provider, vendor) => {
  await using home = await temporaryHome();
  await using server = await scriptedServer([...vendor.made, ...vendor.undone]);
  const world = { env: { ...vendor.env(server.origin), XDG_STATE_HOME: home.path } };
  const made = await runCli(["customers", "create", "-p", provider, ...vendor.words], world);
  expect(made.code).toBe(0);
  const done = await runCli(["undo", "--last", "--yes", "-o", "json"], world);
  expect(done.code).toBe(0);
  expect(done.json()).toMatchObject({
    outcome: "updated",
    verifiedBy: "reading",
    changes: [{ field: "status", after: "archived" }],
  });
  const sent = server.seen.slice(vendor.made.length);
  expect(sent.map(({ method, target }) => `${method} ${target}`)).toEqual(vendor.requests);
  const [, removal] = sent;
  const [name, value] = vendor.credential;
  expect(removal).toMatchObject({ body: "", headers: { [name]: value } });
  expect(removal?.headers).not.toHaveProperty("content-type");
  expect(removal?.headers).not.toHaveProperty("idempotency-key");
});
