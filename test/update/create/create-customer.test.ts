import { describe, expect, it, vi } from "vitest";

import { isCreating } from "../../../src/providers/creation.ts";
import { type ProviderId, providers } from "../../../src/providers/registry.ts";
import { createCustomer, type CreateOptions } from "../../../src/update/create/create-customer.ts";
import { type Exchange, scriptedSend } from "../../support/scripted-send.ts";
import { connectionTo, inShort, lost, notSent, patchOf } from "../customers.ts";
import type { Search } from "../../../src/update/create/find-made.ts";
import type { Recorder } from "../../../src/update/record-change.ts";
import type { CustomerRead } from "../../../src/update/read-customer.ts";

const now = Date.parse("2026-11-25T12:00:00.000Z");
const at = "2026-11-25T12:00:00.500Z";
const earlier = "2026-10-01T00:00:00.000Z";

const mara = { id: "cus_1", identifier: "m-1", name: "Mara", created_at: at };
const toko = { id: `cus_${"7".repeat(26)}`, name: "Toko", email: "t@o.example", created_at: at };
const ana = {
  id: "cus_1",
  externalId: "a-1",
  email: "a@a.example",
  fullName: "Ana",
  createdAt: at,
};

interface Tried extends Partial<Pick<CreateOptions, "ifExists" | "dryRun" | "verify">> {
  readonly script: readonly Exchange[];
  /** What a search of the list finds. */
  readonly listed?: readonly CustomerRead[];
}

async function created(
  id: ProviderId,
  values: Readonly<Record<string, string>>,
  { script, listed = [], ...more }: Tried,
) {
  const provider = providers[id];
  if (!isCreating(provider)) throw new Error("it makes no customers");
  using scripted = scriptedSend(script);
  const search = vi.fn<Search>(async () => listed);
  const recorder = {
    intent: vi.fn<Recorder["intent"]>(async () => "01X"),
    result: vi.fn<Recorder["result"]>(async () => undefined),
  };
  const ended = await createCustomer(
    { ...connectionTo(scripted.send, id), provider },
    {
      patch: patchOf(values),
      dryRun: false,
      force: false,
      verify: "answer",
      confirm: async () => "yes",
      uuid: () => "key",
      sleep: async () => {},
      now: () => now,
      search,
      recorder,
      ...more,
    },
  );
  return { ended, search, recorder, seen: scripted.seen };
}

const none: Exchange = ["GET m-1", { status: 404, body: { error_message: "customer not found" } }];
const post = (reply: Exchange[1]): Exchange => ["POST customers", reply];
const read = (record: typeof toko): CustomerRead => ({
  id: record.id,
  native: record,
  customer: { ...record, createdAt: record.created_at },
});

