/** Works through the rows of a run, and tells each as it ends. */
import { BillingError } from "../domain/errors.ts";
import type { RunEnd } from "../domain/run.ts";
import type { RunTally } from "../domain/run-tally.ts";
import { seenIds } from "../bulk/seen-ids.ts";
import { inOrder } from "../bulk/ordering.ts";
import { isLane, mark } from "../bulk/row-marks.ts";
import type { RunWork } from "../bulk/ports.ts";
import { type Lane, type Slot, type RunItem, updateMany } from "../bulk/update-many.ts";
import type { RunAt } from "./run-at.ts";
import { beginCounting, type Counting } from "./run-counting.ts";
import type { Means } from "./run-means.ts";
import { runNumbers } from "./run-numbers.ts";
import { settleRows } from "./run-settling.ts";
import { rowUpdater } from "./run-updater.ts";
import type { RunSession } from "./accounts/open.ts";

/** What a session of the run came to. */
export interface Worked {
  readonly tally: RunTally;
  readonly end: RunEnd;
  /** What ended it before its end. */
  readonly error?: BillingError;
  /** Rows that a resumed run would try again. */
  readonly again: number;
}

/** Never throws a {@link BillingError}: what ended the run early is in the result. */
export async function workThrough(at: RunAt, work: RunWork, means: Means): Promise<Worked> {
  const { invocation, sessions } = at;
  const { host } = invocation;
  const { halt } = sessions;
  const { recording, output } = means;
  const counting = await beginCounting(at, work, means);
  const named = work.namesTwoWays ? seenIds() : undefined;
  const isFirst = (provider: string, id: string) => named?.add(`${provider} ${id}`) !== true;
  try {
    if (recording?.point !== undefined) {
      for await (const result of recording.point.results()) {
        isFirst(result.provider, result.id);
        await output?.earlier(result);
      }
      await settleRows(at, work, recording, recording.point, counting);
    }
    await goThrough(at, work, { ...means, isFirst }, counting);
    if (!halt.signal.aborted && counting.state().left > 0) counting.stop(endedEarly(work));
  } catch (error) {
    if (!(error instanceof BillingError)) throw error;
    counting.stop(error);
  } finally {
    counting.end();
  }
  const { error, left } = counting.state();
  const wasHalted = halt.signal.aborted && left > 0;
  return {
    tally: counting.tally(),
    end: !wasHalted ? "finished" : host.interrupted.aborted ? "interrupted" : "stopped",
    ...(error === undefined ? {} : { error }),
    again: counting.state().again,
  };
}

/** Rows that were there when all of them were checked did not come any more. */
function endedEarly({ input }: RunWork): BillingError {
  return new BillingError("usage", `${input.name} was changed while its rows were sent`, {
    hint: "put it back as it was, then go on with the run",
  });
}

async function goThrough(
  at: RunAt,
  work: RunWork,
  means: Means,
  counting: Counting,
): Promise<void> {
  const { invocation, sessions } = at;
  const { output, recording } = means;
  const isOrdered = invocation.options.has("ordered") && output !== undefined;
  const order = isOrdered
    ? inOrder<() => Promise<void>>(rowsToCome(work), (tell) => tell())
    : undefined;
  sessions.halt.signal.addEventListener("abort", () => order?.open());
  const tell: Tell = (result, raw) =>
    order === undefined
      ? counting.ended(result, raw)
      : order.put(result.row, () => counting.ended(result, raw));

  const leaveOut = async (): Promise<void> => {
    if (output === undefined || (work.invalid === 0 && recording?.point === undefined)) return;
    for await (const { raw, refused } of work.leftOut()) {
      if (sessions.halt.signal.aborted) return;
      if (refused === undefined) {
        await output.failed(raw);
        continue;
      }
      await order?.room(refused.row);
      const warning = await recording?.journal.row(refused);
      if (warning !== undefined) counting.stop(new BillingError("usage", warning.message));
      await tell(refused, raw);
    }
  };
  const perform = rowUpdater(at, means, counting, tell);
  const lanes = await lanesOf(at, work, { order, isReadOnly: recording === undefined });
  const ended = await Promise.allSettled([leaveOut(), updateMany(lanes, perform, sessions.halt)]);
  await order?.flush();
  const failed = ended.find((part) => part.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

/** Tells what came of a row, which stands like this in the input. */
type Tell = (...told: Parameters<Counting["ended"]>) => Promise<void>;

function rowsToCome({ table }: RunWork): (row: number) => number | undefined {
  return (row) => {
    for (let next = row + 1; next <= table.size(); next += 1) {
      const held = table.get(next);
      if (isLane(held) || held === mark.invalid) return next;
    }
    return undefined;
  };
}

async function lanesOf(
  { invocation, sessions }: RunAt,
  work: RunWork,
  {
    order,
    isReadOnly,
  }: {
    readonly order: { room(row: number): Promise<void> } | undefined;
    readonly isReadOnly: boolean;
  },
): Promise<readonly Lane[]> {
  const { concurrency } = runNumbers(invocation.options);
  return Promise.all(
    work.providers.map(async (id, index): Promise<Lane> => {
      const session = await sessions.open(id);
      return {
        concurrency,
        items: withRoom(work.items(index + 1), order),
        reserve: () => (isReadOnly ? looking(session) : reserved(session, sessions.halt.signal)),
      };
    }),
  );
}

/** Who only looks needs no place for a write. */
async function looking(session: RunSession): Promise<Slot> {
  return {
    target: (kind, reference) => session.target(kind, reference),
    done: () => undefined,
  };
}

async function reserved(session: RunSession, halt: AbortSignal): Promise<Slot | undefined> {
  try {
    return await session.reserve();
  } catch (error) {
    if (halt.aborted) return undefined;
    throw error;
  }
}

async function* withRoom(
  items: AsyncIterable<RunItem>,
  order: { room(row: number): Promise<void> } | undefined,
): AsyncGenerator<RunItem> {
  for await (const item of items) {
    await order?.room(item.row);
    yield item;
  }
}
