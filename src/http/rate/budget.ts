/** The rate budget of one provider account: who may send when, and what its answers say about that. */
import type { HttpRequest, HttpResponse, Send } from "../../domain/exchange.ts";
import type { RateHeaders, RateLimit } from "../../domain/rate-limit.ts";
import type { Host } from "../../host/host.ts";
import {
  classOf,
  type Need,
  needsOf,
  putBack,
  type RateBucket,
  rateBucketsOf,
  type RequestClass,
  untilMany,
} from "./rate-buckets.ts";
import { gotThrough, heard, turnedAway } from "./pace.ts";
import { readRateHeaders } from "./rate-headers.ts";
import { retryAfter } from "../retry/retry-after.ts";
import { createTurnstile, tooLong, type Turnstile, type TurnstileOptions } from "./turnstile.ts";

type Asked = Pick<HttpRequest, "method">;

export interface Budget {
  /**
   * Resolves when this request may go out; it goes before every {@link Budget.reserve}.
   *
   * @throws {NoAnswer} ABORTED: not sent, when the signal fires first
   */
  admit(request: Asked, signal?: AbortSignal): Promise<void>;
  /**
   * Waits until one read and one write may both go out, and keeps their slots: nobody is to read a customer long before
   * it can be written.
   *
   * @throws {NoAnswer} ABORTED: not sent, when the signal fires first
   */
  reserve(signal?: AbortSignal): Promise<Reservation>;
  /** Until when a read or a write is not waited for, as the provider asks for more than is accepted; undefined: it is. */
  closedUntil(): number | undefined;
  /** Milliseconds in which so many customers cannot be through before, each read, and with `writes` written as well. */
  leastTime(customers: number, writes: boolean): number;
  /** To be called for every request as it goes out. */
  sending(request: Asked): void;
  /** To be called for every answer, also 429; without one: none will come. */
  observe(request: Asked, response?: Pick<HttpResponse, "status" | "headers">): void;
}

interface Reservation {
  /**
   * The first read and the first write have their slots already, unless the provider has called a halt since; what comes
   * after them waits its turn.
   *
   * @throws {NoAnswer} ABORTED: not sent, when the signal fires first
   */
  admit(request: Asked, signal?: AbortSignal): Promise<void>;
  /** Gives back what was not used. To be called once, always. */
  release(): void;
}

export interface BudgetOptions extends TurnstileOptions {
  /** Empty: nothing is known; the budget begins without a limit and learns it from 429. */
  readonly rates: readonly RateLimit[];
  readonly headers?: RateHeaders;
  readonly host: Pick<Host, "now" | "sleep" | "random">;
}

export function createBudget(options: BudgetOptions): Budget {
  const { host } = options;
  const buckets = rateBucketsOf(options.rates, host.now());
  const turnstile = createTurnstile(options);
  const needs = {
    reads: needsOf(buckets, ["reads"]),
    writes: needsOf(buckets, ["writes"]),
    both: needsOf(buckets, ["reads", "writes"]),
  };
  const bucketsFor = (request: Asked) => needs[classOf(request)].map(({ bucket }) => bucket);
  const admit = (request: Asked, signal?: AbortSignal) =>
    turnstile.pass(needs[classOf(request)], true, signal);

  return {
    admit,
    async reserve(signal) {
      await turnstile.pass(needs.both, false, signal);
      return reservation(needs, turnstile, admit);
    },
    closedUntil: () => tooLong(needs.both, options.longestWait ?? Infinity, host.now()),
    leastTime: (customers, writes) =>
      untilMany(writes ? needs.both : needs.reads, customers, host.now()),
    sending(request) {
      for (const bucket of bucketsFor(request)) {
        bucket.held = Math.max(0, bucket.held - 1);
        bucket.inFlight += 1;
        bucket.alone = bucket.inFlight === 1;
      }
    },
    observe(request, response) {
      const now = host.now();
      for (const bucket of bucketsFor(request)) {
        bucket.inFlight = Math.max(0, bucket.inFlight - 1);
        if (response !== undefined) learn(bucket, response, options, now);
      }
      turnstile.look();
    },
  };
}

function learn(
  bucket: RateBucket,
  response: Pick<HttpResponse, "status" | "headers">,
  { headers, host }: BudgetOptions,
  now: number,
): void {
  const isThrottled = response.status === 429;
  bucket.deniedSince = isThrottled ? (bucket.deniedSince ?? now) : undefined;
  const pace = isThrottled
    ? turnedAway(bucket.pace, now, host.random(), retryAfter(response.headers, now))
    : gotThrough(bucket.pace, now);
  const held = bucket.alone && !isThrottled ? bucket.held : undefined;
  bucket.pace =
    headers === undefined ? pace : heard(pace, readRateHeaders(response, headers), now, held);
}

type Needs = Readonly<Record<RequestClass, readonly Need[]>>;

function reservation(needs: Needs, turnstile: Turnstile, admit: Budget["admit"]): Reservation {
  const kept = new Map<RequestClass, number>([
    ["reads", cutsOf(needs.reads)],
    ["writes", cutsOf(needs.writes)],
  ]);
  /** Whether a slot was kept; where the provider called a halt, its tokens are gone. */
  const leave = (name: RequestClass) => {
    const cuts = kept.get(name);
    if (!kept.delete(name)) return false;
    if (cuts === cutsOf(needs[name])) return true;
    for (const { bucket } of needs[name]) bucket.held = Math.max(0, bucket.held - 1);
    return false;
  };
  return {
    async admit(request, signal) {
      const name = classOf(request);
      if (!leave(name)) await admit(request, signal);
    },
    release() {
      for (const name of ["reads", "writes"] as const) if (leave(name)) putBack(needs[name]);
      turnstile.look();
    },
  };
}

/** How often the provider called a halt. */
function cutsOf(needs: readonly Need[]): number {
  return needs.reduce((sum, { bucket }) => sum + bucket.pace.cuts, 0);
}

/** Sends each request when the budget, or a reservation in it, lets it out. */
export function admitting(send: Send, gate: Pick<Budget, "admit">, signal?: AbortSignal): Send {
  return async (request, abort) => {
    await gate.admit(request, signal);
    return send(request, abort);
  };
}

/** Sends at once, and reports to the budget how it went. */
export function observing(send: Send, budget: Budget): Send {
  return async (request, abort) => {
    budget.sending(request);
    let response: HttpResponse | undefined;
    try {
      response = await send(request, abort);
      return response;
    } finally {
      budget.observe(request, response);
    }
  };
}