describe("a creation by the caller's own id, in all the ways in which it can end", () => {
  const asked = { externalId: "m-1", name: "Mara" };
  const refusal = (status: number) => ({
    status,
    body: { error_message: "no", error_type: "request_error" },
  });
  const found: Exchange = ["GET m-1", { status: 200, body: mara }];
  const other: Exchange = ["GET m-1", { status: 200, body: { ...mara, name: "Somebody" } }];

  it.each<[what: string, end: string, script: readonly Exchange[]]>([
    ["answered", "created by answer", [none, post({ status: 201, body: mara })]],
    [
      "with a field dropped: it is there all the same",
      "created by reading rejected [not_stored]",
      [
        none,
        post({ status: 201, body: { ...mara, name: null } }),
        ["GET cus_1", { status: 200, body: { ...mara, name: null } }],
        ["GET cus_1", { status: 200, body: { ...mara, name: null } }],
        ["GET cus_1", { status: 200, body: { ...mara, name: null } }],
      ],
    ],
    ["there before", "failed rejected", [found]],
    ["nobody can say whether it is there", "failed unavailable", [["GET m-1", refusal(500)]]],
    ["not sent", "failed unavailable", [none, post(notSent)]],
    ["lost, and found", "created by reading [settled_by_reading]", [none, post(lost), found]],
    ["lost, and not found", "unknown unknown unseen", [none, post(lost), none, none, none]],
    [
      "lost, and found late",
      "created by reading [settled_by_reading]",
      [none, post(lost), none, found],
    ],
    [
      "lost, and another with the id",
      "unknown unknown unseen",
      [none, post(lost), other, other, other],
    ],
    ["empty", "created by reading [settled_by_reading]", [none, post({ status: 201 }), found]],
    [
      "about another customer",
      "unknown unknown unseen",
      [none, post({ status: 201, body: { ...mara, identifier: "m-2" } }), none, none, none],
    ],
    [
      "an old answer of the same key",
      "unknown unknown unseen",
      [
        none,
        post({ status: 201, body: mara, headers: { "idempotency-used": "true" } }),
        none,
        none,
        none,
      ],
    ],
    ["refused", "failed rejected absent", [none, post(refusal(400)), none]],
    [
      "refused, as somebody made it meanwhile",
      "failed rejected",
      [none, post(refusal(409)), other],
    ],
    ["locked out", "failed auth locked-out", [none, post(refusal(401))]],
    ["turned away", "failed unavailable absent", [none, post(refusal(429)), none]],
    [
      "an error of the server's, and made",
      "created by reading [settled_by_reading]",
      [none, post(refusal(500)), found],
    ],
    [
      "an error of the server's, and not made",
      "unknown unknown unseen",
      [none, post(refusal(500)), none, none, none],
    ],
    [
      "a gateway's error",
      "unknown unknown unseen",
      [none, post({ status: 502 }), none, none, none],
    ],
  ])("%s: %s", async (_what, end, script) => {
    const { ended, seen, recorder } = await created("maple", asked, { script });
    expect(inShort(ended)).toBe(end);
    const sent = seen.filter(({ method }) => method === "POST").length;
    expect(sent).toBeLessThanOrEqual(1);
    expect(recorder.intent).toHaveBeenCalledTimes(sent);
    expect(recorder.result).toHaveBeenCalledTimes(sent);
  });

  it("is proven by another read where that is asked for", async () => {
    const script: Exchange[] = [
      none,
      post({ status: 201, body: mara }),
      ["GET cus_1", { status: 200, body: mara }],
    ];
    const { ended } = await created("maple", asked, { script, verify: "read" });
    expect(inShort(ended)).toBe("created by reading");
  });

  it("is looked for and not sent in a dry run", async () => {
    const { ended, recorder } = await created("maple", asked, { script: [none], dryRun: true });
    expect(ended.outcome).toMatchObject({
      outcome: "planned",
      id: "",
      creates: true,
      before: {},
      request: { method: "POST", body: { identifier: "m-1", name: "Mara" } },
    });
    expect(recorder.intent).not.toHaveBeenCalled();
  });

  it("leaves what is there where that is asked for", async () => {
    const { ended } = await created("maple", asked, { script: [other], ifExists: "skip" });
    expect(inShort(ended)).toBe("unchanged [already_there]");
    expect(ended.outcome).toMatchObject({ id: "cus_1", changes: [], after: { name: "Somebody" } });
  });

  it("changes what is there where that is asked for", async () => {
    const script: Exchange[] = [
      other,
      ["GET cus_1", { status: 200, body: { ...mara, name: "Somebody" } }],
      ["PATCH cus_1", { status: 200, body: mara }],
    ];
    const { ended } = await created("maple", asked, { script, ifExists: "update" });
    expect(inShort(ended)).toBe("updated by answer [already_there]");
    expect(ended.outcome.changes).toEqual([
      { field: "name", kind: "changed", before: "Somebody", after: "Mara" },
    ]);
  });

  it("changes what somebody made between the look and the creation", async () => {
    const script: Exchange[] = [
      none,
      post(refusal(409)),
      other,
      ["GET cus_1", { status: 200, body: { ...mara, name: "Somebody" } }],
      ["PATCH cus_1", { status: 200, body: mara }],
    ];
    const { ended, recorder } = await created("maple", asked, { script, ifExists: "update" });
    expect(inShort(ended)).toBe("updated by answer [already_there]");
    expect(recorder.result.mock.calls.map(([, { outcome }]) => outcome)).toEqual([
      "failed",
      "updated",
    ]);
  });
});

