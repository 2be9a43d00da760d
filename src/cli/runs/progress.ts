/** How far a run is, on stderr. */
import type { ProgressPort } from "../../bulk/ports.ts";
import type { Host } from "../../host/host.ts";
import { terminal as stderrTerminal } from "../../host/node-host.ts";
import { createRunProgress } from "../../render/run/progress.ts";
import { sayInterrupted } from "../show/interrupted.ts";
import { announce } from "../show/announce.ts";
import type { Terminal } from "../terminal.ts";

/**
 * @param startedAt milliseconds since 1970
 * @param isShown whether the accounts were shown already
 */
export function runProgress(
  host: Host,
  terminal: Terminal,
  startedAt: number,
  isShown: () => boolean,
): ProgressPort {
  const stream = stderrTerminal();
  const progress = createRunProgress({
    stream,
    // Beside a form for programs only what is wiped away again.
    quiet: terminal.quiet || terminal.debug || (terminal.isForPrograms && !stream.isTTY),
    term: host.env["TERM"],
    style: terminal.errStyle,
    startedAt,
    clock: host,
    say: (line) => void terminal.err(`${line}\n`),
  });
  return {
    ...progress,
    writing(planned) {
      progress.stop();
      if (!isShown()) void announce(terminal, planned);
    },
    interrupted(underWay) {
      progress.stop();
      const customers = underWay === 1 ? "customer that is" : "customers that are";
      void sayInterrupted(
        terminal,
        host,
        underWay === 0
          ? "interrupted: nothing is under way"
          : `interrupted: finishing ${underWay} ${customers} under way; again stops at once, and going on with the run looks them up`,
      );
    },
  };
}
