import { expect, test } from "vitest";

import { createSecrets } from "../../../src/domain/text/secrets.ts";
import type { RecordedChange } from "../../../src/domain/run/recorded-change.ts";
import { type ProviderId, providers } from "../../../src/providers/registry.ts";
import type { CustomerRead } from "../../../src/update/read-customer.ts";
import { resolveChange } from "../../../src/update/resolve-change.ts";
import { recordOf } from "../../journal/records.ts";
import { accountOf } from "../accounts.ts";

const at = "2026-11-25T12:00:00.000Z";
const asked = (values: Readonly<Record<string, string>>): RecordedChange =>
  recordOf({
    at,
    id: "",
    creates: true,
    outcome: "unknown",
    fields: Object.entries(values).map(([field, after]) => ({ field, after })),
  });

async function found(
  provider: ProviderId,
  change: RecordedChange,
  answer: { readonly status: number; readonly body: object },
  listed: readonly CustomerRead[] = [],
) {
  const { outcome, id, note } = await resolveChange(
    {
      provider: providers[provider],
      account: accountOf({ provider }),
      secrets: createSecrets(),
      send: async () => ({ status: answer.status, headers: {}, body: JSON.stringify(answer.body) }),
    },
    change,
    async () => listed,
  );
  return [outcome, id ?? note];
}

const toko = (createdAt: string): CustomerRead => ({
  id: "cus_1",
  native: { id: "cus_1" },
  customer: { id: "cus_1", name: "Toko", email: "t@o.example", createdAt },
});
const none = { status: 404, body: { error_message: "customer not found" } };

test("by the caller's own id", async () => {
  const change = asked({ externalId: "m-1", name: "Mara" });
  const there = { id: "cus_1", identifier: "m-1", name: "Mara" };
  expect(await found("maple", change, { status: 200, body: there })).toEqual(["created", "cus_1"]);
  expect(await found("maple", change, none)).toEqual(["failed", "there is no such customer"]);
  expect(await found("maple", change, { status: 200, body: { ...there, name: "B" } })).toEqual([
    "unknown",
    "cus_1 may be it",
  ]);
  const [outcome] = await found("maple", change, { status: 500, body: {} });
  expect(outcome).toBe("unknown");
});

test("in the list, by what was asked and when", async () => {
  const change = asked({ name: "Toko", email: "t@o.example" });
  const after = [toko("2026-11-25T12:00:01.000Z")];
  expect(await found("kirim", change, none, after)).toEqual(["created", "cus_1"]);
  expect(await found("kirim", change, none, [toko("2026-11-25T11:59:00.000Z")])).toEqual([
    "unknown",
    "cus_1 may be it",
  ]);
  expect(await found("kirim", change, none, [toko("2026-10-01T00:00:00.000Z")])).toEqual([
    "failed",
    "there is no such customer",
  ]);
});

test("nothing to look by leaves it unknown", async () => {
  const [outcome] = await found("vayu", asked({ legalName: "X" }), none);
  expect(outcome).toBe("unknown");
});
