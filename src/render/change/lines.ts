import type { FieldChange } from "../../domain/change.ts";
import { changeRow } from "./rows.ts";
import { stackChange } from "./stack.ts";
import { layOut, leastTableColumns } from "../text/columns.ts";
import type { Style } from "../text/style.ts";

/** Changes before and after, without what was stored: a table, or a stack on a narrow terminal. */
export function changeLines(changes: readonly FieldChange[], style: Style): readonly string[] {
  if (changes.length === 0) return [];
  if (style.columns < leastTableColumns) {
    return changes.flatMap((change) => stackChange(change, style));
  }
  return layOut(
    ["FIELD", "BEFORE", "AFTER"],
    changes.map((change) => changeRow(change, false, style)),
    style,
  );
}
