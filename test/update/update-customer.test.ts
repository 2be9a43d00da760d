import { describe, expect, it, vi } from "vitest";

import { BillingError } from "../../src/domain/errors.ts";
import type { Recorder } from "../../src/update/record-change.ts";
import {
  type Consent,
  updateCustomer,
  type UpdateOptions,
} from "../../src/update/update-customer.ts";
import { type Exchange, scriptedSend } from "../support/scripted-send.ts";
import { connectionTo, inShort, lost, notSent, patchOf } from "./customers.ts";

const old = { id: "cus_1", name: "A", email: "a@a.example" };
const bare = { id: "cus_1", name: "A" };
const moved = { ...old, name: "C" };
const ok = (body: object) => ({ status: 200, body });
const read = (reply: Exchange[1]): Exchange => ["GET cus_1", reply];
const write = (reply: Exchange[1]): Exchange => ["PATCH cus_1", reply];

async function updated(script: readonly Exchange[], facts: Partial<UpdateOptions> = {}) {
  using scripted = scriptedSend(script);
  return await updateCustomer(
    connectionTo(scripted.send),
    { kind: "id", reference: "cus_1" },
    {
      patch: patchOf({ name: "B" }),
      dryRun: false,
      force: false,
      verify: "answer",
      confirm: async () => {
        throw new Error("nothing is destroyed");
      },
      uuid: () => "key-1",
      sleep: async () => undefined,
      ...facts,
    },
  );
}

const since = (name: string) => ({ images: [{ field: "name" as const, value: name }], since: "x" });
const removal = patchOf({ email: undefined });
const says = (consent: Consent) => async () => consent;
const renamed = ok({ ...old, name: "B" });

/** What is asked; requests and answers; what comes of it. */
const cases: readonly (readonly [string, readonly Exchange[], string, Partial<UpdateOptions>?])[] =
  [
    ["is written where it differs", [read(ok(old)), write(renamed)], "updated by answer"],
    ["is left where it holds already", [read(renamed)], "unchanged"],
    ["is only planned in a dry run", [read(ok(old))], "planned", { dryRun: true }],
    ["is not there", [read({ status: 404 })], "failed not_found"],
    ["cannot be reached", [read(notSent)], "failed unavailable"],
    ["gives no answer to the read", [read(lost)], "failed unavailable"],
    ["answers as another customer", [read(ok({ ...old, id: "cus_2" }))], "failed unavailable"],
    ["answers with no customer", [read(ok({}))], "failed unavailable"],
    [
      "is as it was when the patch was decided",
      [read(ok(old)), write(renamed)],
      "updated by answer",
      { expected: since("A") },
    ],
    ["moved since", [read(ok(moved))], "failed conflict", { expected: since("A") }],
    ["moved since to what is asked", [read(renamed)], "unchanged", { expected: since("A") }],
    [
      "moved since, and is overwritten with force",
      [read(ok(moved)), write(renamed)],
      "updated by answer",
      { expected: since("A"), force: true },
    ],
    [
      "moved since, in a dry run",
      [read(ok(moved))],
      "failed conflict",
      { expected: since("A"), dryRun: true },
    ],
    [
      "moved since, in a dry run with force",
      [read(ok(moved))],
      "planned",
      { expected: since("A"), dryRun: true, force: true },
    ],
    [
      "loses a value, and nobody consents",
      [read(ok(old))],
      "declined declined",
      { patch: removal, confirm: says("no") },
    ],
    [
      "loses a value, and that is confirmed at once",
      [read(ok(old)), write(ok(bare)), read(ok(bare))],
      "updated by reading",
      { patch: removal, confirm: says("yes") },
    ],
    [
      "loses a value, in a dry run that asks nothing",
      [read(ok(old))],
      "planned",
      { patch: removal, dryRun: true },
    ],
    [
      "was waited for, and is the same",
      [read(ok(old)), read(ok(old)), write(ok(bare)), read(ok(bare))],
      "updated by reading",
      { patch: removal, confirm: says("waited") },
    ],
    [
      "was waited for, and moved meanwhile",
      [read(ok(old)), read(ok({ ...old, email: "b@b.example" }))],
      "failed conflict",
      { patch: removal, confirm: says("waited") },
    ],
    [
      "was waited for, moved meanwhile, and is overwritten with force",
      [read(ok(old)), read(ok({ ...old, email: "b@b.example" })), write(ok(bare)), read(ok(bare))],
      "updated by reading",
      { patch: removal, confirm: says("waited"), force: true },
    ],
    [
      "was waited for, and somebody else did it meanwhile",
      [read(ok(old)), read(ok(bare))],
      "unchanged",
      { patch: removal, confirm: says("waited") },
    ],
    [
      "was waited for, and is gone",
      [read(ok(old)), read({ status: 404 })],
      "failed not_found",
      { patch: removal, confirm: says("waited") },
    ],
  ];

