/** What is going on, on a terminal, while the network is slow. */
import type { Ora } from "ora";

import { safeText } from "../../domain/text/safe-text.ts";

export interface Progress {
  /** Says what is being done now. */
  step(text: string): void;
  /** Clears the line; a later step starts anew. */
  stop(): void;
}

const silent: Progress = { step: () => undefined, stop: () => undefined };

/** Whether a spinner may turn: on a terminal that can move its cursor and knows its width. */
export function canSpin(facts: {
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  readonly quiet: boolean;
  readonly term: string | undefined;
}): boolean {
  // A width of 0 sends ora into an endless loop.
  return facts.isTTY && !facts.quiet && facts.term !== "dumb" && (facts.columns ?? 0) > 0;
}

/** Of the host. */
export interface Clock {
  now(): number;
  /** Waits so many milliseconds; rejects when the signal fires. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Milliseconds since the first step: what takes no longer is over before anybody has read what it is. */
const patience = 200;

/**
 * A spinner on the stream, or nothing at all where none may turn. It is loaded when what it says has lasted a while:
 * the request is on its way by then, and most answers are here.
 */
export function createProgress(
  stream: NodeJS.WriteStream,
  options: {
    readonly quiet: boolean;
    /** The terminal's `TERM`. */
    readonly term: string | undefined;
    /** Whether signs outside ASCII may be used. */
    readonly unicode: boolean;
    readonly clock: Clock;
  },
): Progress {
  const { quiet, term, unicode, clock } = options;
  const allowed = () => canSpin({ isTTY: stream.isTTY, columns: stream.columns, quiet, term });
  if (!allowed()) return silent;
  let text = "";
  let since: number | undefined;
  let spinner: Ora | undefined;
  let waiting: AbortController | undefined;
  const begin = async ({ signal }: AbortController): Promise<void> => {
    since ??= clock.now();
    await clock.sleep(Math.max(0, since + patience - clock.now()), signal);
    const { default: ora } = await import("ora");
    if (signal.aborted || !allowed()) return;
    spinner = ora({
      stream,
      isEnabled: true,
      ...(unicode ? {} : { spinner: "line" }),
      color: false,
      // Discarding puts the terminal into raw mode, where Ctrl-C is a byte and no signal.
      discardStdin: false,
      // A hidden cursor would stay hidden if the process were killed.
      hideCursor: false,
    });
    spinner.text = text;
    spinner.start();
  };
  const stop = (): void => {
    waiting?.abort();
    waiting = undefined;
    spinner?.stop();
  };
  return {
    step(said) {
      if (!allowed()) {
        stop();
        return;
      }
      text = safeText(said);
      if (spinner !== undefined) {
        spinner.text = text;
        if (!spinner.isSpinning) spinner.start();
      }
      if (spinner !== undefined || waiting !== undefined) return;
      waiting = new AbortController();
      // It only fails where it was called off, or where there is nothing to load.
      begin(waiting).catch(() => undefined);
    },
    stop,
  };
}
