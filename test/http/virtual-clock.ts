/** A clock that moves by itself, and only when nothing else can happen. */
import type { Host } from "../../src/host/host.ts";
import type { Send } from "../../src/domain/exchange.ts";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

export interface VirtualClock extends Pick<Host, "now" | "sleep" | "random"> {
  /** The same, and the clock stands still while one is under way. */
  counted(send: Send): Send;
  /** How many sleep now. */
  sleeping(): number;
  /** How often it moved. */
  moves(): number;
  /** Lets time pass, sleeper by sleeper, until the work is done; a failure when nobody sleeps and nothing is under way. */
  run<T>(work: Promise<T>): Promise<T>;
}

export function virtualClock(start = 0): VirtualClock {
  let now = start;
  let underWay = 0;
  let moves = 0;
  let answered: () => void = () => undefined;
  const sleepers = new Set<Sleeper>();

  return {
    now: () => now,
    random: () => 0.5,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: now + milliseconds, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", () => {
          if (sleepers.delete(sleeper)) reject(new Error("woken"));
        });
      }),
    counted: (send) => async (request) => {
      underWay += 1;
      try {
        return await send(request);
      } finally {
        underWay -= 1;
        answered();
      }
    },
    sleeping: () => sleepers.size,
    moves: () => moves,
    async run(work) {
      const state = { done: false };
      const finished = work.finally(() => {
        state.done = true;
      });
      // A failure is told by the last line.
      finished.catch(() => undefined);
      while (!state.done) {
        // Everything that can go on without time does so before it passes.
        await new Promise(setImmediate);
        if (state.done) break;
        if (underWay > 0) {
          await new Promise<void>((resolve) => {
            answered = resolve;
          });
          continue;
        }
        const next = [...sleepers].reduce<Sleeper | undefined>(
          (first, sleeper) => (first === undefined || sleeper.at < first.at ? sleeper : first),
          undefined,
        );
        if (next === undefined) throw new Error("nobody sleeps and nothing is under way");
        sleepers.delete(next);
        now = Math.max(now, next.at);
        moves += 1;
        next.wake();
      }
      return finished;
    },
  };
}
