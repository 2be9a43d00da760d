/** Counts the rows of a run as they end, reports how far it is, and ends it when it must. */
import type { UpdateOutcome } from "../domain/change.ts";
import type { BillingError } from "../domain/errors.ts";
import { isFailure, type RowResult } from "../domain/run/run.ts";
import { type RunTally, startTally } from "../domain/run/run-tally.ts";
import { whenAborted } from "../host/when-aborted.ts";
import { isLasting } from "./resume.ts";
import type { RunAccounts, RunConnection, RunReport, RunSource } from "./ports.ts";
import type { Pass, Report, Sitting } from "./sitting.ts";

export interface Progress {
  /** Of one row. Once its write is begun it is finished when the run is interrupted. */
  row(): {
    begun(): void;
    /** It ended, whether or not anything came of it. */
    done(): void;
  };
  /** The row is about to be written. */
  readonly writing: (planned: UpdateOutcome) => void;
  /** Takes what came of a row in an earlier sitting. */
  earlier(result: RowResult): void;
  /** Takes what came of a row. */
  readonly ended: Report;
  /** No row of this provider is begun any more: it wants nothing until then. */
  stopQueue(provider: string, until: number): void;
  isStopped(provider: string): boolean;
  /**
   * Waits, and shows for what and how long.
   *
   * @returns false where no row is to be begun any more
   */
  wait(title: string, milliseconds: number): Promise<boolean>;
  /** No row is begun any more, because of this error. */
  stop(error: BillingError): void;
  state(): {
    readonly tally: RunTally;
    /** What it was stopped for. */
    readonly error: BillingError | undefined;
    /** Rows of which nothing was reported. */
    readonly left: number;
    /** Rows that a resumed run would try again. */
    readonly again: number;
    readonly waits: RunReport["waits"];
  };
  /** Clears the progress; the interruption is not listened to any more. */
  end(): void;
}

const second = 1000;

export async function beginProgress(
  { source, options, ports, startedAt }: Sitting,
  pass: Pass,
): Promise<Progress> {
  const { host, accounts } = ports;
  const { halt } = accounts;
  const port = ports.onProgress(startedAt);
  const output = pass.mode === "rehearse" ? undefined : pass.output;
  const tally = startTally();
  const { earlier } = ports.store;
  const total = source.chosen + source.invalid;
  const waiting = new Map<string, number>();
  const stopped = new Map<string, number>();
  const written = new Set<string>();
  let reported = 0;
  let failed = 0;
  let failedBefore = 0;
  let again = 0;
  let underWay = 0;
  let error: BillingError | undefined;

  const leftAt = await queuesLeft(source, accounts);
  const leastMs = (): number =>
    Math.max(
      0,
      ...[...leftAt.values()].map(({ connection, rows }) =>
        rows > 0 ? connection.leastTime(rows, pass.mode === "write") : 0,
      ),
    );

  const show = (): void => {
    const now = host.now();
    port.update(now, {
      done: earlier + reported,
      earlier,
      total,
      failed: failedBefore + failed,
      leastMs: leastMs(),
      waiting: [...waiting]
        .filter(([, until]) => until > now)
        .map(([title, until]) => ({ title, leftMs: until - now })),
    });
  };
  accounts.onWait((title, leftMs) => {
    waiting.set(title, host.now() + leftMs);
    show();
  });
  const interrupt = (): void => {
    halt.abort();
    port.interrupted(underWay);
  };
  const stopListening = whenAborted(host.interrupted, interrupt);

  return {
    row() {
      let isUnderWay = false;
      const set = (is: boolean): void => {
        underWay += Number(is) - Number(isUnderWay);
        isUnderWay = is;
      };
      return { begun: () => set(true), done: () => set(false) };
    },
    writing(planned) {
      if (written.has(planned.provider)) return;
      written.add(planned.provider);
      port.writing(planned);
    },
    earlier(result) {
      tally.add(result);
      if (isFailure(result.outcome)) failedBefore += 1;
    },
    async ended(result, raw) {
      reported += 1;
      const left = leftAt.get(result.provider);
      if (left !== undefined) left.rows -= 1;
      tally.add(result);
      if (!isLasting(result) || result.outcome === "unknown") again += 1;
      if (isFailure(result.outcome)) {
        failed += 1;
        if (raw !== undefined) await output?.failed(raw);
        // In a rehearsal nothing is tried yet: all that fails then is counted.
        if (failed === options.maxErrors && pass.mode !== "rehearse") halt.abort();
      }
      await output?.result(result);
      show();
    },
    stopQueue(provider, until) {
      stopped.set(provider, Math.max(until, stopped.get(provider) ?? 0));
    },
    isStopped: (provider) => stopped.has(provider),
    async wait(title, milliseconds) {
      if (milliseconds >= second) {
        waiting.set(title, host.now() + milliseconds);
        show();
      }
      try {
        await host.sleep(milliseconds, halt.signal);
      } catch (thrown) {
        if (!halt.signal.aborted) throw thrown;
      }
      return !halt.signal.aborted;
    },
    stop(reason) {
      error ??= reason;
      halt.abort();
    },
    state: () => ({
      tally: tally.read(),
      error,
      left: total - earlier - reported,
      again,
      waits: [...stopped].map(([provider, until]) => ({ provider, until })),
    }),
    end() {
      stopListening();
      port.stop();
    },
  };
}

/** How many rows wait for each provider. */
async function queuesLeft(
  { providers, marks }: RunSource,
  accounts: RunAccounts,
): Promise<ReadonlyMap<string, { readonly connection: RunConnection; rows: number }>> {
  const rows = new Map<number, number>();
  for (let row = 1; row <= marks.size(); row += 1) {
    const queue = marks.get(row);
    rows.set(queue, (rows.get(queue) ?? 0) + 1);
  }
  return new Map(
    await Promise.all(
      providers.map(async (provider, index) => {
        const connection = await accounts.open(provider);
        return [provider, { connection, rows: rows.get(index + 1) ?? 0 }] as const;
      }),
    ),
  );
}
