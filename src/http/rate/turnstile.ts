/** Lets requests through as their buckets have tokens: in order, with one timer, and none while nobody waits. */
import { NoAnswer, WaitTooLong } from "../../domain/exchange.ts";
import type { Host } from "../../host/host.ts";
import { whenAborted } from "../../host/when-aborted.ts";
import { type Need, type RateBucket, takeAll, untilAll } from "./rate-buckets.ts";

export interface Turnstile {
  /**
   * Resolves when the tokens were taken. Who is urgent goes before who is not, and otherwise who came first; nobody waits
   * for a bucket that he does not need.
   *
   * @throws {NoAnswer} ABORTED: not sent, when the signal fires first
   * @throws {WaitTooLong} the provider wants nothing for longer than is accepted
   */
  pass(needs: readonly Need[], urgent: boolean, signal?: AbortSignal): Promise<void>;
  /** To be called when buckets may have more tokens, or fewer. */
  look(): void;
}

export interface TurnstileOptions {
  readonly host: Pick<Host, "now" | "sleep">;
  /** How many milliseconds on end a provider may want nothing; missing: as long as it likes. */
  readonly longestWait?: number;
  /** Whom to notify, with the milliseconds left, when the next in the line has to wait for at least a second. */
  readonly onWait?: (leftMs: number) => void;
  /** Whether `onWait` is called once a second from then on, until the wait is over. */
  readonly countdown?: boolean;
}

interface Waiter {
  readonly needs: readonly Need[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const second = 1000;
/** Longer ones a timer does not take; it is set again then. */
const longestSleep = 2 ** 31 - 1;

export function createTurnstile(options: TurnstileOptions): Turnstile {
  const { host, longestWait = Infinity } = options;
  const urgent = new Set<Waiter>();
  const patient = new Set<Waiter>();
  const report = reporter(options);
  let timer: { readonly at: number; readonly stop: AbortController } | undefined;

  function look(): void {
    if (urgent.size + patient.size === 0 && timer === undefined) return;
    const now = host.now();
    for (const line of [urgent, patient]) {
      for (const waiter of line) {
        const until = tooLong(waiter.needs, longestWait, now);
        if (until !== undefined && line.delete(waiter)) waiter.reject(new WaitTooLong(until));
      }
    }
    const wait = letThrough([urgent, patient], now);
    const next = now + Math.max(1, Math.min(wait, report(wait, now), longestSleep));
    if (wait !== Infinity && timer !== undefined && timer.at <= next) return;
    timer?.stop.abort();
    timer = undefined;
    if (wait !== Infinity) sleepUntil(next, now);
  }

  function sleepUntil(at: number, now: number): void {
    const mine = { at, stop: new AbortController() };
    timer = mine;
    const wake = () => {
      if (timer !== mine) return;
      timer = undefined;
      look();
    };
    host.sleep(at - now, mine.stop.signal).then(wake, (error: unknown) => {
      // Stopped by look(); anything else is a clock that does not work, and nobody would ever be let through.
      if (timer !== mine) return;
      timer = undefined;
      for (const waiter of [...urgent, ...patient]) waiter.reject(error);
      urgent.clear();
      patient.clear();
    });
  }

  return {
    look,
    async pass(needs, isUrgent, signal) {
      if (signal?.aborted === true) throw interrupted();
      const until = tooLong(needs, longestWait, host.now());
      if (until !== undefined) throw new WaitTooLong(until);
      const isFirst = urgent.size === 0 && (isUrgent || patient.size === 0);
      if (isFirst && untilAll(needs, host.now()) === 0) return takeAll(needs);
      const line = isUrgent ? urgent : patient;
      const { promise, resolve, reject } = pending();
      const waiter = { needs, resolve, reject };
      // At once: a token is not to be spent on somebody who has gone.
      const leave = () => {
        if (!line.delete(waiter)) return;
        reject(interrupted());
        look();
      };
      line.add(waiter);
      const stopListening = signal === undefined ? undefined : whenAborted(signal, leave);
      try {
        look();
        await promise;
      } finally {
        stopListening?.();
      }
    },
  };
}

/** Until when the provider wants nothing, where that is longer than is accepted: milliseconds since 1970. */
export function tooLong(needs: readonly Need[], longest: number, now: number): number | undefined {
  const ends = needs
    .filter(({ bucket: { pace, deniedSince = now } }) => {
      const { pausedUntil } = pace.bucket;
      return pausedUntil > now && pausedUntil - deniedSince > longest;
    })
    .map(({ bucket }) => bucket.pace.bucket.pausedUntil);
  return ends.length === 0 ? undefined : Math.max(...ends);
}

/** Lets everybody through who can go, and gives the milliseconds until the next one can; Infinity: nobody waits. */
function letThrough(lines: readonly Set<Waiter>[], now: number): number {
  const taken = new Set<RateBucket>();
  let soonest = Infinity;
  for (const line of lines) {
    for (const waiter of line) {
      const isBehind = waiter.needs.some(({ bucket }) => taken.has(bucket));
      const wait = isBehind ? Infinity : untilAll(waiter.needs, now);
      if (wait === 0) {
        takeAll(waiter.needs);
        line.delete(waiter);
        waiter.resolve();
      } else {
        soonest = Math.min(soonest, wait);
        for (const { bucket } of waiter.needs) taken.add(bucket);
      }
    }
  }
  return soonest;
}

/** Reports waits, and gives the milliseconds until there is more to report. */
function reporter({ onWait, countdown = false }: TurnstileOptions) {
  let reportedAt = -Infinity;
  let over = -Infinity;
  return (wait: number, now: number): number => {
    if (onWait === undefined || wait === Infinity) return Infinity;
    const isNew = now >= over && wait >= second;
    if (isNew || (countdown && now < over && now >= reportedAt + second)) {
      reportedAt = now;
      over = now + wait;
      onWait(wait);
    }
    return countdown && now < over ? reportedAt + second - now : Infinity;
  };
}

function pending() {
  let resolve: () => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<void>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  return { promise, resolve, reject };
}

function interrupted(): NoAnswer {
  return new NoAnswer("Interrupted while waiting for the rate limit (ABORTED)", {
    sent: false,
    code: "ABORTED",
  });
}
