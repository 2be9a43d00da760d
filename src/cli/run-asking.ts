/** The one question before a run, where it may destroy something. */
import { BillingError, exitCodes } from "../domain/errors.ts";
import type { RunSummary } from "../render/run/facts.ts";
import { runQuestion } from "../render/run/question.ts";
import { runRowsView, runView } from "../render/run/views.ts";
import { render, renderList } from "../render/view.ts";
import type { RunWork } from "../bulk/ports.ts";
import type { RunAt } from "./run-at.ts";
import { confirmedAll, confirmedAsShown, type RunConsent } from "./run-consent.ts";
import { workThrough } from "./run-rows.ts";
import { conclude, factsOf } from "./run-telling.ts";
import { lookFor } from "./result-text.ts";

/**
 * Where something may be destroyed, all rows are read and planned before one is written, to ask one question that
 * names numbers.
 *
 * @returns the consent, or the exit code where there is none
 */
export async function askFirst(
  at: RunAt,
  work: RunWork,
  startedAt: number,
): Promise<RunConsent | number> {
  if (!work.mayDestroy) return confirmedAll;
  const { invocation, terminal } = at;
  const { host, options } = invocation;
  const consent = confirmedAsShown(work.rows);
  const worked = await workThrough(at, work, { consent, startedAt });
  const { tally, error, end } = worked;
  if (error !== undefined || end !== "finished") {
    return conclude(at, worked, {
      ...factsOf(at, work, startedAt, tally),
      outcome: end,
      files: {},
    });
  }
  if (tally.destructive === 0) return consent;
  const canAsk = !options.has("no-input") && host.stdin.isTTY && host.stderr.isTTY;
  const summary: RunSummary = {
    ...factsOf(at, work, startedAt, tally),
    outcome: "declined",
    files: {},
  };
  if (canAsk) {
    const look = { ...lookFor(invocation, terminal), style: terminal.errStyle };
    const shown: RunSummary = { ...summary, outcome: "planned" };
    await terminal.err(`${await render(runView, "table", shown, look)}\n`);
    await terminal.err(runQuestion(tally, terminal.errStyle));
    const answer = await host.stdin.readLine(host.interrupted);
    if (answer === undefined) await terminal.err("\n");
    if (/^y(?:es)?$/iu.test(answer?.trim() ?? "")) return consent;
  }
  const list = renderList(runRowsView(undefined), terminal.format, lookFor(invocation, terminal));
  await terminal.out(await list.end(summary));
  const planned = tally.counts.planned ?? 0;
  await terminal.fail(
    new BillingError(
      "declined",
      `${tally.destructive} of ${planned} updates ${tally.destructive === 1 ? "needs" : "need"} a confirmation and got none; nothing was written`,
      { hint: "look at them with --dry-run, then confirm with --yes" },
    ),
  );
  return exitCodes.declined;
}
