import { expect, test } from "vitest";

import { createSecrets } from "../../src/domain/text/secrets.ts";
import { listedEmails } from "../../src/find/listed-emails.ts";
import { createSend } from "../../src/http/send/got-send.ts";
import { providers } from "../../src/providers/registry.ts";
import { type Scripted, scriptedServer } from "../support/scripted-server.ts";

const send = createSend({
  timeout: { connect: 60_000, response: 60_000, request: 60_000 },
  userAgent: "test",
});
const idOf = (n: number) => `cus_${String(n).padStart(26, "0")}`;
const person = (n: number, email: string) => ({ id: idOf(n), name: `${n}`, email });
const page = (records: readonly object[], next: string | null = null): Scripted => ({
  status: 200,
  body: { data: records, has_more: next !== null, next_cursor: next, request_id: "req_1" },
});
const one = (n: number, email: string): Scripted => ({
  status: 200,
  body: { data: person(n, email) },
});

async function listing(script: readonly Scripted[]) {
  const server = await scriptedServer(script);
  const account = {
    provider: "kirim",
    baseUrl: server.origin,
    values: {},
    secrets: {},
    origins: {},
  } as const;
  const { find, add } = listedEmails({
    provider: providers.kirim,
    account,
    secrets: createSecrets(),
    send,
  });
  return {
    ids: async (email: string) => (await find(email)).map(({ id }) => id),
    add,
    targets: () => server.seen.map(({ target }) => target),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

test("all pages are read once, for who asks at once as well; whom they name is read again", async () => {
  await using list = await listing([
    page([person(1, "a@x.example"), person(2, "b@x.example")], "n"),
    page([person(3, "A@X.example")]),
    one(1, "a@x.example"),
    one(3, "A@X.example"),
  ]);
  const [none, both] = await Promise.all([list.ids("c@x.example"), list.ids("a@x.EXAMPLE")]);
  expect(none).toEqual([]);
  expect(both).toEqual([idOf(1), idOf(3)]);
  expect(list.targets()).toHaveLength(4);
});

test("whoever has gone or has another address by now is not found, and who was made since is", async () => {
  const gone: Scripted = { status: 404, body: { error: { code: "not_found", message: "no" } } };
  await using list = await listing([
    page([person(1, "a@x.example"), person(2, "a@x.example")]),
    gone,
    one(2, "other@x.example"),
    one(3, "a@x.example"),
  ]);
  list.add(idOf(3), "A@x.example");
  expect(await list.ids("a@x.example")).toEqual([idOf(3)]);
});

test("a list that could not be read is asked for anew", async () => {
  await using list = await listing([
    { status: 503, body: {} },
    page([person(1, "a@x.example")]),
    one(1, "a@x.example"),
  ]);
  await expect(list.ids("a@x.example")).rejects.toMatchObject({ kind: "unavailable" });
  expect(await list.ids("a@x.example")).toEqual([idOf(1)]);
});
