import { expect, test } from "vitest";

import { createSecrets } from "../../src/domain/text/secrets.ts";
import type { RunItem } from "../../src/bulk/ports.ts";
import { type ProviderQueue, type Slot, workQueues } from "../../src/bulk/provider-queue.ts";
import { providers } from "../../src/providers/registry.ts";
import { accountOf } from "../update/accounts.ts";

const slot: Slot = {
  connection: {
    provider: providers.maple,
    account: accountOf(),
    secrets: createSecrets(),
    send: () => Promise.reject(new Error("nothing is to be sent here")),
  },
  beginWrite: () => undefined,
  done: () => undefined,
};

async function* rows(count: number, taken: number[] = []): AsyncGenerator<RunItem> {
  for (let row = 1; row <= count; row += 1) {
    taken.push(row);
    yield {
      row,
      kind: "id",
      reference: String(row),
      patch: { edits: [], replaceMetadata: false },
    };
  }
}

const queueOf = (items: AsyncIterable<RunItem>, concurrency: number): ProviderQueue => ({
  items,
  concurrency,
  reserve: async () => slot,
});

const turn = () => new Promise(setImmediate);

test("as many as allowed are under way, and no more are read than can be begun", async () => {
  const taken: number[] = [];
  let underWay = 0;
  let most = 0;
  await workQueues(
    [queueOf(rows(20, taken), 3)],
    async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      expect(taken.length).toBeLessThanOrEqual(20);
      await turn();
      underWay -= 1;
    },
    new AbortController(),
  );
  expect(most).toBe(3);
  expect(taken).toHaveLength(20);
});

test("queues go side by side: one that waits holds up no other", async () => {
  const done: string[] = [];
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const slow: ProviderQueue = { ...queueOf(rows(1), 1), reserve: async () => (await gate, slot) };
  const all = workQueues(
    [slow, queueOf(rows(5), 2)],
    async ({ row }) => {
      done.push(`${row}`);
      if (done.length === 5) open();
    },
    new AbortController(),
  );
  await all;
  expect(done).toHaveLength(6);
});

test("once halted nothing is begun, what is under way is finished, and slots are given back", async () => {
  const halt = new AbortController();
  const begun: number[] = [];
  const ended: number[] = [];
  let given = 0;
  const queue: ProviderQueue = {
    ...queueOf(rows(50), 4),
    reserve: async () => ({
      ...slot,
      done: () => {
        given += 1;
      },
    }),
  };
  await workQueues(
    [queue],
    async ({ row }) => {
      begun.push(row);
      if (row === 6) halt.abort();
      await turn();
      ended.push(row);
    },
    halt,
  );
  expect(begun.length).toBeLessThan(12);
  expect(new Set(ended)).toEqual(new Set(begun));
  expect(ended).toHaveLength(begun.length);
  expect(given).toBe(begun.length);
});

test("what goes wrong ends all queues, after what is under way, and is told", async () => {
  const ended: number[] = [];
  const run = workQueues(
    [queueOf(rows(50), 2), queueOf(rows(50), 2)],
    async ({ row }) => {
      if (row === 3) throw new Error("broken");
      await turn();
      ended.push(row);
    },
    new AbortController(),
  );
  await expect(run).rejects.toThrow("broken");
  expect(ended.length).toBeLessThan(20);
});
