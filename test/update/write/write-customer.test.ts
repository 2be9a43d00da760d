import { describe, expect, it } from "vitest";

import { BillingError } from "../../../src/domain/errors.ts";
import { planUpdate } from "../../../src/plan/plan.ts";
import { type ProviderId, providers } from "../../../src/providers/registry.ts";
import type { Verify } from "../../../src/update/write/check-success.ts";
import { type Pending, plannedOutcome, type Updated } from "../../../src/update/outcomes.ts";
import { writeCustomer } from "../../../src/update/write/write-customer.ts";
import { type Exchange, scriptedSend } from "../../support/scripted-send.ts";
import { connectionTo, inShort, lost, notSent, patchOf } from "../customers.ts";

const old = { id: "cus_1", name: "A", email: "a@a.example" };
const fresh = { ...old, name: "B" };
const other = { ...old, id: "cus_2", name: "B" };
const half = { ...old, name: "B", title: "CTO" };

const ok = (body: object, headers = {}) => ({ status: 200, body, headers });
const replayed = (body: object) => ok(body, { "idempotency-used": "true" });
const no = (status: number) => ({ status, body: { error_message: "no", error_code: "e" } });
/** What somebody else says, in front of the vendor. */
const foreign = (status: number) => ({ status, body: { title: "no" } });

const write = (reply: Exchange[1]): Exchange => ["PATCH cus_1", reply];
const read = (reply: Exchange[1]): Exchange => ["GET cus_1", reply];

interface Case {
  readonly provider?: ProviderId;
  readonly native?: { readonly id: string };
  readonly patch?: Parameters<typeof patchOf>[0];
  readonly verify?: Verify;
}

async function written(
  script: readonly Exchange[],
  { provider: id = "maple", native = old, patch = { name: "B" }, verify = "answer" }: Case = {},
): Promise<{ readonly updated: Updated; readonly pauses: readonly number[] }> {
  using scripted = scriptedSend(script);
  const provider = providers[id];
  const customer = { id: native.id, native, customer: {} };
  const plan = planUpdate(provider, native, patchOf(patch));
  const pending: Pending = {
    read: customer,
    plan,
    planned: plannedOutcome(connectionTo(scripted.send, id), customer, plan),
  };
  const pauses: number[] = [];
  const updated = await writeCustomer(
    connectionTo(scripted.send, id),
    { kind: "id", reference: native.id },
    {
      verify,
      uuid: () => "key-1",
      sleep: async (milliseconds) => void pauses.push(milliseconds),
    },
    pending,
  );
  return { updated, pauses };
}

const settled = "updated by reading [settled_by_reading]";
const never = [read(ok(old)), read(ok(old)), read(ok(old))];

