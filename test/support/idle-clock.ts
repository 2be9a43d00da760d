/** A clock for the whole program in this process: it moves when the program only waits for time to pass. */
import { subscribe, unsubscribe } from "node:diagnostics_channel";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

export interface IdleClock {
  readonly now: () => number;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Seconds since it was made. */
  seconds(): number;
  /** Lets time pass, sleeper by sleeper, until the work is done. */
  run<T>(work: Promise<T>): Promise<T>;
}

/** Turns of the event loop in a row in which nothing was under way. */
const idleTurns = 5;

export function idleClock(start = Date.parse("2026-11-20T08:00:00Z")): IdleClock {
  let now = start;
  const sleepers = new Set<Sleeper>();

  return {
    now: () => now,
    seconds: () => (now - start) / 1000,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: now + milliseconds, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", () => {
          if (sleepers.delete(sleeper)) reject(new Error("woken"));
        });
      }),
    async run(work) {
      let requests = 0;
      const begun = () => {
        requests += 1;
      };
      const ended = () => {
        requests -= 1;
      };
      const channels = [
        ["http.client.request.start", begun],
        ["http.client.response.finish", ended],
        ["http.client.request.error", ended],
      ] as const;
      for (const [name, listen] of channels) subscribe(name, listen);
      const state = { done: false };
      const finished = work.finally(() => {
        state.done = true;
      });
      // A failure is told by the last line.
      finished.catch(() => undefined);
      try {
        for (let idle = 0; !state.done;) {
          await new Promise(setImmediate);
          const onDisk = process.getActiveResourcesInfo().some((name) => name.startsWith("FSReq"));
          idle = requests > 0 || onDisk ? 0 : idle + 1;
          if (idle < idleTurns) continue;
          const [next] = [...sleepers].toSorted((left, right) => left.at - right.at);
          if (next === undefined) continue;
          sleepers.delete(next);
          now = Math.max(now, next.at);
          idle = 0;
          next.wake();
        }
        return await finished;
      } finally {
        for (const [name, listen] of channels) unsubscribe(name, listen);
      }
    },
  };
}
