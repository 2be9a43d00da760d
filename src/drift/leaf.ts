import type { DriftField, DriftValue } from "../domain/documents/drift.ts";
import { type Json, sameJson } from "../domain/json.ts";
import type { Path } from "../domain/path.ts";
import type { Provider } from "../providers/contract.ts";
import type { NormalForm } from "./normal-form.ts";

/** {@link DriftField} before its path is printed. */
export interface Row extends Omit<DriftField, "field"> {
  readonly path: Path;
}

/** How values are compared. */
export interface Compared {
  /** Whose each cell is. */
  readonly providers: readonly Provider[];
  readonly normal: NormalForm;
  /** Whether a value is a spelling of nothing. */
  readonly isNone: (value: Json | undefined) => boolean;
}

/** Whether the field can be compared there. */
export function isComparable({ state }: DriftValue): boolean {
  return state === "value" || state === "absent";
}

/** Values that are compared as wholes. */
export function leafRow(
  path: Path,
  cells: readonly DriftValue[],
  { providers, normal, isNone }: Compared,
): Row {
  if (cells.filter(isComparable).length < 2)
    return { path, verdict: "not-compared", values: cells };
  const held: (Json | undefined)[] = [];
  const values = cells.map((cell, index) => {
    const provider = providers[index];
    if (!isComparable(cell) || provider === undefined) return cell;
    const { value } = cell;
    const form = value === undefined || isNone(value) ? undefined : normal(value, provider);
    const known = held.findIndex((one) => sameJson(one, form));
    return { ...cell, group: known === -1 ? held.push(form) : known + 1 };
  });
  return { path, verdict: held.length > 1 ? "differs" : "same", values };
}