/** What came back; what became of it; the pauses before it was read again. */
const cases: readonly (readonly [string, readonly Exchange[], string, readonly number[], Case?])[] =
  [
    ["answered with what was asked", [write(ok(fresh))], "updated by answer", []],
    ["never sent", [write(notSent)], "failed unavailable", []],
    ["a login that failed", [write(new BillingError("auth", "no"))], "failed auth", []],
    ["lost, and stored", [write(lost), read(ok(fresh))], settled, []],
    [
      "lost, and stored at the second look",
      [write(lost), read(ok(old)), read(ok(fresh))],
      settled,
      [1000],
    ],
    [
      "lost, and stored at the third look",
      [write(lost), read(ok(old)), read(ok(old)), read(ok(fresh))],
      settled,
      [1000, 3000],
    ],
    [
      "lost, and never seen",
      [write(lost), read(ok(old)), read(ok(old)), read(ok(old))],
      "unknown unknown",
      [1000, 3000],
    ],
    ["lost, and not to be read", [write(lost), read(no(503))], "unknown unknown unseen", []],
    ["lost, and no way to read", [write(lost), read(notSent)], "unknown unknown unseen", []],
    [
      "lost, then gone at the second look",
      [write(lost), read(ok(old)), read(no(404))],
      "unknown unknown unseen",
      [1000],
    ],
    ["500, and stored", [write(no(500)), read(ok(fresh))], settled, []],
    [
      "500, and stored at the second look",
      [write(no(500)), read(ok(old)), read(ok(fresh))],
      settled,
      [1000],
    ],
    [
      "500, and stored at the third look",
      [write(no(500)), read(ok(old)), read(ok(old)), read(ok(fresh))],
      settled,
      [1000, 3000],
    ],
    ["500, and never stored", [write(no(500)), ...never], "unknown unknown", [1000, 3000]],
    ["503, and never stored", [write(no(503)), ...never], "unknown unknown", [1000, 3000]],
    [
      "500 inside a success",
      [write({ status: 200, body: { error_message: "no", error_type: "api_error" } }), ...never],
      "unknown unknown",
      [1000, 3000],
    ],
    ["500, and not to be read", [write(no(500)), read(lost)], "unknown unknown unseen", []],
    [
      "500, and stored in part",
      [write(no(500)), read(ok(fresh)), read(ok(fresh)), read(ok(fresh))],
      "unknown unknown",
      [1000, 3000],
      { patch: { name: "B", title: "CTO" } },
    ],
    ["504, and stored", [write(no(504)), read(ok(fresh))], settled, []],
    [
      "504 says no more than silence",
      [write(no(504)), read(ok(old)), read(ok(old)), read(ok(old))],
      "unknown unknown",
      [1000, 3000],
    ],
    ["400 is proven by one look", [write(no(400)), read(ok(old))], "failed rejected unchanged", []],
    ["400, and stored", [write(no(400)), read(ok(fresh))], settled, []],
    ["400, and not to be read", [write(no(400)), read(no(503))], "failed rejected not-read", []],
    [
      "400, and others wrote meanwhile",
      [write(no(400)), read(ok({ ...old, name: "C" }))],
      "failed rejected moved",
      [],
    ],
    [
      "400, and something else changed",
      [write(no(400)), read(ok({ ...old, title: "CTO" }))],
      "failed rejected moved [changed_beside]",
      [],
    ],
    [
      "lost, never seen, and something else changed",
      [write(lost), ...[1, 2, 3].map(() => read(ok({ ...old, title: "CTO" })))],
      "unknown unknown [changed_beside]",
      [1000, 3000],
    ],
    [
      "400, and stored in part",
      [write(no(400)), read(ok(fresh))],
      "unknown unknown",
      [],
      { patch: { name: "B", title: "CTO" } },
    ],
    [
      "400 is believed with --no-verify",
      [write(no(400))],
      "failed rejected not-looked",
      [],
      { verify: false },
    ],
    ["400 that others gave", [write(foreign(400)), ...never], "unknown unknown", [1000, 3000]],
    ["400 that others gave, and stored", [write(foreign(400)), read(ok(fresh))], settled, []],
    [
      "400 that others gave, even with --no-verify",
      [write(foreign(400)), read(ok(fresh))],
      settled,
      [],
      { verify: false },
    ],
    ["401: nobody can look", [write(no(401))], "failed auth locked-out", []],
    ["401 that others gave", [write(foreign(401)), read(ok(fresh))], settled, []],
    ["404, and gone", [write(no(404)), read(no(404))], "failed not_found not-read", []],
    [
      "429 that was not waited out",
      [write(no(429)), read(ok(old))],
      "failed unavailable unchanged",
      [],
    ],
    ["429 that was not waited out, and stored", [write(no(429)), read(ok(fresh))], settled, []],
    [
      "429 for the look as well",
      [write(no(429)), read(no(429))],
      "failed unavailable not-read",
      [],
    ],
    [
      "429 is believed with --no-verify",
      [write(no(429))],
      "failed unavailable not-looked",
      [],
      { verify: false },
    ],
    ["302 is not followed", [write(no(302)), ...never], "unknown unknown", [1000, 3000]],
    [
      "refused in a 200",
      [write({ ...no(400), status: 200 }), read(ok(old))],
      "failed rejected unchanged",
      [],
    ],
    ["202, and stored", [write({ ...ok(fresh), status: 202 }), read(ok(fresh))], settled, []],
    [
      "202, and stored later, even with --no-verify",
      [write({ ...ok(fresh), status: 202 }), read(ok(old)), read(ok(fresh))],
      settled,
      [1000],
      { verify: false },
    ],
    [
      "202, and never stored",
      [write({ ...ok(fresh), status: 202 }), ...never],
      "unknown unknown",
      [1000, 3000],
    ],
    [
      "202, and not to be read",
      [write({ ...ok(fresh), status: 202 }), read(no(503))],
      "unknown unknown unseen",
      [],
    ],
    [
      "success that shows the old record, and stored",
      [write(ok(old)), read(ok(fresh))],
      settled,
      [],
    ],
    [
      "success that shows the old record, and not to be read",
      [write(ok(old)), read(no(503))],
      "unknown unknown unseen",
      [],
    ],
    [
      "success in part is completed by reading",
      [write(ok({ id: "cus_1", name: "B" })), read(ok(fresh))],
      "updated by reading",
      [],
    ],
    [
      "success in part that cannot be completed",
      [write(ok({ id: "cus_1" })), read(no(503))],
      "updated [not_verified]",
      [],
    ],
    [
      "success in part is not completed with --no-verify",
      [write(ok({ id: "cus_1" }))],
      "updated",
      [],
      { verify: false },
    ],
    [
      "always read again where that is asked",
      [write(ok(fresh)), read(ok(fresh))],
      "updated by reading",
      [],
      { verify: "read" },
    ],
    [
      "a success that was only an echo",
      [write(ok(fresh)), ...never],
      "failed by reading rejected not-seen [not_stored]",
      [1000, 3000],
      { verify: "read" },
    ],
    [
      "success about another customer, and stored",
      [write(ok(other)), read(ok(fresh))],
      settled,
      [],
    ],
    [
      "success about another customer, and not stored",
      [write(ok(other)), read(ok(old)), read(ok(old)), read(ok(old))],
      "unknown unknown",
      [1000, 3000],
    ],
    ["success without a customer, and stored", [write(ok({})), read(ok(fresh))], settled, []],
    [
      "success with nothing in it, and stored",
      [write({ status: 204 }), read(ok(fresh))],
      settled,
      [],
    ],
    [
      "success, and nothing stored",
      [write(ok(old)), ...never],
      "failed by reading rejected not-seen [not_stored]",
      [1000, 3000],
    ],
    [
      "success, and half of it stored",
      [write(ok(fresh)), read(ok(fresh)), read(ok(fresh)), read(ok(fresh))],
      "updated by reading rejected [not_stored]",
      [1000, 3000],
      { patch: { name: "B", title: "CTO" } },
    ],
    [
      "success, and another value stored",
      [write(ok({ ...old, name: "C" }))],
      "updated by answer [stored_differently]",
      [],
    ],
    ["success, and more changed", [write(ok(half))], "updated by answer [changed_beside]", []],
    [
      "replayed, and stored",
      [write(replayed(fresh)), read(ok(fresh))],
      "updated by reading [replayed_answer]",
      [],
    ],
    [
      "replayed, and not stored",
      [write(replayed(fresh)), ...never],
      "failed by reading rejected not-seen [replayed_answer not_stored]",
      [1000, 3000],
    ],
    [
      "replayed is looked up even with --no-verify",
      [write(replayed(fresh)), read(ok(fresh))],
      "updated by reading [replayed_answer]",
      [],
      { verify: false },
    ],
    [
      "replayed, and not to be read",
      [write(replayed(fresh)), read(no(503))],
      "unknown unknown unseen",
      [],
    ],
    [
      "a removal is proven by reading back",
      [write(ok(old)), read(ok({ id: "cus_1", name: "A" }))],
      "updated by reading",
      [],
      { patch: { email: undefined } },
    ],
    [
      "a removal that was dropped shows when it is read back",
      [write(ok({ id: "cus_1", name: "A" })), ...never],
      "failed by reading rejected not-seen [not_stored]",
      [1000, 3000],
      { patch: { email: undefined } },
    ],
    [
      "a removal that cannot be read back",
      [write(ok({ id: "cus_1", name: "A" })), read(no(503))],
      "updated [not_verified]",
      [],
      { patch: { email: undefined } },
    ],
    [
      "a removal is not read back with --no-verify",
      [write(ok({ id: "cus_1", name: "A" }))],
      "updated",
      [],
      { patch: { email: undefined }, verify: false },
    ],
  ];

