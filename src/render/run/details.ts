/** One recorded run in full: what it was to do, and how far it came. */
import type { RunHeader, RunRecord } from "../../domain/run.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import { countRows } from "../../domain/run-tally.ts";
import { count } from "../text/count.ts";
import type { HistoryView } from "../history/row.ts";
import { plain, textOf, wrap, wrapBehind } from "../text/layout.ts";
import { localMinute } from "../text/local-time.ts";
import { countsText, runRemarks, runSubject } from "./row.ts";
import type { Style } from "../text/style.ts";
import { thousands } from "../text/thousands.ts";

const nameWidth = 13;

/** Ends with a line end; no line is wider than the style's columns. */
export function runDetails(record: RunRecord, style: Style, view: HistoryView): string {
  const lines = [
    ...wrap(plain(runSubject(record, style)), style.columns).map((line) =>
      style.bold(textOf(line)),
    ),
    ...factsOf(record, view).flatMap(([name, value]) =>
      wrapBehind((name === "" ? "" : `${name}:`).padEnd(nameWidth), safeText(value), style.columns),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

type Fact = readonly [name: string, value: string];

function factsOf(record: RunRecord, view: HistoryView): readonly Fact[] {
  const { header, end, endedAt, counts } = record;
  const { input } = header;
  const left = Math.max(0, header.chosen - countRows(counts));
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["run", header.run],
    ["outcome", end ?? "no end recorded: it was killed, or is still going"],
    ...runRemarks(record).map((remark) => ["", remark] as const),
    ["rows", countsText(counts)],
    ["", left === 0 ? undefined : `${thousands(left)} left`],
    ["", rowsNotChosen(header)],
    ["began", localMinute(header.at, view.timeZone)],
    ["ended", endedAt === undefined ? undefined : localMinute(endedAt, view.timeZone)],
    ["input", input.path],
    ["", `${input.format}, ${count(input.bytes, "byte")}`],
    ["sha256", input.sha256],
    ["directory", header.cwd],
    ...Object.entries(header.options).map(
      ([name, value], index) => [index === 0 ? "options" : "", optionText(name, value)] as const,
    ),
    ...header.accounts.flatMap(({ provider, baseUrl, account }) => [
      ["sent to", `${provider} ${baseUrl}`] as const,
      ["account", account] as const,
    ]),
    ["begun by", `billing ${header.tool}`],
  ];
  return facts.filter((fact): fact is Fact => fact[1] !== undefined);
}

function rowsNotChosen({ rows, chosen }: RunHeader): string | undefined {
  return rows === chosen ? undefined : `${thousands(chosen)} chosen of ${count(rows, "row")}`;
}

function optionText(name: string, value: string | readonly string[] | boolean): string {
  if (typeof value === "boolean") return value ? `--${name}` : `--no-${name}`;
  return [value]
    .flat()
    .map((text) => `--${name} ${text}`)
    .join(" ");
}
