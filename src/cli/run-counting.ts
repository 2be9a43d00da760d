/** Counts the rows of a run as they end, shows how far it is, and ends it when it must. */
import type { BillingError } from "../domain/errors.ts";
import { isFailure, type RowResult } from "../domain/run.ts";
import { type RunTally, startTally } from "../domain/run-tally.ts";
import { terminal as stderrTerminal } from "../host/node-host.ts";
import { createRunProgress } from "../render/run/progress.ts";
import { isLasting } from "../bulk/resume.ts";
import type { RunWork } from "../bulk/ports.ts";
import type { RunAt } from "./run-at.ts";
import type { Means } from "./run-means.ts";
import { runNumbers } from "./run-numbers.ts";

export interface Counting {
  /** A row is begun; rows under way are finished when the run is interrupted. */
  begun(): void;
  /** The row that was begun ended, whether or not anything came of it. */
  done(): void;
  /** Tells what came of a row; `raw` as it stands in the input, missing where that is not at hand. */
  ended(result: RowResult, raw?: string): Promise<void>;
  /** No row is begun any more, because of this error. */
  stop(error: BillingError): void;
  tally(): RunTally;
  state(): {
    readonly error: BillingError | undefined;
    /** Rows of which nothing was told. */
    readonly left: number;
    /** Rows that a resumed run would try again. */
    readonly again: number;
  };
  /** Clears the progress; the interruption is not listened to any more. */
  end(): void;
}

export async function beginCounting(
  { invocation, terminal, sessions }: RunAt,
  work: RunWork,
  { recording, output, startedAt }: Means,
): Promise<Counting> {
  const { host, options } = invocation;
  const { halt } = sessions;
  const { maxErrors } = runNumbers(options);
  const stream = stderrTerminal();
  const progress = await createRunProgress({
    stream,
    // Beside a form for programs only what is wiped away again.
    quiet: terminal.quiet || terminal.debug || (terminal.machine !== undefined && !stream.isTTY),
    term: host.env["TERM"],
    style: terminal.errStyle,
    startedAt,
    say: (line) => void terminal.err(`${line}\n`),
  });
  const tally = startTally();
  const earlier = recording?.earlier ?? 0;
  const total = work.chosen + work.invalid;
  const waiting = new Map<string, number>();
  let told = 0;
  let failed = 0;
  let again = 0;
  let underWay = 0;
  let error: BillingError | undefined;

  const show = (): void => {
    const now = host.now();
    progress.update(now, {
      done: earlier + told,
      earlier,
      total,
      failed,
      waiting: [...waiting]
        .filter(([, until]) => until > now)
        .map(([title, until]) => ({ title, leftMs: until - now })),
    });
  };
  sessions.onWait((title, leftMs) => {
    waiting.set(title, host.now() + leftMs);
    show();
  });
  const interrupt = (): void => {
    halt.abort();
    progress.stop();
    const customers = underWay === 1 ? "customer that is" : "customers that are";
    void terminal.notice(
      underWay === 0
        ? "interrupted: nothing is under way"
        : `interrupted: finishing ${underWay} ${customers} under way; again stops at once`,
    );
  };
  if (host.interrupted.aborted) halt.abort();
  host.interrupted.addEventListener("abort", interrupt);

  return {
    begun() {
      underWay += 1;
    },
    done() {
      underWay -= 1;
    },
    async ended(result, raw) {
      told += 1;
      tally.add(result);
      if (!isLasting(result) || result.outcome === "unknown") again += 1;
      if (isFailure(result.outcome)) {
        failed += 1;
        if (raw !== undefined) await output?.failed(raw);
        // Before the question nothing is tried yet: all that fails then is counted.
        if (failed === maxErrors && output !== undefined) halt.abort();
      }
      await output?.result(result);
      show();
    },
    stop(reason) {
      error ??= reason;
      halt.abort();
    },
    tally: () => tally.read(),
    state: () => ({ error, left: total - earlier - told, again }),
    end() {
      host.interrupted.removeEventListener("abort", interrupt);
      progress.stop();
    },
  };
}
