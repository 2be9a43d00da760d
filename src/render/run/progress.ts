/** Progress of a run over many rows: a line that turns on a terminal, few quiet lines elsewhere. */
import { progressLine, type ProgressFacts, type Waiting } from "./progress-line.ts";
import { createRateMeter } from "./rate-meter.ts";
import { canSpin, type Clock, createProgress } from "../text/spinner.ts";
import type { Style } from "../text/style.ts";

/** Where a run stands. */
export interface RunState {
  /** Rows that ended, in this sitting or an earlier one. */
  readonly done: number;
  /** Those that ended in an earlier sitting: they say nothing of the pace. Missing: none. */
  readonly earlier?: number;
  readonly total: number;
  readonly failed: number;
  /** Milliseconds that what is left takes at least: a provider's limit holds whatever went through at once. Missing: 0. */
  readonly leastMs?: number;
  readonly waiting: readonly Waiting[];
}

export interface RunProgress {
  /** To be called whenever something happened. Decides by itself whether to say so. */
  update(now: number, state: RunState): void;
  /** Clears the line, before something else is written; a later update draws it anew. */
  stop(): void;
}

/** Between two lines on a terminal. */
const leastRedraw = 100;
/** The spinner's own sign, and the terminal's last column. */
const spinnerColumns = 3;

/**
 * Draws on the stream where a spinner may turn, says lines elsewhere, and nothing at all when quiet.
 *
 * @param options `startedAt` is by the clock that feeds it; `say` gets each line without a line end
 */
export function createRunProgress(options: {
  readonly stream: NodeJS.WriteStream;
  readonly quiet: boolean;
  /** The terminal's `TERM`. */
  readonly term: string | undefined;
  readonly style: Style;
  readonly startedAt: number;
  readonly say: (line: string) => void;
  readonly clock: Clock;
}): RunProgress {
  const { stream, quiet, term, style, startedAt, say, clock } = options;
  if (quiet) return { update: () => undefined, stop: () => undefined };
  const facts = factsSince(startedAt);
  if (!canSpin({ isTTY: stream.isTTY, columns: stream.columns, quiet, term })) {
    return quietLines(startedAt, facts, (found) => {
      say(progressLine(found, { ...style, columns: Infinity }));
    });
  }
  const spinner = createProgress(stream, { quiet, term, unicode: style.unicode, clock });
  return turningLine(spinner, facts, style);
}

type FactsOf = (now: number, state: RunState) => ProgressFacts;

/** What the line says, the pace measured over the states it was given. */
export function factsSince(startedAt: number): FactsOf {
  const meter = createRateMeter();
  meter.feed(startedAt, 0);
  return (now, { done, earlier = 0, total, failed, leastMs = 0, waiting }) => {
    meter.feed(now, done - earlier);
    const ratePerSecond = meter.perSecond(now);
    return {
      done,
      total,
      failed,
      leastMs,
      waiting,
      elapsedMs: now - startedAt,
      ratePerSecond,
    };
  };
}

/** At most ten times a second, and at the end. */
export function turningLine(
  spinner: { step(text: string): void; stop(): void },
  factsOf: FactsOf,
  style: Style,
): RunProgress {
  let drawn = -Infinity;
  return {
    update(now, state) {
      const facts = factsOf(now, state);
      if (now - drawn < leastRedraw && state.done < state.total) return;
      drawn = now;
      spinner.step(progressLine(facts, { ...style, columns: style.columns - spinnerColumns }));
    },
    stop() {
      drawn = -Infinity;
      spinner.stop();
    },
  };
}

const longestSilence = 30_000;
const leastSilence = 5000;
/** Shorter waits are part of every pace. */
const leastWait = 5000;

/** Every 30 s, at each tenth of the rows but not within 5 s of the last line, and where a long wait begins. */
export function quietLines(
  startedAt: number,
  factsOf: FactsOf,
  say: (facts: ProgressFacts) => void,
): RunProgress {
  let saidAt = startedAt;
  let tenth = 0;
  let begun: ReadonlySet<string> = new Set();
  return {
    update(now, state) {
      const facts = factsOf(now, state);
      const long = state.waiting.filter(({ leftMs }) => leftMs >= leastWait);
      const waits = long.some(({ title }) => !begun.has(title));
      // A wait that was long stays the same wait while it runs out.
      begun = new Set(
        state.waiting
          .map(({ title }) => title)
          .filter((title) => begun.has(title) || long.some((wait) => wait.title === title)),
      );
      const reached = Math.floor((state.done * 10) / Math.max(1, state.total));
      const silence = now - saidAt;
      const stepped = reached > tenth && silence >= leastSilence;
      if (!waits && !stepped && silence < longestSilence) return;
      saidAt = now;
      tenth = reached;
      say(facts);
    },
    stop: () => undefined,
  };
}