describe("a provider that answers with a customer that it had", () => {
  const asked = { externalId: "a-1", email: "a@a.example", name: "Ana" };
  const look: Exchange = ["GET a-1", { status: 200, body: { success: true, data: [] } }];
  const answer = (record: object): Exchange =>
    post({ status: 200, body: { success: true, data: record } });

  it.each([
    ["new", ana, "created by answer"],
    ["as asked, by a clock that is behind", { ...ana, createdAt: earlier }, "created by answer"],
    [
      "new, with another value",
      { ...ana, fullName: "ANA" },
      "created by answer [stored_differently]",
    ],
    ["old, with other values", { ...ana, fullName: "B", createdAt: earlier }, "failed rejected"],
    [
      "a little older, with other values",
      { ...ana, fullName: "B", createdAt: "2026-11-25T11:59:30.000Z" },
      "failed rejected",
    ],
  ])("%s: %s", async (_what, record, end) => {
    const { ended, seen } = await created("commet", asked, { script: [look, answer(record)] });
    expect(inShort(ended)).toBe(end);
    expect(JSON.parse(seen[1]?.body ?? "")).toEqual({
      email: "a@a.example",
      fullName: "Ana",
      id: "a-1",
    });
    expect(seen[1]?.headers["idempotency-key"]).toBe("key");
  });
});

describe("a customer without an id of the caller's", () => {
  const asked = { name: "Toko", email: "t@o.example" };
  it("is not looked for unless that is asked for", async () => {
    const script = [post({ status: 201, body: { data: toko } })];
    const { ended, search, seen } = await created("kirim", asked, { script });
    expect(inShort(ended)).toBe("created by answer");
    expect(search).not.toHaveBeenCalled();
    expect(seen[0]?.headers["idempotency-key"]).toBe("key");
  });

  it.each([
    ["fail", [toko], "failed rejected"],
    ["skip", [toko], "unchanged [already_there]"],
    ["skip", [toko, toko], "failed conflict"],
  ] as const)("with --if-exists %s", async (ifExists, there, end) => {
    const listed = there.map(read);
    const { ended, search } = await created("kirim", asked, { script: [], listed, ifExists });
    expect(inShort(ended)).toBe(end);
    expect(search).toHaveBeenCalledWith({ email: "t@o.example" });
  });

  it.each([
    ["made since", [toko], "created by reading [settled_by_reading]"],
    ["made before", [{ ...toko, created_at: earlier }], "unknown unknown unseen"],
    [
      "made a little before",
      [{ ...toko, created_at: "2026-11-25T11:59:00.000Z" }],
      "unknown unknown unseen",
    ],
    ["two made since", [toko, { ...toko, id: "cus_2" }], "unknown unknown unseen"],
    ["another made since", [{ ...toko, name: "Other" }], "unknown unknown unseen"],
  ])("lost, with one in the list that was %s", async (_what, listed, end) => {
    const { ended } = await created("kirim", asked, {
      script: [post(lost)],
      listed: listed.map(read),
    });
    expect(inShort(ended)).toBe(end);
  });

  it("says which customers it may be", async () => {
    const { ended } = await created("kirim", asked, {
      script: [post(lost)],
      listed: [read({ ...toko, created_at: "2026-11-25T11:59:00.000Z" })],
    });
    expect(ended.error?.message).toContain(`${toko.id} may be it`);
    expect(ended.error?.hint).toContain("billing customers list --email t@o.example -p kirim");
  });
});
