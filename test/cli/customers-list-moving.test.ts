/** 2,500 customers at each provider, listed while one is created and one archived. */
import { beforeAll, describe, expect, test } from "vitest";

import { emulatedAccount } from "../../src/cli/accounts/emulated.ts";
import { createSecrets } from "../../src/domain/text/secrets.ts";
import { divide } from "../../src/find/division.ts";
import { listCustomers } from "../../src/find/list-customers.ts";
import { createSend } from "../../src/http/send/got-send.ts";
import { type ProviderId, providers } from "../../src/providers/registry.ts";
import { authorizing } from "../../src/providers/wire/authorize.ts";
import { type ServedEmulator, servedEmulator } from "../support/served-emulator.ts";

const count = 2500;
const demo = 3;
const numbers = [...Array(count).keys()].map((n) => n + 1);

/** How somebody else creates a customer, and archives one; a provider without an archive has none. */
const doings: Readonly<
  Record<
    ProviderId,
    {
      readonly path: string;
      readonly body: object;
      readonly archived?: { readonly status: string };
    }
  >
> = {
  vayu: { path: "/customers", body: { name: "New" } },
  commet: { path: "/customers", body: { email: "new@x.example" } },
  flexprice: {
    path: "/customers",
    body: { external_id: "new", name: "New" },
    archived: { status: "archived" },
  },
  maple: {
    path: "/companies/{companyId}/customers",
    body: { identifier: "new", name: "New" },
    archived: { status: "ARCHIVED" },
  },
  kirim: {
    path: "/customers",
    body: { name: "New" },
    archived: { status: "archived" },
  },
};

let served: ServedEmulator;
beforeAll(async () => {
  served = await servedEmulator({ customers: count });
  return () => served[Symbol.asyncDispose]();
});

describe("each customer is listed exactly once", () => {
  test.each(Object.keys(doings) as ProviderId[])("%s", async (id) => {
    const { emulator } = served;
    const provider = providers[id];
    const { path, body, archived } = doings[id];
    const account = emulatedAccount(provider, emulator);
    const network = createSend({
      timeout: { connect: 5000, response: 30_000, request: 30_000 },
      userAgent: "test",
    });
    const send = authorizing(
      provider,
      account,
      network,
      () => Date.now(),
      () => undefined,
    );
    const create = {
      method: "POST",
      url: `${account.baseUrl}${path.replace("{companyId}", account.values["companyId"] ?? "")}`,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    };
    const ids: string[] = [];
    const names = new Set<unknown>();
    let pages = 0;
    const customers = listCustomers(
      { provider, account, send, secrets: createSecrets() },
      { filter: {}, division: divide(provider, {}), onPage: () => (pages += 1) },
    );
    let done = 1;
    for await (const { id: listed, customer } of customers) {
      ids.push(listed);
      names.add(customer["name"]);
      if (pages === done) continue;
      // One by one, or the two would make up for each other where pages are counted.
      done = pages;
      if (pages === 2 && archived !== undefined) await emulator.edit(id, ids[5] ?? "", archived);
      if (pages === 4) expect((await send(create)).status).toBeLessThan(300);
    }
    expect(new Set(ids).size).toBe(ids.length);
    const made = numbers.map((n) => `Customer ${String(n).padStart(6, "0")}`);
    expect(made.filter((name) => !names.has(name))).toEqual([]);
    expect([0, 1]).toContain(ids.length - count - demo);
    expect(pages).toBeGreaterThanOrEqual(Math.ceil(count / provider.list.page.most));
  });
});
