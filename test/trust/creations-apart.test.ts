/** Two creations at once on one machine, without an id of the caller's own. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

import type { HttpRequest } from "../../src/domain/exchange.ts";
import { isCreating } from "../../src/providers/creation.ts";
import { providers } from "../../src/providers/registry.ts";
import { createCustomer, type CreateOptions } from "../../src/update/create/create-customer.ts";
import type { CustomerRead } from "../../src/update/read-customer.ts";
import { customerLocks } from "../../src/update/locks/customer-locks.ts";
import { connectionTo, patchOf } from "../update/customers.ts";

let stateDir = "";
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "billing-apart-"));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

const self = {
  pid: process.pid,
  hostname: "here",
  boot: undefined,
  sight: undefined,
  isAlive: () => true,
  startOf: () => undefined,
};

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

/** One that waits for its answer, and one that comes meanwhile. */
async function two(
  values: readonly [Readonly<Record<string, string>>, Readonly<Record<string, string>>],
  more: Pick<CreateOptions, "ifExists" | "apart">,
) {
  const listed: CustomerRead[] = [];
  const order: string[] = [];
  const answer = gate();
  const sent = gate();
  const kirim = providers.kirim;
  if (!isCreating(kirim)) throw new Error("it makes no customers");
  const make = (who: string, fields: Readonly<Record<string, string>>, meanwhile: () => void) => {
    const send = async ({ body }: HttpRequest) => {
      order.push(`${who} sends`);
      sent.open();
      if (who === "first") await answer.opened;
      const id = `cus_${"7".repeat(25)}${listed.length}`;
      const created_at = "2026-11-25T12:00:00.500Z";
      const native = { ...JSON.parse(String(body)), id, status: "pending", created_at };
      const { email, name } = native;
      listed.push({ id, native, customer: { id, email, name, createdAt: created_at } });
      order.push(`${who} is answered`);
      return { status: 201, headers: {}, body: JSON.stringify({ data: native }) };
    };
    const host = {
      self,
      platform: process.platform,
      now: () => 0,
      random: () => 0.5,
      sleep: async () => meanwhile(),
    };
    const { signal } = new AbortController();
    const locks = customerLocks({ stateDir, host, maxWaitMs: 1000, signal });
    if (locks === undefined) throw new Error("no locks");
    return createCustomer(
      { ...connectionTo(send, "kirim"), provider: kirim },
      {
        patch: patchOf(fields),
        dryRun: false,
        force: false,
        verify: "answer",
        confirm: async () => "yes",
        uuid: () => "key",
        sleep: async () => undefined,
        now: () => Date.parse("2026-11-25T12:00:00Z"),
        search: async () => {
          order.push(`${who} looks`);
          return [...listed];
        },
        locks,
        ...more,
      },
    );
  };
  const first = make("first", values[0], () => undefined);
  await sent.opened;
  // Who waits gives the first its answer; who does not has sent before that.
  const second = make("second", values[1], () => answer.open());
  const ended = await second.finally(() => answer.open());
  await first;
  expect(await readdir(join(stateDir, "locks")).catch(() => [])).toEqual([]);
  return { order, ended };
}

const nord = { name: "Nord", email: "n@n.example" };

test("by e-mail address the second finds what the first has made", async () => {
  const capitals = { ...nord, email: "N@n.example" };
  const { order, ended } = await two([nord, capitals], { ifExists: "skip" });
  expect(order).toEqual(["first looks", "first sends", "first is answered", "second looks"]);
  expect(ended.outcome).toMatchObject({ outcome: "unchanged", id: `cus_${"7".repeat(25)}0` });
});

test("without a look the second is sent once the first has ended", async () => {
  const { order } = await two([nord, nord], { apart: true });
  expect(order).toEqual(["first sends", "first is answered", "second sends", "second is answered"]);
});

test("others are not waited for", async () => {
  const { order } = await two([nord, { ...nord, email: "other@n.example" }], { apart: true });
  expect(order.slice(0, 3)).toEqual(["first sends", "second sends", "second is answered"]);
});

test("where many are made, twins are wanted and do not wait for each other", async () => {
  const { order } = await two([nord, nord], {});
  expect(order.slice(0, 3)).toEqual(["first sends", "second sends", "second is answered"]);
});
