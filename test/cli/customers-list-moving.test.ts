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

/** What somebody else does while the list is read. */
type Doing = "creates" | "archives";
const cases = (Object.keys(doings) as ProviderId[]).flatMap((id) => [
  [id, "creates"] as const,
  ...(doings[id].archived === undefined ? [] : [[id, "archives"] as const]),
]);

/** Each in an emulator of its own: the two would make up for each other where pages are counted. */
const served = new Map<Doing, ServedEmulator>();
beforeAll(async () => {
  for (const doing of ["creates", "archives"] as const)
    served.set(doing, await servedEmulator({ customers: count }));
  return async () => {
    for (const each of served.values()) await each[Symbol.asyncDispose]();
  };
});

describe("each customer is listed exactly once", () => {
  test.each(cases)("%s, while somebody %s one", async (id, doing) => {
    const emulator = served.get(doing)?.emulator;
    if (emulator === undefined) throw new Error("nothing is served");
    const provider = providers[id];
    const { path, body, archived } = doings[id];
    const account = emulatedAccount(provider, emulator);
    const network = createSend({
      timeout: { connect: 60_000, response: 60_000, request: 60_000 },
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
    /** Pages that were read when it was done. */
    let doneAt: number | undefined;
    for await (const { id: listed, customer } of customers) {
      ids.push(listed);
      names.add(customer["name"]);
      if (doneAt !== undefined || pages < 2) continue;
      doneAt = pages;
      if (doing === "creates") expect((await send(create)).status).toBeLessThan(300);
      // One of the first page, so that those of the pages to come move up.
      else await emulator.edit(id, ids[5] ?? "", archived ?? {});
    }
    // Otherwise nothing moved while anything was still to be read.
    expect(doneAt).toBeLessThan(pages);
    expect(new Set(ids).size).toBe(ids.length);
    const made = numbers.map((n) => `Customer ${String(n).padStart(6, "0")}`);
    expect(made.filter((name) => !names.has(name))).toEqual([]);
    expect(doing === "creates" ? [0, 1] : [0]).toContain(ids.length - count - demo);
    expect(pages).toBeGreaterThanOrEqual(Math.ceil(count / provider.list.page.most));
  });
});
