/** How far a run over many rows is, in one line. */
import { safeText } from "../../domain/text/safe-text.ts";
import { duration } from "../text/duration.ts";
import { displayWidth } from "../text/measure.ts";
import type { Style } from "../text/style.ts";
import { thousands } from "../text/thousands.ts";

/** A provider that may not be called for a while. */
export interface Waiting {
  /** Name of the provider, for people. */
  readonly title: string;
  readonly leftMs: number;
}

export interface ProgressFacts {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  /** Since this sitting began. */
  readonly elapsedMs: number;
  /** Undefined: not known yet. */
  readonly ratePerSecond?: number | undefined;
  /** Milliseconds that what is left takes at least; missing: 0. */
  readonly leastMs?: number;
  readonly waiting: readonly Waiting[];
}

/** Before that the end cannot be foretold. */
const leastElapsed = 3000;

/**
 * `1,204/10,000 · 98/s · ETA 1 m 29 s · 3 failed · waiting for Fjord: 41 s`, without a line end. Where the style's
 * columns do not hold it all, the waits are left out first, then the rate, the end and the failures.
 */
export function progressLine(facts: ProgressFacts, style: Style): string {
  const { done, total, failed, waiting, ratePerSecond: rate } = facts;
  const parts = [
    { text: `${thousands(done)}/${thousands(total)}`, worth: 4 },
    ...(rate === undefined ? [] : [{ text: rateText(rate), worth: 1 }]),
    ...etaOf(facts).map((text) => ({ text, worth: 2 })),
    ...(failed > 0 ? [{ text: `${thousands(failed)} failed`, worth: 3 }] : []),
    ...waiting.map(({ title, leftMs }) => ({
      text: `waiting for ${safeText(title)}: ${duration(Math.ceil(leftMs / 1000) * 1000)}`,
      worth: 0,
    })),
  ];
  const lines = [0, 1, 2, 3, 4].map((least) =>
    parts
      .filter(({ worth }) => worth >= least)
      .map(({ text }) => text)
      .join(` ${style.signs.dot} `),
  );
  return lines.find((line) => displayWidth(line) <= style.columns) ?? "";
}

/** `98/s`, `0.7/s`; what is slower than one in ten seconds is given by the minute. */
export function rateText(perSecond: number): string {
  if (perSecond >= 9.95) return `${thousands(Math.round(perSecond))}/s`;
  if (perSecond === 0 || perSecond >= 0.095) return `${Number(perSecond.toFixed(1))}/s`;
  return `${Number((perSecond * 60).toFixed(1))}/min`;
}

function etaOf({
  done,
  total,
  elapsedMs,
  ratePerSecond,
  leastMs = 0,
}: ProgressFacts): readonly string[] {
  if (ratePerSecond === undefined || ratePerSecond <= 0) return [];
  if (elapsedMs < leastElapsed || done >= total) return [];
  const seconds = Math.ceil(Math.max((total - done) / ratePerSecond, leastMs / 1000));
  return [`ETA ${duration(seconds * 1000)}`];
}
