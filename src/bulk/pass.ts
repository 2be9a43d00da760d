/** One pass over the rows of a run. */
import { compact } from "../domain/compact.ts";
import { BillingError } from "../domain/errors.ts";
import { WaitTooLong } from "../domain/exchange.ts";
import type { RunEnd } from "../domain/run/run.ts";
import type { RunTally } from "../domain/run/run-tally.ts";
import { whenAborted } from "../host/when-aborted.ts";
import { type InOrder, inOrder } from "./ordering.ts";
import type { RunConnection, RunItem, RunReport, RunSource } from "./ports.ts";
import { beginProgress, type Progress } from "./progress.ts";
import { allEnded, type ProviderQueue, type Slot, workQueues } from "./provider-queue.ts";
import { isQueue, mark } from "./row-marks.ts";
import { type Means, rowUpdater } from "./row-update.ts";
import { seenIds } from "./seen-ids.ts";
import { settleLater, settleRows } from "./settle.ts";
import type { Pass, Report, Sitting } from "./sitting.ts";

/** What a pass came to. */
export interface Passed {
  readonly tally: RunTally;
  readonly end: RunEnd;
  /** What ended it before its end. */
  readonly error?: BillingError;
  /** Rows that a resumed run would try again. */
  readonly again: number;
  readonly waits: RunReport["waits"];
}

/** Never throws a {@link BillingError}: what ended the pass early is in the result. */
export async function passOver(sitting: Sitting, pass: Pass): Promise<Passed> {
  const { source, ports } = sitting;
  const { signal } = ports.accounts.halt;
  const progress = await beginProgress(sitting, pass);
  const named = source.namesTwoWays ? seenIds() : undefined;
  const isFirst = (provider: string, id: string) => named?.add(`${provider} ${id}`) !== true;
  try {
    if (pass.mode === "write" && pass.run.point !== undefined) {
      for await (const result of pass.run.point.results()) {
        isFirst(result.provider, result.id);
        progress.earlier(result);
        await pass.output.earlier(result);
      }
    }
    await allRows(sitting, pass, progress, isFirst);
    const { left, waits, again } = progress.state();
    const closed = left + again > 0 ? await closedOnes(sitting) : [];
    for (const { provider, until } of closed) progress.stopQueue(provider, until);
    if (!signal.aborted && left > 0 && waits.length === 0) progress.stop(endedEarly(source));
  } catch (error) {
    if (!(error instanceof BillingError)) throw error;
    progress.stop(error);
  } finally {
    progress.end();
  }
  const { tally, error, left, again, waits } = progress.state();
  const wasHalted = left > 0 && (signal.aborted || waits.length > 0);
  const why = ports.host.interrupted.aborted ? "interrupted" : "stopped";
  return compact({ tally, end: wasHalted ? why : "finished", error, again, waits });
}

/** Providers that turned rows away for longer than is waited for, the last of them included. */
async function closedOnes({ source, ports: { accounts } }: Sitting): Promise<RunReport["waits"]> {
  const found = await Promise.all(
    source.providers.map(async (provider) => {
      const until = (await accounts.open(provider)).closedUntil();
      return until === undefined ? [] : [{ provider, until }];
    }),
  );
  return found.flat();
}

/** Rows that were there when all of them were checked did not come any more. */
function endedEarly({ input }: RunSource): BillingError {
  return new BillingError("usage", `${input.name} was changed while its rows were sent`, {
    hint: "put it back as it was, then go on with the run",
  });
}

/** Rows of which an earlier sitting's end is not known come last: what was sent may still be carried out. */
async function allRows(
  sitting: Sitting,
  pass: Pass,
  progress: Progress,
  isFirst: IsFirst,
): Promise<void> {
  if (pass.mode !== "write") return goThrough(sitting, pass, progress, { isFirst });
  const undecided = await settleRows(sitting, pass.run, progress);
  const settleRest = () => settleLater(sitting, pass.run, progress, undecided);
  // Results that come in order would wait for them all the same.
  if (sitting.options.ordered) await settleRest();
  const late = new Set(sitting.options.ordered ? [] : undecided.map(({ row }) => row));
  await goThrough(sitting, pass, progress, { isFirst, isTurn: (row) => !late.has(row) });
  if (late.size === 0 || sitting.ports.accounts.halt.signal.aborted) return;
  await settleRest();
  await goThrough(sitting, pass, progress, {
    isFirst,
    isTurn: (row) => late.has(row),
    isRest: true,
  });
}

