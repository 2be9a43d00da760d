/** The one question before a run, where it may destroy something. */
import type { RunReport } from "../../bulk/ports.ts";
import { runQuestion } from "../../render/run/question.ts";
import { runSummary } from "../../render/run/summary.ts";
import { canAsk, isConfirmed } from "../confirm.ts";
import { type RunView, shownSummary, summaryOf } from "./summary.ts";

/** Shows what all rows together would change, and asks. */
export async function isRunConfirmed(view: RunView, rehearsed: RunReport): Promise<boolean> {
  const { host, terminal, options } = view;
  if (!canAsk(host, options.noInput)) return false;
  const shown = await shownSummary(view, summaryOf(view, rehearsed, {}));
  await terminal.err(`${runSummary(shown, terminal.errStyle)}\n`);
  return isConfirmed(host, terminal, runQuestion(rehearsed.tally, terminal.errStyle));
}