describe("an update that was sent", () => {
  it.each(cases.map(([name, ...rest]) => ({ name, rest })))("$name", async ({ rest }) => {
    const [script, expected, pauses, facts] = rest;
    const found = await written(script, facts);
    expect([inShort(found.updated), found.pauses]).toEqual([expected, pauses]);
  });

  it("names its own request, not the one of the read", async () => {
    const traced = { ...no(400), headers: { "x-request-id": "req_2" } };
    const { updated } = await written([write(traced), read(ok(old))]);
    expect([updated.outcome.requestId, updated.error?.requestId]).toEqual(["req_2", "req_2"]);
    const { updated: silent } = await written([write(lost), read(ok(fresh))]);
    expect(silent.outcome.requestId).toBeUndefined();
  });

  it("says what else changed, where the update was refused", async () => {
    const changed = { ...old, email: "b@b.example" };
    const { updated } = await written([write(no(400)), read(ok(changed))]);
    expect(updated.outcome).toMatchObject({
      outcome: "failed",
      after: { name: "A", email: "b@b.example" },
      beside: [{ field: "email", kind: "changed", before: old.email, after: changed.email }],
    });
    expect(updated.error?.hint).not.toContain("unchanged");
  });

  it("says how to look, where nothing is known", async () => {
    const { updated } = await written([write(lost), read(no(503))]);
    expect(updated.error?.message).toBe(
      "the update was sent and its outcome is not known: no usable answer came: the connection was reset; the customer could not be read again",
    );
    expect(updated.error?.hint).toBe(
      "look before you try again: billing customers get cus_1 -p maple; and settle the record: billing history --resolve",
    );
  });
});

