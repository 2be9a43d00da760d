import { describe, expect, it } from "vitest";

import { createSecrets } from "../../src/domain/text/secrets.ts";
import { NoAnswer, type Send } from "../../src/domain/exchange.ts";
import { parseJson, printJson } from "../../src/domain/json.ts";
import { providers } from "../../src/providers/registry.ts";
import { resolveChange } from "../../src/update/resolve-change.ts";
import { recordOf } from "../journal/records.ts";
import { accountOf } from "./accounts.ts";

const answering =
  (status: number, body: object): Send =>
  async () => ({ status, headers: {}, body: printJson(body) });
const resolve = (send: Send, fields: Parameters<typeof recordOf>[0] = {}) =>
  resolveChange(
    { provider: providers.maple, account: accountOf(), secrets: createSecrets(), send },
    recordOf({ provider: "maple", id: "cus_1", ...fields }),
    noSearch,
  );
const noSearch = async () => [];
const turns = {
  fields: [
    { field: "name", before: "A", after: "B" },
    { field: "title", after: "CTO" },
  ],
} as const;
const holding = (record: object) => answering(200, { id: "cus_1", ...record });

describe("resolveChange", () => {
  it("takes a change as made when every field holds what was asked", async () => {
    expect(await resolve(holding({ name: "B", title: "CTO" }), turns)).toEqual({
      outcome: "updated",
      note: "every field holds what was asked",
      fields: [
        { field: "name", stored: "B" },
        { field: "title", stored: "CTO" },
      ],
    });
  });

  it.each([{}, { title: null }, { title: "" }])(
    "takes it as not made when every field is as before: %j",
    async (title) => {
      expect(await resolve(holding({ name: "A", ...title }), turns)).toMatchObject({
        outcome: "failed",
      });
    },
  );

  it.each([{ name: "C", title: "CTO" }, { name: "B" }, { name: "A", title: "CTO" }])(
    "does not know from %j",
    async (record) => {
      expect(await resolve(holding(record), turns)).toMatchObject({ outcome: "unknown" });
    },
  );

  const inTwo = {
    fields: [
      { field: "externalId", before: "a-0", after: "a-1" },
      { field: "metadata", before: { tier: "old", x: "1" }, after: { tier: "gold", x: "1" } },
    ],
  } as const;
  it.each([
    ["a-1", { tier: "gold", x: "1", old_external_ids: "a-1" }, "updated", /every field/u],
    ["a-1", { tier: "old", x: "1", old_external_ids: "a-1" }, "updated", /first of its two/u],
    ["a-0", { tier: "old", x: "1" }, "failed", /before/u],
    ["a-0", { tier: "gold", x: "1" }, "unknown", /neither/u],
    ["a-1", { tier: "theirs", old_external_ids: "a-1" }, "unknown", /neither/u],
  ])("of a change in two updates, from %s and %j", async (externalId, metadata, outcome, says) => {
    const id = "cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD";
    const found = await resolveChange(
      {
        provider: providers.flexprice,
        account: accountOf(),
        secrets: createSecrets(),
        send: answering(200, { id, external_id: externalId, metadata }),
      },
      recordOf({ provider: "flexprice", id, ...inTwo }),
      noSearch,
    );
    expect(found).toMatchObject({ outcome, note: expect.stringMatching(says) });
    expect(found.fields).toEqual([
      { field: "externalId", stored: externalId },
      { field: "metadata", stored: metadata },
    ]);
  });

  it("does not take what the provider tidies for a difference", async () => {
    const id = "cus_7H2KX0M4QWERTN8B3ZC5DVA9PG";
    const send = answering(200, { data: { id, name: "A B" } });
    const change = recordOf({
      provider: "kirim",
      id,
      fields: [{ field: "name", before: "A", after: "A  B" }],
    });
    const connection = {
      provider: providers.kirim,
      account: accountOf(),
      secrets: createSecrets(),
      send,
    };
    expect(await resolveChange(connection, change, noSearch)).toMatchObject({
      outcome: "updated",
    });
  });

  it("judges by what can be read", async () => {
    const hidden = { field: "childRollupBilling", unreadable: true } as const;
    expect(
      await resolve(holding({ name: "B", title: "CTO" }), { fields: [...turns.fields, hidden] }),
    ).toMatchObject({ outcome: "updated" });
    expect(await resolve(holding({}), { fields: [hidden] })).toEqual({
      outcome: "unknown",
      note: "the provider never returns what was sent",
      fields: [],
    });
    expect(
      await resolve(holding({}), { fields: [{ field: "ofALaterVersion", after: 1 }] }),
    ).toMatchObject({ outcome: "unknown" });
  });

  it("takes keys of the metadata by their names alone, whatever these are", async () => {
    const asked = parseJson('{"__proto__":{}}');
    const metadata = { field: "metadata", before: {}, after: asked } as const;
    expect(await resolve(holding({ metadata: asked }), { fields: [metadata] })).toMatchObject({
      outcome: "updated",
    });
    expect(await resolve(holding({ metadata: {} }), { fields: [metadata] })).toMatchObject({
      outcome: "failed",
    });
  });

  it("stays unknown when the customer cannot be read", async () => {
    const gone = await resolve(answering(404, {}), turns);
    expect(gone).toMatchObject({ outcome: "unknown", fields: [] });
    const lost = await resolve(async () => {
      throw new NoAnswer("the connection was reset", { sent: false, code: "ECONNRESET" });
    }, turns);
    expect(lost.note).toContain("no usable answer");
  });
});
