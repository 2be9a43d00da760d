/** Queues of customers, one for each provider, side by side, each at its own pace. */
import type { Connection } from "../update/connection.ts";
import type { RunItem } from "./ports.ts";

/** Room in the provider's rate budget for one customer, and the way that uses it. */
export interface Slot {
  readonly connection: Connection;
  /** @throws {BillingError} interrupted: nothing is to be written any more */
  beginWrite(): void;
  /** Gives back what was not used. */
  done(): void;
}

export interface ProviderQueue {
  /** Read one by one as there is room. */
  readonly items: AsyncIterable<RunItem>;
  /** How many customers are under way at most. */
  readonly concurrency: number;
  /** Resolves when a customer may be read and written; undefined once the run is halted. */
  reserve(): Promise<Slot | undefined>;
}

type Perform = (item: RunItem, slot: Slot) => Promise<void>;

/**
 * Works on every item of every queue. Once `halt` fires no item is begun; those under way are finished.
 *
 * @throws what `perform` or reading the items threw first, after all that was under way has ended
 */
export async function workQueues(
  queues: readonly ProviderQueue[],
  perform: Perform,
  halt: AbortController,
): Promise<void> {
  await allEnded(queues.map((queue) => workQueue(queue, perform, halt)));
}

async function workQueue(
  queue: ProviderQueue,
  perform: Perform,
  halt: AbortController,
): Promise<void> {
  const items = queue.items[Symbol.asyncIterator]();
  const worker = async (): Promise<void> => {
    while (!halt.signal.aborted) {
      const next = await items.next();
      if (next.done === true || halt.signal.aborted) return;
      const slot = await queue.reserve();
      if (slot === undefined) return;
      try {
        await perform(next.value, slot);
      } finally {
        slot.done();
      }
    }
  };
  // One that throws takes the others along, but not in the middle of what they do.
  const guarded = () =>
    worker().catch((error: unknown) => {
      halt.abort();
      throw error;
    });
  try {
    await allEnded(Array.from({ length: queue.concurrency }, guarded));
  } finally {
    await items.return?.();
  }
}

/** @throws what the first of them threw, once all have ended */
export async function allEnded(work: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}