const prepared = {
  provider: "flexprice",
  native: { id: "cust_1", name: "A", external_id: "old", metadata: null } as { id: string },
  patch: { externalId: "new" },
} as const;
const own = (status: number) => ({ status, body: { code: "e", message: "no" } });
const put = (reply: Exchange[1]): Exchange => ["PUT cust_1", reply];
const readPut = (reply: Exchange[1]): Exchange => ["GET cust_1", reply];
const after = { ...prepared.native, external_id: "new", metadata: {} };

describe("an update that has to be prepared", () => {
  it.each<readonly [string, readonly Exchange[], string]>([
    ["both go well", [put(ok(prepared.native)), put(ok(after))], "updated by answer"],
    ["the preparation is never sent", [put(notSent)], "failed unavailable"],
    ["the preparation is lost", [put(lost)], "failed unavailable preparing"],
    ["the preparation's login fails", [put(new BillingError("auth", "no"))], "failed auth"],
    ["the preparation is refused", [put(own(400))], "failed rejected"],
    ["the preparation is refused by others", [put(no(400))], "failed rejected preparing"],
    ["the preparation is pointed elsewhere", [put(own(302))], "failed unavailable preparing"],
    ["the preparation breaks the server", [put(no(500))], "failed unavailable preparing"],
    ["the preparation times out behind a gateway", [put(no(504))], "failed unavailable preparing"],
    ["the update is never sent", [put(ok({})), put(notSent)], "failed unavailable [prepared]"],
    [
      "the update is refused",
      [put(ok({})), put(own(409)), readPut(ok(prepared.native))],
      "failed rejected unchanged [prepared]",
    ],
    [
      "the update is lost, and not to be read",
      [put(ok({})), put(lost), readPut(no(503))],
      "unknown unknown unseen [prepared]",
    ],
    [
      "the update is lost, and never seen",
      [
        put(ok({})),
        put(lost),
        ...[1, 2, 3].map(() => readPut(ok({ ...after, external_id: "old" }))),
      ],
      "unknown unknown [prepared]",
    ],
    [
      "the update is lost, and stored",
      [put(ok({})), put(lost), readPut(ok(after))],
      "updated by reading [settled_by_reading]",
    ],
  ])("%s", async (_name, script, expected) => {
    expect(inShort((await written(script, prepared)).updated)).toBe(expected);
  });

  it("says what was stored, where the update is not", async () => {
    const script = [put(ok({})), put(own(409)), readPut(ok(prepared.native))];
    const { outcome, error } = (await written(script, prepared)).updated;
    const says = "metadata was stored as {} to prepare the change, and stays so";
    expect(outcome).toMatchObject({
      before: { externalId: "old", metadata: null },
      after: { externalId: "old", metadata: {} },
      beside: [{ field: "metadata", kind: "changed", before: null, after: {} }],
      warnings: [{ code: "prepared", field: "metadata", message: says }],
    });
    expect(error?.hint).toBe(says);
  });

  it("says what was stored, where nobody knows of the update", async () => {
    const script = [put(ok({})), put(lost), readPut(no(503))];
    const { outcome, error } = (await written(script, prepared)).updated;
    const says = "metadata was stored as {} to prepare the change";
    expect(outcome).toMatchObject({
      beside: [{ field: "metadata", kind: "changed", before: null, after: {} }],
      warnings: [{ code: "prepared", field: "metadata", message: says }],
    });
    expect(error?.hint).toMatch(/^metadata was stored as \{\} to prepare the change; look before/u);
  });

  it("says what is read, where that is more than what prepared it", async () => {
    const seen = { ...after, external_id: "old", metadata: { theirs: "x" } };
    const script = [put(ok({})), put(lost), ...[1, 2, 3].map(() => readPut(ok(seen)))];
    const { outcome } = (await written(script, prepared)).updated;
    expect(outcome).toMatchObject({
      outcome: "unknown",
      after: { externalId: "old", metadata: { theirs: "x" } },
      beside: [{ field: "metadata" }, { field: "metadata.theirs", after: "x" }],
    });
  });

  it("says that the change itself was not sent", async () => {
    for (const reply of [lost, no(500)]) {
      const { updated } = await written([put(reply)], prepared);
      expect(updated.error?.hint).toBe("the change itself was not sent; run the command again");
      expect(updated.outcome.after).toEqual(updated.outcome.before);
    }
  });
});
