/** What is going on, on a terminal, while the network is slow. */
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

/** A spinner on the stream, or nothing at all where none may turn. */
export async function createProgress(options: {
  readonly stream: NodeJS.WriteStream;
  readonly quiet: boolean;
  /** The terminal's `TERM`. */
  readonly term: string | undefined;
  /** Whether signs outside ASCII may be used. */
  readonly unicode: boolean;
}): Promise<Progress> {
  const { stream, quiet, term, unicode } = options;
  const allowed = () => canSpin({ isTTY: stream.isTTY, columns: stream.columns, quiet, term });
  if (!allowed()) return silent;
  const { default: ora } = await import("ora");
  const spinner = ora({
    stream,
    isEnabled: true,
    ...(unicode ? {} : { spinner: "line" }),
    color: false,
    // Discarding puts the terminal into raw mode, where Ctrl-C is a byte and no signal.
    discardStdin: false,
    // A hidden cursor would stay hidden if the process were killed.
    hideCursor: false,
  });
  return {
    step(text) {
      if (!allowed()) {
        spinner.stop();
        return;
      }
      spinner.text = safeText(text);
      if (!spinner.isSpinning) spinner.start();
    },
    stop() {
      spinner.stop();
    },
  };
}
