import { describe, expect, test } from "vitest";

import { createSecrets } from "../../src/domain/text/secrets.ts";
import type { Account } from "../../src/domain/settings.ts";
import { divide } from "../../src/find/division.ts";
import type { CustomerFilter } from "../../src/find/filter.ts";
import { listCustomers } from "../../src/find/list-customers.ts";
import { createSend } from "../../src/http/send/got-send.ts";
import type { Provider } from "../../src/providers/contract.ts";
import { providers } from "../../src/providers/registry.ts";
import { type Scripted, scriptedServer } from "../support/scripted-server.ts";

const send = createSend({
  timeout: { connect: 60_000, response: 60_000, request: 60_000 },
  userAgent: "test",
});
const kirim = (n: number, more: object = {}) => ({
  id: `cus_${String(n).padStart(26, "0")}`,
  name: `Customer ${n}`,
  ...more,
});
const page = (records: readonly object[], next: string | null = null): Scripted => ({
  status: 200,
  body: { data: records, has_more: next !== null, next_cursor: next, request_id: "req_1" },
});

/** What is listed, and how it ended. */
async function listed(
  provider: Provider,
  script: readonly Scripted[],
  { filter = {}, limit }: { readonly filter?: CustomerFilter; readonly limit?: number } = {},
) {
  await using server = await scriptedServer(script);
  const account: Account = {
    provider: provider.id,
    baseUrl: server.origin,
    values: {},
    secrets: {},
    origins: {},
  };
  const pages: (readonly [number, number | undefined])[] = [];
  const customers = listCustomers(
    { provider, account, secrets: createSecrets(), send },
    {
      filter,
      division: divide(provider, filter),
      ...(limit === undefined ? {} : { limit }),
      onPage: (count, total) => pages.push([count, total]),
    },
  );
  const names: unknown[] = [];
  const targets = () => server.seen.map(({ target }) => target);
  try {
    for (;;) {
      const step = await customers.next();
      if (step.done === true) return { names, complete: step.value, pages, targets: targets() };
      names.push(step.value.customer["name"]);
    }
  } catch (error) {
    return { names, error, targets: targets() };
  }
}

describe("a list", () => {
  test("page after page to its end", async () => {
    const script = [page([kirim(1), kirim(2)], "a"), page([kirim(3)], "b"), page([kirim(4)])];
    expect(await listed(providers.kirim, script)).toEqual({
      names: ["Customer 1", "Customer 2", "Customer 3", "Customer 4"],
      complete: true,
      pages: [
        [2, undefined],
        [3, undefined],
        [4, undefined],
      ],
      targets: [
        "/customers?limit=100",
        "/customers?limit=100&cursor=a",
        "/customers?limit=100&cursor=b",
      ],
    });
  });

  test("so many customers and no more; one more was asked for, to know whether there are more", async () => {
    const more = await listed(providers.kirim, [page([kirim(1), kirim(2), kirim(3)])], {
      limit: 2,
    });
    expect(more).toMatchObject({ names: ["Customer 1", "Customer 2"], complete: false });
    expect(more.targets).toEqual(["/customers?limit=3"]);
    const all = await listed(providers.kirim, [page([kirim(1), kirim(2)])], { limit: 2 });
    expect(all).toMatchObject({ names: ["Customer 1", "Customer 2"], complete: true });
  });

  test("what the provider cannot choose by is looked at here, on whole pages", async () => {
    const script = [page([kirim(1), kirim(2, { email: "a@x.example" })], "a"), page([kirim(3)])];
    expect(
      await listed(providers.kirim, script, { filter: { email: "A@x.example" }, limit: 5 }),
    ).toMatchObject({
      names: ["Customer 2"],
      complete: true,
      targets: ["/customers?limit=100", "/customers?limit=100&cursor=a"],
    });
  });

  test("what the provider chose, and was not asked for, is left out", async () => {
    const script = [page([kirim(1, { status: "active" }), kirim(2, { status: "archived" })])];
    const filter = { status: "active" };
    expect(await listed(providers.kirim, script, { filter })).toMatchObject({
      names: ["Customer 1"],
    });
  });

  test("nothing is asked where nobody can be meant", async () => {
    expect(await listed(providers.kirim, [], { filter: { externalId: "u" } })).toMatchObject({
      names: [],
      complete: true,
    });
  });

  test("a look-up, where the provider has one", async () => {
    const customer = { id: "65f0c1a2b3d4e5f60718293a", name: "Nora", externalId: "u/1" };
    const filter = { externalId: "nw-1" };
    const found = { status: 200, body: { customer: { ...customer, externalId: "nw-1" } } };
    expect(await listed(providers.vayu, [found], { filter })).toMatchObject({
      names: ["Nora"],
      targets: ["/customers/externalId/nw-1"],
    });
    const gone = { status: 404, body: { code: "resource_not_found", message: "none" } };
    expect(await listed(providers.vayu, [gone], { filter })).toMatchObject({
      names: [],
      complete: true,
    });
  });
});

describe("a list that fails", () => {
  test.each<[string, readonly Scripted[], object]>([
    ["refused", [{ status: 401, body: { error: { message: "no" } } }], { kind: "auth" }],
    ["broken", [{ status: 200, body: "<html>" }], { kind: "unavailable" }],
    ["reset", [{ status: 0, reset: true }], { kind: "unavailable" }],
    ["astray", [page([kirim(2)], "a"), page([kirim(3)], "a")], { kind: "unavailable" }],
  ])("%s: what came before stays listed", async (_how, last, error) => {
    const [first = page([])] = last;
    const script = last.length > 1 ? last : [page([kirim(1)], "x"), first];
    const ended = await listed(providers.kirim, script);
    expect(ended.names).toHaveLength(1);
    expect(ended.error).toMatchObject({ ...error, provider: "kirim" });
  });
});
