/** An outcome as the rows of its table: which words stand in which cell. */
import type { FieldChange, UpdateOutcome } from "../../domain/change.ts";
import type { Json } from "../../domain/json.ts";
import type { Cell, TableRow } from "../text/columns.ts";
import { plain, type Spans, trimSpaces } from "../text/layout.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import type { Paint, Style } from "../text/style.ts";
import { showShort } from "./value.ts";
import { showPair } from "./value-pair.ts";

const symbols = { added: "+", changed: "~", removed: "-" } as const;

/** Whether the provider stored something else than was asked, anywhere. */
export function storedDiffers({ changes }: UpdateOutcome): boolean {
  return changes.some(({ stored }) => stored !== undefined);
}

/** Cells are field, before, after and, with `withStored`, what the provider holds. */
export function changeRow(change: FieldChange, withStored: boolean, style: Style): TableRow {
  const paint = style[change.kind];
  const values = valueCells(change, style);
  const { before, after } = values;
  return {
    symbol: change.orderOnly ? style.signs.reordered : symbols[change.kind],
    paint,
    cells: [
      { spans: plain(safeText(change.field)) },
      { spans: before },
      { spans: after, paint },
      ...(withStored ? [storedCell(change, style)] : []),
    ],
    notes: notesOf(change, values, style),
  };
}

interface ValueCells {
  readonly before: Spans;
  readonly after: Spans;
}

/** Before and after as texts; a field that cannot be read says so. */
function valueCells(change: FieldChange, style: Style): ValueCells {
  if (change.before !== undefined && change.after !== undefined && !change.unreadable) {
    return showPair(change.before, change.after, style);
  }
  return {
    before:
      change.unreadable && change.kind !== "added"
        ? plain("(not readable)")
        : word(change.before, "(absent)", style),
    after: word(change.after, "(unset)", style),
  };
}

/** What the provider holds after the write. */
export function storedCell(change: FieldChange, style: Style): Cell {
  if (change.stored !== undefined) {
    return { spans: word(change.stored.value, "(absent)", style), paint: style.warning };
  }
  return {
    spans: plain(change.unreadable ? "(not readable)" : "(as sent)"),
    paint: style.dim,
  };
}

/** `order only`, what our brackets mean, and why the change is confirmed first. */
function notesOf(change: FieldChange, values: ValueCells, style: Style): readonly Cell[] {
  const note = (text: string, paint: Paint): Cell => ({ spans: plain(text), paint });
  return [
    ...(change.orderOnly ? [note("order only", style.dim)] : []),
    ...(isBracketed(values, style) ? [note("in [ ]: what differs", style.dim)] : []),
    ...(change.destructive === undefined
      ? []
      : [note(trimSpaces(`! ${safeText(change.destructive)}`), style.warning)]),
  ];
}

/** Whether brackets of ours stand in the values. */
function isBracketed({ before, after }: ValueCells, style: Style): boolean {
  return !style.coloured && (before.some(isStrong) || after.some(isStrong));
}

function isStrong({ strong }: Spans[number]): boolean {
  return strong === true;
}

/** What is said of a member that an update of the whole record cannot carry. */
export function lossWords(member: string): string {
  return `may be lost: ${member} (not known to this version)`;
}

/** A field that no change touches. */
export function unchangedRow(
  { field, value }: { readonly field: string; readonly value: Json },
  withStored: boolean,
  style: Style,
): TableRow {
  return {
    symbol: "",
    paint: style.dim,
    cells: [
      { spans: plain(safeText(field)) },
      { spans: plain(showShort(value, style)) },
      { spans: plain("(unchanged)"), paint: style.dim },
      ...(withStored ? [{ spans: [] }] : []),
    ],
    notes: [],
  };
}

function word(value: Json | undefined, missing: string, style: Style): Spans {
  return plain(value === undefined ? missing : showShort(value, style));
}
