/** Updates many customers: one lane for each provider, side by side, each at its own pace. */
import type { CustomerPatch } from "../domain/patch.ts";
import type { ReferenceKind } from "../providers/wire/requests.ts";
import type { Target } from "../update/read-customer.ts";
import type { UpdateOptions } from "../update/update-customer.ts";

/** One customer of a run. */
export interface RunItem {
  /** From 1, in the order of the input. */
  readonly row: number;
  readonly kind: ReferenceKind;
  readonly reference: string;
  readonly patch: CustomerPatch;
  readonly expected?: NonNullable<UpdateOptions["expected"]>;
  /** The change that this one takes back. */
  readonly undoes?: string;
  /** As it stands in the input; missing where it is no row of a file. */
  readonly raw?: string;
}

/** A place in the provider's rate budget for one customer. */
export interface Slot {
  target(kind: ReferenceKind, reference: string): Target;
  /** Gives back what was not used. */
  done(): void;
}

export interface Lane {
  /** Read one by one as there is room. */
  readonly items: AsyncIterable<RunItem>;
  /** How many customers are under way at most. */
  readonly concurrency: number;
  /** Resolves when a customer may be read and written; undefined once the run is halted. */
  reserve(): Promise<Slot | undefined>;
}

/**
 * Works on every item of every lane. Once `halt` fires no item is begun; those under way are finished.
 *
 * @throws what `perform` or reading the items threw first, after all that was under way has ended
 */
export async function updateMany(
  lanes: readonly Lane[],
  perform: (item: RunItem, slot: Slot) => Promise<void>,
  halt: AbortController,
): Promise<void> {
  const ended = await Promise.allSettled(lanes.map((lane) => runLane(lane, perform, halt)));
  const failed = ended.find((lane) => lane.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

async function runLane(
  lane: Lane,
  perform: (item: RunItem, slot: Slot) => Promise<void>,
  halt: AbortController,
): Promise<void> {
  const items = lane.items[Symbol.asyncIterator]();
  const worker = async (): Promise<void> => {
    while (!halt.signal.aborted) {
      const next = await items.next();
      if (next.done === true || halt.signal.aborted) return;
      const slot = await lane.reserve();
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
  const ended = await Promise.allSettled(Array.from({ length: lane.concurrency }, guarded));
  await items.return?.();
  const failed = ended.find((one) => one.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
