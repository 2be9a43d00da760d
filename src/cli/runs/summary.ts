/** What a run came to, as its summary. */
import type { Chosen } from "../../domain/field/chosen-fields.ts";
import { compact } from "../../domain/compact.ts";
import type { RunReport, RunSource } from "../../bulk/ports.ts";
import type { Host } from "../../host/host.ts";
import { isProviderId, providers } from "../../providers/registry.ts";
import type { RunSummary } from "../../render/run/facts.ts";
import type { WriteNoun } from "../../render/run/question.ts";
import { accountWords } from "../accounts/account-words.ts";
import type { Terminal } from "../terminal.ts";
import type { Given } from "../args/option.ts";
import type { RunOptions } from "./options.ts";

/** What a run is shown with. */
export interface RunView {
  readonly host: Host;
  readonly terminal: Terminal;
  /** What was said on the command line, that of the run's beginning included. */
  readonly given: Given;
  readonly options: RunOptions;
  readonly source: RunSource;
  /** Id of the run. */
  readonly run: string;
  /** What of each row is shown; missing: all of it, and to people none. */
  readonly fields?: readonly Chosen[];
}

export function summaryOf(
  { source, run, options }: RunView,
  report: RunReport,
  files: RunSummary["files"],
): RunSummary {
  const { mode, end, tally, elapsedMs, earlier, waits } = report;
  const isRecorded = mode === "write";
  return compact({
    command: source.command,
    input: source.input.name,
    rows: source.chosen + source.invalid,
    end,
    tally,
    elapsedMs,
    files,
    waits: waits.length === 0 ? undefined : waits.map(waitFacts),
    ...(isRecorded ? { run, earlier, ...afterwards(run, report, options) } : {}),
  });
}

/** What each row of the run is; customers that are there already may be among those that are to be made. */
export function writeNoun({ source, given }: RunView): WriteNoun {
  if (source.command !== "create") return "update";
  return given["if-exists"] === "update" ? "write" : "creation";
}

/** The end of the year 9999: what is later is no time that anybody meant. */
const lastMoment = 253_402_300_799_999;

function waitFacts({ provider, until }: RunReport["waits"][number]) {
  return compact({
    provider,
    until: until > lastMoment ? undefined : new Date(until).toISOString(),
  });
}

/** What can be done with the run now. */
function afterwards(
  run: string,
  { tally, end, again }: RunReport,
  options: RunOptions,
): Pick<RunSummary, "undo" | "resume"> {
  const command = (words: string) => [words, run, ...accountWords(options)].join(" ");
  if (end !== "finished" || again > 0) {
    return { resume: command("billing customers update --resume") };
  }
  return canUndo(tally) ? { undo: command("billing undo") } : {};
}

/** Whether there is something that was changed, or made where it can be archived. */
function canUndo({ counts, byProvider }: RunReport["tally"]): boolean {
  const archivable = Object.entries(byProvider).some(
    ([id, { created = 0 }]) =>
      created > 0 && isProviderId(id) && providers[id].archive !== undefined,
  );
  return (counts.updated ?? 0) > 0 || archivable;
}
