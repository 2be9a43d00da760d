/** One recorded change in full: what was to change, and the facts of how it went. */
import type { RecordedChange } from "../../domain/run/recorded-change.ts";
import { sameJson } from "../../domain/json.ts";
import { accountWords } from "../change/account-line.ts";
import { changeLines } from "../change/lines.ts";
import { count } from "../text/count.ts";
import { heading } from "../change/heading.ts";
import { type Moment, remarksOf } from "./row.ts";
import { type Fact, factLines } from "../text/facts.ts";
import { localMinute } from "../text/local-time.ts";
import type { Style } from "../text/style.ts";

/** Ends with a line end; no line is wider than the style's columns. */
export function historyDetails(change: RecordedChange, style: Style, view: Moment): string {
  const lines = [
    ...heading({ ...change, title: change.name }, changeCount(change), 0, style),
    ...changeLines(change.changes, style),
    ...factLines(changeFacts(change, view), style),
  ];
  return `${lines.join("\n")}\n`;
}

export function changeCount({ raw, changes }: RecordedChange): string {
  return raw === undefined ? count(changes.length, "change") : "raw call";
}

/** How it went. */
export function changeFacts(change: RecordedChange, view: Moment): readonly Fact[] {
  const { run, row, settledAt, known } = change;
  const differing = storedDifferently(change);
  return [
    ["change", change.changeId],
    ["run", run === undefined ? undefined : `${run}${row === undefined ? "" : `, row ${row}`}`],
    ["outcome", change.outcome],
    ...remarksOf(change, view).map((remark): Fact => ["", remark]),
    ["note", change.note],
    ["sent", localMinute(change.at, view.timeZone)],
    ["settled", settledAt === undefined ? undefined : localMinute(settledAt, view.timeZone)],
    ["differs", differing === "" ? undefined : `${differing} stored differently`],
    ["sent to", change.baseUrl],
    ["account", known === undefined ? undefined : accountWords(known).join(", ")],
    ["key", change.account],
    ["request id", change.requestId],
    ["written by", `billing ${change.tool}`],
  ];
}

/** The touched fields that hold something else than was asked, by name. */
function storedDifferently({ fields, storedFields = [] }: RecordedChange): string {
  return storedFields
    .filter(({ field, stored }) => {
      const asked = fields.find((touched) => touched.field === field);
      return asked !== undefined && !sameJson(asked.after, stored);
    })
    .map(({ field }) => field)
    .join(", ");
}