describe("a customer", () => {
  it.each(cases.map(([name, ...rest]) => ({ name, rest })))("$name", async ({ rest }) => {
    const [script, expected, facts] = rest;
    expect(inShort(await updated(script, facts))).toBe(expected);
  });

  it("is shown with the request that would be sent, and no key", async () => {
    const { outcome } = await updated([read(ok(old))], { dryRun: true });
    expect(outcome.request).toMatchObject({
      method: "PATCH",
      headers: { "idempotency-key": "(new for each update)" },
      body: { name: "B" },
    });
  });

  it("is not written where the reference or the patch does not fit", async () => {
    await expect(
      updateCustomer(
        connectionTo(() => Promise.reject(new Error("nothing is to be sent"))),
        { kind: "id", reference: "a b" },
        { patch: patchOf({ name: "B" }) } as UpdateOptions,
      ),
    ).rejects.toMatchObject({ kind: "usage" });
    const patch = patchOf({ "address.city": "Bergen" });
    await expect(updated([read(ok({ ...old, address: "one line" }))], { patch })).rejects.toThrow(
      'the stored "address" is no object',
    );
  });

  it.each(["onRead", "onWrite"] as const)("is not written when %s throws", async (hook) => {
    const stop = () => {
      throw new BillingError("interrupted", "stop");
    };
    await expect(updated([read(ok(old))], { [hook]: stop })).rejects.toMatchObject({
      kind: "interrupted",
    });
  });
});

describe("the record of an update", () => {
  const recorder = (facts: Partial<Recorder> = {}): Recorder => ({
    intent: vi.fn<Recorder["intent"]>(async () => "change-1"),
    result: vi.fn<Recorder["result"]>(async () => undefined),
    ...facts,
  });

  it("says first what is meant, then how it ended", async () => {
    const kept = recorder();
    const { outcome } = await updated([read(ok(old)), write(renamed)], { recorder: kept });
    expect(outcome.changeId).toBe("change-1");
    expect(kept.intent).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ outcome: "planned" }),
      [{ field: "name", before: "A", after: "B" }],
    );
    expect(kept.result).toHaveBeenCalledExactlyOnceWith(
      "change-1",
      expect.objectContaining({ outcome: "updated" }),
      [{ field: "name", value: "B" }],
      undefined,
    );
  });

  it("says nothing of what is stored where that could not be read", async () => {
    const kept = recorder();
    await updated([read(ok(old)), write(lost), read(lost)], { recorder: kept });
    expect(kept.result).toHaveBeenCalledExactlyOnceWith(
      "change-1",
      expect.objectContaining({ outcome: "unknown" }),
      [],
      expect.objectContaining({ kind: "unknown" }),
    );
  });

  it("is not begun for what is not written", async () => {
    const kept = recorder();
    await updated([read(renamed)], { recorder: kept });
    await updated([read(ok(old))], { recorder: kept, dryRun: true });
    await updated([read(ok(moved))], { recorder: kept, expected: since("A") });
    expect(kept.intent).not.toHaveBeenCalled();
  });

  it("comes first: what cannot be recorded is not sent", async () => {
    const intent = () => Promise.reject(new BillingError("usage", "the disk is full"));
    await expect(updated([read(ok(old))], { recorder: recorder({ intent }) })).rejects.toThrow(
      "the disk is full",
    );
  });

  it("may miss the end: what happened has happened, and is warned about", async () => {
    const result = async () => ({ code: "not_recorded", message: "the disk is full" });
    const found = await updated([read(ok(old)), write(renamed)], {
      recorder: recorder({ result }),
    });
    expect(inShort(found)).toBe("updated by answer [not_recorded]");
  });
});
