/** What is worth knowing of the rows before any is sent, counted while all of them are checked. */
import { describeLocation, type Location } from "../../domain/errors.ts";
import type { Warning } from "../../domain/change.ts";
import type { CustomerPatch } from "../../domain/patch.ts";
import { anyString } from "../../domain/any-string.ts";
import { replacementCharacter } from "../../plan/checks/lost-characters.ts";
import { pathOf } from "../../patch/overlap.ts";
import { isSheetError } from "../input/csv/damage.ts";
import type { CellsToClear } from "../ports.ts";

export interface RowNotes {
  /** Takes what a row asks. */
  readonly add: (patch: CustomerPatch) => void;
  /** Takes a row that is empty throughout. */
  readonly addEmpty: () => void;
  /** @param emptyColumns columns that have neither a name nor a filled cell */
  readonly read: (emptyColumns: number) => {
    readonly warnings: readonly Warning[];
    readonly clears: CellsToClear | undefined;
  };
}

interface Found {
  count: number;
  first?: Location;
}

/** @param unsetToken text of a cell that clears the field; undefined where rows have no cells */
export function rowNotes(unsetToken: string | undefined): RowNotes {
  const cells = new Map<string, number>();
  const damaged: Found = { count: 0 };
  const errors: Found = { count: 0 };
  let emptyRows = 0;
  return {
    add: ({ edits }) => {
      for (const edit of edits) {
        const { location } = edit;
        if (edit.op === "unset") {
          if (unsetToken === undefined || isFlag(location)) continue;
          cells.set(pathOf(edit), (cells.get(pathOf(edit)) ?? 0) + 1);
        } else {
          const { value } = edit;
          if (anyString(value, (text) => text.includes(replacementCharacter)))
            find(damaged, location);
          // A cell that says so is refused; of JSON nobody knows whether it came from one.
          if (unsetToken === undefined && anyString(value, isSheetError)) find(errors, location);
        }
      }
    },
    addEmpty: () => {
      emptyRows += 1;
    },
    read: (emptyColumns) => {
      const clears =
        unsetToken === undefined || cells.size === 0
          ? undefined
          : { token: unsetToken, cells: Object.fromEntries(cells) };
      return { clears, warnings: warningsOf(emptyRows, emptyColumns, { damaged, errors }, clears) };
    },
  };
}

function warningsOf(
  emptyRows: number,
  emptyColumns: number,
  { damaged, errors }: { readonly damaged: Found; readonly errors: Found },
  clears: CellsToClear | undefined,
): readonly Warning[] {
  const empty = [counted(emptyRows, "row"), counted(emptyColumns, "column without a name")];
  const without = empty.filter((text) => text !== undefined).join(" and ");
  return [
    ...(without === ""
      ? []
      : [{ code: "empty_left_out", message: `${without} with nothing in it: left out` }]),
    ...foundWarning(
      "replacement_character",
      damaged,
      "U+FFFD: an earlier program lost a character",
    ),
    ...foundWarning(
      "spreadsheet_error",
      errors,
      "what a spreadsheet prints for an error, such as #REF!",
    ),
    ...(clears === undefined ? [] : [{ code: "cells_clear", message: clearsText(clears) }]),
  ];
}

function foundWarning(code: string, { count, first }: Found, what: string): readonly Warning[] {
  if (first === undefined) return [];
  const values = count === 1 ? "a value holds" : `${count} values hold`;
  return [{ code, message: `${values} ${what} (${describeLocation(first)})` }];
}

/** What a flag says is no cell, and stands in no line. To ask a row for its line has it read again. */
function isFlag({ line }: Location): boolean {
  return line === undefined;
}

function find(found: Found, location: Location): void {
  if (isFlag(location)) return;
  found.count += 1;
  found.first ??= location;
}

function counted(count: number, noun: string): string | undefined {
  if (count === 0) return undefined;
  const [head = "", ...rest] = noun.split(" ");
  return [count, count === 1 ? head : `${head}s`, ...rest].join(" ");
}

/** `#N/A clears 2 cells: phone 1, address.city 1`. */
export function clearsText({ token, cells }: CellsToClear): string {
  const each = Object.entries(cells).map(([path, count]) => `${path} ${count}`);
  const total = Object.values(cells).reduce((sum, count) => sum + count, 0);
  return `${token} clears ${total === 1 ? "1 cell" : `${total} cells`}: ${each.join(", ")}`;
}
