/** One recorded run in full: what it was to do, and how far it came. */
import type { RunRecord } from "../../domain/run/run.ts";
import { countRows } from "../../domain/run/run-tally.ts";
import { count } from "../text/count.ts";
import type { Moment } from "../history/row.ts";
import { type Fact, factLines } from "../text/facts.ts";
import { wrapText } from "../text/layout.ts";
import { localMinute } from "../text/local-time.ts";
import { countsText, runRemarks, runSubject } from "./row.ts";
import type { Style } from "../text/style.ts";
import { thousands } from "../text/thousands.ts";

/** Ends with a line end; no line is wider than the style's columns. */
export function runDetails(record: RunRecord, style: Style, view: Moment): string {
  const lines = [
    ...wrapText(runSubject(record, style), style.columns).map((line) =>
      style.bold(style.isolate(line)),
    ),
    ...factLines(recordFacts(record, view), style),
  ];
  return `${lines.join("\n")}\n`;
}

/** What it was to do, and how far it came. */
export function recordFacts(record: RunRecord, view: Moment): readonly Fact[] {
  const { header, end, endedAt, counts } = record;
  const { input, rows, chosen } = header;
  const left = Math.max(0, chosen - countRows(counts));
  return [
    ["run", header.run],
    ["outcome", end ?? "no end recorded: it was killed, or is still going"],
    ...runRemarks(record).map((remark): Fact => ["", remark]),
    ["rows", countsText(counts)],
    ["", left === 0 ? undefined : `${thousands(left)} left`],
    ["", rows === chosen ? undefined : `${thousands(chosen)} chosen of ${count(rows, "row")}`],
    ["began", localMinute(header.at, view.timeZone)],
    ["ended", endedAt === undefined ? undefined : localMinute(endedAt, view.timeZone)],
    ["input", input.path],
    ["", `${input.format}, ${count(input.bytes, "byte")}`],
    ["sha256", input.sha256],
    ["directory", header.cwd],
    ...Object.entries(header.options).map(([name, value], index): Fact => [
      index === 0 ? "options" : "",
      optionText(name, value),
    ]),
    ...header.accounts.flatMap(({ provider, baseUrl, account }): readonly Fact[] => [
      ["sent to", `${provider} ${baseUrl}`],
      ["account", account],
    ]),
    ["begun by", `billing ${header.tool}`],
  ];
}

function optionText(name: string, value: string | readonly string[] | boolean): string {
  if (typeof value === "boolean") return value ? `--${name}` : `--no-${name}`;
  return [value]
    .flat()
    .map((text) => `--${name} ${text}`)
    .join(" ");
}
