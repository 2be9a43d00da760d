/** What a run came to, as its summary. */
import { compact } from "../../domain/compact.ts";
import type { RunReport, RunSource } from "../../bulk/ports.ts";
import type { Host } from "../../host/host.ts";
import { maskTally } from "../../render/mask/mask.ts";
import type { RunSummary } from "../../render/run/facts.ts";
import { runMarkdown } from "../../render/run/markdown.ts";
import { runSummary } from "../../render/run/summary.ts";
import { prepareMeasuring } from "../../render/text/measure.ts";
import { accountWords, masksFor } from "../result-text.ts";
import type { Terminal } from "../terminal.ts";
import type { RunOptions } from "./options.ts";

/** What a run is shown with. */
export interface RunView {
  readonly host: Host;
  readonly terminal: Terminal;
  readonly options: RunOptions;
  readonly source: RunSource;
  /** Id of the run. */
  readonly run: string;
}

export function summaryOf(
  { source, run, options }: RunView,
  report: RunReport,
  files: RunSummary["files"],
): RunSummary {
  const { mode, outcome, tally, elapsedMs, earlier } = report;
  const isRecorded = mode === "write";
  return compact({
    command: source.command,
    input: source.input.name,
    rows: source.chosen + source.invalid,
    outcome,
    tally,
    elapsedMs,
    files,
    ...(isRecorded ? { run, earlier, ...afterwards(run, report, options) } : {}),
  });
}

/** What can be done with the run now. */
function afterwards(
  run: string,
  { tally, outcome, again }: RunReport,
  options: RunOptions,
): Pick<RunSummary, "undo" | "resume"> {
  const command = (words: string) => [words, run, ...accountWords(options)].join(" ");
  if (outcome !== "finished" || again > 0) {
    return { resume: command("billing customers update --resume") };
  }
  return (tally.counts.updated ?? 0) > 0 ? { undo: command("billing undo") } : {};
}

/** Prints the summary, where stdout is for people. */
export async function printSummary(view: RunView, whole: RunSummary): Promise<void> {
  const { terminal } = view;
  if (terminal.machine !== undefined) return;
  const summary = await shownSummary(view, whole);
  await terminal.out(
    terminal.format === "markdown" ? runMarkdown(summary) : runSummary(summary, terminal.outStyle),
  );
}

/** The summary as people are to see it: masked where that is wanted, its paths short. */
export async function shownSummary(
  { host, options }: Pick<RunView, "host" | "options">,
  whole: RunSummary,
): Promise<RunSummary> {
  const summary = {
    ...whole,
    tally: masksFor(host, options) ? maskTally(whole.tally) : whole.tally,
    files: Object.fromEntries(
      Object.entries(whole.files).map(([name, path]) => [name, fromHome(path, host.home)]),
    ),
  };
  await prepareMeasuring(summary);
  return summary;
}

/** A path as people write it: the home directory is `~`. */
export function fromHome(path: string, home: string): string {
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}
