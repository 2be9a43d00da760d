/** How fast something goes, over the last while. */

interface Sample {
  readonly now: number;
  readonly done: number;
}

/** Samples kept of a window, whatever the number of events. */
const mostSamples = 60;
/** With less to go by, a rate would be a guess. */
const leastTime = 2000;

interface RateMeter {
  /** @param now milliseconds of any clock that does not go back */
  feed(now: number, done: number): void;
  /** Done in a second; undefined as long as there is too little to say it. */
  perSecond(now: number): number | undefined;
}

/** Measures over a sliding window. What was done before the first feed does not count. */
export function createRateMeter(windowMs = 30_000): RateMeter {
  let samples: readonly Sample[] = [];
  let latest: Sample | undefined;
  return {
    feed(now, done) {
      latest = { now, done };
      const last = samples.at(-1);
      if (last !== undefined && now - last.now < windowMs / mostSamples) return;
      samples = [...samples.slice(oldest(samples, now - windowMs)), latest];
    },
    perSecond(now) {
      const first = samples[oldest(samples, now - windowMs)];
      if (first === undefined || latest === undefined) return undefined;
      const time = now - first.now;
      return time < leastTime ? undefined : ((latest.done - first.done) * 1000) / time;
    },
  };
}

/** Index of the last sample that is as old as the window, else of the first: the window begins there. */
function oldest(samples: readonly Sample[], start: number): number {
  return Math.max(
    0,
    samples.findLastIndex(({ now }) => now <= start),
  );
}
