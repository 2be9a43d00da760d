/** The way of a request to a provider: credential, retries, key, exchange on stderr, rate budget, network. */
import { compact } from "../../domain/compact.ts";
import type { HttpRequest, Send } from "../../domain/exchange.ts";
import type { RateHeaders, RateLimit } from "../../domain/rate-limit.ts";
import type { Account } from "../../domain/settings.ts";
import type { Host } from "../../host/host.ts";
import { admitting, type Budget, createBudget, observing } from "../../http/rate/budget.ts";
import { debugging } from "../../http/send/debugging.ts";
import { defaultLimits, type Repeating, type RetryLimits } from "../../http/retry/retry.ts";
import { retrying } from "../../http/retry/retrying.ts";
import { authorizing } from "../../providers/wire/authorize.ts";
import type { Provider } from "../../providers/contract.ts";
import { renewingKeys } from "../../providers/wire/idempotency.ts";
import { version } from "../../version.ts";
import type { ConnectionOptions } from "../args/options/shared-options.ts";
import type { Terminal } from "../terminal.ts";

const defaultTimeout = 30;
const connectTimeout = 10;
/** Seconds that a row of a run is waited for: in a run of hours a provider may ask for minutes. */
const longestRunWait = 900;
/** A row is not lost because the provider asked for patience: only the waiting is limited. */
const throttledAttempts = 1000;

/** What the way is for. */
export interface Passage {
  readonly host: Host;
  readonly options: Pick<ConnectionOptions, "timeout" | "noRetry" | "maxWait">;
  readonly terminal: Terminal;
  readonly provider: Provider;
  readonly account: Account;
  /** Ends every waiting between two attempts, and there is no further one. */
  readonly signal: AbortSignal;
  /** Ends what is under way, too; missing: only what is sent with a signal of its own is ended. */
  readonly abort?: AbortSignal;
  /** Told how many milliseconds are left of a wait. */
  readonly onWait: (leftMs: number) => void;
}

/** For one command. */
export async function singleSend(passage: Passage): Promise<Send> {
  const { host, signal, abort, onWait } = passage;
  // One customer makes no pace: only the user's own limit counts, and a 429 is the retry policy's business.
  const budget = budgetOf(passage, { rates: ownRates(passage.account) });
  const network = await networkOf(passage, abort);
  // What is looked up after an interruption has its turn, too.
  const gate: Pick<Budget, "admit"> = {
    admit: (request) => budget.admit(request, signal.aborted ? undefined : signal),
  };
  return upperPart(passage, admitting(network, gate), {
    limits: retryLimits(passage.options, defaultLimits),
    // A countdown is for a terminal; elsewhere the one notice says how long it takes.
    ...(host.stderr.isTTY ? { onWait } : {}),
    tellsRetries: true,
  });
}

/** For a run of many: a request takes its first place in the budget itself. */
export async function runSend(
  passage: Passage,
): Promise<{ readonly send: Send; readonly budget: Budget }> {
  const { signal, provider, account } = passage;
  // The emulator has no limits but those it is told to have.
  const isEmulated = account.origins["baseUrl"]?.kind === "emulator";
  const published = isEmulated ? [] : provider.limits.rates;
  const own = ownRates(account);
  const headers = provider.limits.headers;
  // Headers tell of the provider's own limit, and would stretch the user's to it.
  // One row gives up after so long, and so do all those that wait for the same provider.
  const longestWait = (passage.options.maxWait ?? longestRunWait) * 1000;
  const budget = budgetOf(passage, {
    longestWait,
    ...(own.length > 0 ? { rates: own } : { rates: published, ...compact({ headers }) }),
  });
  const network = await networkOf(passage, passage.abort);
  const send = upperPart(passage, observing(network, budget), {
    limits: {
      ...retryLimits(passage.options, { ...defaultLimits, maxWaitMs: longestRunWait * 1000 }),
      ...(passage.options.noRetry ? {} : { throttledAttempts }),
    },
    beforeRetry: (request) => budget.admit(request, signal),
    tellsRetries: false,
  });
  return { send, budget };
}

function budgetOf(
  { host, onWait }: Passage,
  limits: {
    readonly rates: readonly RateLimit[];
    readonly headers?: RateHeaders;
    readonly longestWait?: number;
  },
): Budget {
  // A countdown is for a terminal; elsewhere it is said once how long it takes.
  return createBudget({ ...limits, host, onWait, countdown: host.stderr.isTTY });
}

/** The limit in the user's configuration. */
function ownRates({ rateLimit }: Account): readonly RateLimit[] {
  return rateLimit === undefined
    ? []
    : [{ of: "all", requests: rateLimit, seconds: 1, burst: Math.max(1, rateLimit / 10) }];
}

/** Seconds, for each request. */
export function secondsFor({ options, account }: Pick<Passage, "options" | "account">): number {
  return options.timeout ?? account.timeout ?? defaultTimeout;
}

async function networkOf(
  { host, options, account }: Passage,
  signal: AbortSignal | undefined,
): Promise<Send> {
  const [{ createSend }, { connectionsBy }] = await Promise.all([
    import("../../http/send/got-send.ts"),
    import("../../http/send/agents.ts"),
  ]);
  const seconds = secondsFor({ options, account });
  const connect = Math.min(connectTimeout, seconds) * 1000;
  const send = createSend({
    timeout: {
      connect,
      response: seconds * 1000,
      request: seconds * 1000,
    },
    userAgent: `billing/${version}`,
    connections: await connectionsBy({
      proxy: account.proxy,
      ca: account.ca,
      connectWithin: connect,
      extraCa: host.env["NODE_EXTRA_CA_CERTS"],
    }),
    ...(signal === undefined ? {} : { signal }),
  });
  return (request, ended) =>
    request.leaving === undefined
      ? send(request, ended)
      : request.leaving().then(() => send(request, ended));
}

interface RetryPart {
  readonly limits: RetryLimits;
  readonly onWait?: (leftMs: number) => void;
  readonly beforeRetry?: (request: HttpRequest) => Promise<void>;
  readonly tellsRetries: boolean;
}

function upperPart(
  { host, terminal, provider, account, signal }: Passage,
  below: Send,
  { tellsRetries, ...retries }: RetryPart,
): Send {
  const shown = terminal.debug
    ? debugging(below, {
        write: (text) => terminal.err(text),
        redact: (text) => terminal.secrets.redact(text),
        now: () => host.now(),
      })
    : below;
  const retried = retrying(
    renewingKeys(provider, shown, () => host.uuid()),
    {
      host,
      ...retries,
      repeating: (request) => repeatingOf(provider, request),
      ...(tellsRetries
        ? {
            onRetry: ({ attempt, delayMs, reason }) => {
              void terminal.notice(
                `attempt ${attempt} failed (${reason}); next in ${(delayMs / 1000).toFixed(1)} s`,
              );
            },
          }
        : {}),
      signal,
    },
  );
  return authorizing(
    provider,
    account,
    retried,
    () => host.now(),
    (secret) => terminal.secrets.add(secret),
  );
}

function repeatingOf({ idempotency }: Provider, request: HttpRequest): Repeating {
  if (request.method === "GET" || request.repeatable === true) return "harmless";
  return idempotency !== undefined && request.headers[idempotency.header] !== undefined
    ? "keyed"
    : "twice";
}

function retryLimits({ noRetry, maxWait }: Passage["options"], usual: RetryLimits): RetryLimits {
  return {
    attempts: noRetry ? 1 : usual.attempts,
    maxWaitMs: maxWait === undefined ? usual.maxWaitMs : maxWait * 1000,
  };
}
