/** Changes one below the other, for terminals too narrow for a table. */
import type { FieldChange, UpdateOutcome } from "../../domain/change.ts";
import { changeRow, storedCell } from "./rows.ts";
import { type Cell, paintSpans } from "../text/columns.ts";
import { plain, trimSpaces, wrap } from "../text/layout.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import type { Style } from "../text/style.ts";
import { showShort } from "./value.ts";

/** Each change as its field, `- before` and `+ after`; what was stored instead and remarks follow. */
export function stackChange(change: FieldChange, style: Style): readonly string[] {
  const { symbol, paint, cells, notes } = changeRow(change, false, style);
  const [, before, after] = cells.map(({ spans }) => spans);
  return [
    ...entry(2, paint(symbol), { spans: plain(safeText(change.field)) }, style),
    ...entry(4, style.removed("-"), { spans: before ?? [], paint: style.removed }, style),
    ...entry(4, style.added("+"), { spans: after ?? [], paint: style.added }, style),
    ...(change.stored === undefined ? [] : stackStored(change, style)),
    ...notes.flatMap((note) => entry(4, "", note, style)),
  ];
}

/** A field that no change touches, with its value. */
export function stackUnchanged(
  { field, value }: UpdateOutcome["unchanged"][number],
  style: Style,
): readonly string[] {
  return [
    ...entry(2, " ", { spans: plain(safeText(field)) }, style),
    ...entry(4, "=", { spans: plain(showShort(value, style)) }, style),
  ];
}

function stackStored(change: FieldChange, style: Style): readonly string[] {
  const cell = storedCell(change, style);
  return entry(4, "", { ...cell, spans: [{ text: "stored: " }, ...cell.spans] }, style);
}

/** A sign of one column or none, then the text; all its lines start in the same column. */
function entry(indent: number, sign: string, cell: Cell, style: Style): readonly string[] {
  const left = sign === "" ? indent : indent + 2;
  return wrap(cell.spans, style.columns - left).map((spans, index) => {
    const first = index === 0 && sign !== "" ? `${" ".repeat(indent)}${sign} ` : " ".repeat(left);
    return trimSpaces(first + paintSpans({ ...cell, spans }, style));
  });
}