type IsFirst = (provider: string, id: string) => boolean;

interface Turn {
  readonly isFirst: IsFirst;
  /** Missing: every row's. */
  readonly isTurn?: (row: number) => boolean;
  /** What was left out was told before. */
  readonly isRest?: true;
}

async function goThrough(
  sitting: Sitting,
  pass: Pass,
  progress: Progress,
  { isFirst, isTurn = () => true, isRest }: Turn,
): Promise<void> {
  const { source, options, ports } = sitting;
  const { halt } = ports.accounts;
  const order =
    options.ordered && pass.mode !== "rehearse"
      ? inOrder<() => Promise<void>>(rowsToCome(source), (report) => report())
      : undefined;
  whenAborted(halt.signal, () => order?.open());
  const report: Report = (result, raw) =>
    order === undefined
      ? progress.ended(result, raw)
      : order.put(result.row, () => progress.ended(result, raw));

  const leaveOut = async (): Promise<void> => {
    const isResumed = pass.mode === "write" && pass.run.point !== undefined;
    if (pass.mode === "rehearse" || (source.invalid === 0 && !isResumed)) return;
    for await (const { raw, refused } of source.leftOut()) {
      if (halt.signal.aborted) return;
      if (refused === undefined) {
        await pass.output.failed(raw);
        continue;
      }
      await order?.room(refused.row);
      const warning = pass.mode === "write" ? await pass.run.journal.row(refused) : undefined;
      if (warning !== undefined) progress.stop(new BillingError("usage", warning.message));
      await report(refused, raw);
    }
  };
  const stopQueue = (provider: string, until: number): void => {
    progress.stopQueue(provider, until);
    // Rows of the others do not wait for those that will not come.
    order?.open();
  };
  const update = rowUpdater(sitting, pass, { progress, report, isFirst, stopQueue });
  const queues = await queuesOf(sitting, pass, order, { progress, stopQueue, isTurn });
  const work = [...(isRest ? [] : [leaveOut()]), workQueues(queues, update, halt)];
  await allEnded(work).finally(() => order?.flush());
}

function rowsToCome({ marks }: RunSource): (row: number) => number | undefined {
  return (row) => {
    for (let next = row + 1; next <= marks.size(); next += 1) {
      const held = marks.get(next);
      if (isQueue(held) || held === mark.invalid) return next;
    }
    return undefined;
  };
}

type Order = InOrder<unknown> | undefined;

function queuesOf(
  { source, options: { concurrency }, ports: { accounts } }: Sitting,
  { mode }: Pass,
  order: Order,
  {
    progress,
    stopQueue,
    isTurn,
  }: Pick<Means, "progress" | "stopQueue"> & Required<Pick<Turn, "isTurn">>,
): Promise<readonly ProviderQueue[]> {
  return Promise.all(
    source.providers.map(async (id, index): Promise<ProviderQueue> => {
      const connection = await accounts.open(id);
      return {
        concurrency,
        items: withRoom(source.items(index + 1), order, isTurn),
        reserve: async () => {
          if (progress.isStopped(id)) return undefined;
          // Who only looks needs no slot for a write.
          if (mode !== "write")
            return { connection, beginWrite: () => undefined, done: () => undefined };
          const slot = await slotOf(connection, accounts.halt.signal);
          if (!(slot instanceof WaitTooLong)) return slot;
          stopQueue(id, slot.until);
          return undefined;
        },
      };
    }),
  );
}

async function slotOf(
  connection: RunConnection,
  halt: AbortSignal,
): Promise<Slot | WaitTooLong | undefined> {
  try {
    const slot = await connection.reserve();
    return {
      connection: { ...connection, send: slot.send },
      beginWrite: () => slot.beginWrite(),
      done: () => slot.done(),
    };
  } catch (error) {
    if (halt.aborted) return undefined;
    if (error instanceof WaitTooLong) return error;
    throw error;
  }
}

async function* withRoom(
  items: AsyncIterable<RunItem>,
  order: Order,
  isTurn: (row: number) => boolean,
): AsyncGenerator<RunItem> {
  for await (const item of items) {
    if (!isTurn(item.row)) continue;
    await order?.room(item.row);
    yield item;
  }
}
