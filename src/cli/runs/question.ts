/** The one question before a run, where it may destroy something. */
import type { RunReport } from "../../bulk/ports.ts";
import { runQuestion } from "../../render/run/question.ts";
import { runView } from "../../render/run/views.ts";
import { clearsText } from "../../bulk/sources/row-notes.ts";
import { canAsk, isConfirmed } from "../confirm.ts";
import { type RunView, summaryOf, writeNoun } from "./summary.ts";

/** Shows what all rows together would change, and asks, where somebody is there. */
export async function confirmRun(
  view: RunView,
  rehearsed: RunReport,
): Promise<"yes" | "no" | "nobody"> {
  const { host, terminal, options, source } = view;
  const said = source.clears === undefined ? [] : [clearsText(source.clears)];
  if (!canAsk(host, options.noInput)) return "nobody";
  await showRun(view, rehearsed, "asked");
  const question = runQuestion(rehearsed.tally, writeNoun(view), terminal.errStyle, said);
  return (await isConfirmed(host, terminal, question)) ? "yes" : "no";
}

/** Shows what all rows together would change. */
export async function showRun(
  view: RunView,
  rehearsed: RunReport,
  ahead: "asked" | "sent",
): Promise<void> {
  const { terminal } = view;
  await terminal.preview(runView, { ...summaryOf(view, rehearsed, {}), ahead });
  await terminal.err("\n");
}
