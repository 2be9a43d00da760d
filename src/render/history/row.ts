/** A recorded change in a line or two: which words say what. */
import { isApplied, type RecordedChange } from "../../domain/run/recorded-change.ts";
import type { Cell } from "../text/columns.ts";
import { plain } from "../text/layout.ts";
import { splitGraphemes } from "../text/measure.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import type { Paint, Style } from "../text/style.ts";
import type { Look } from "../view.ts";

/** When and where a history is looked at. */
export type Moment = Pick<Look, "now" | "timeZone">;

/** Characters of a name or path that are shown; all of it is in the details. */
const longest = 40;
/** Fields that are named; the rest is counted. */
const mostNamed = 2;
/** No update takes longer, with all its retries: after that its process is gone. */
const longestUpdate = 10 * 60_000;

/** `name, address.city (+2)`. */
export function fieldsSummary({ changes, fields, raw }: RecordedChange, style: Style): string {
  if (raw !== undefined) return "raw call";
  const names = (changes.length > 0 ? changes : fields).map(({ field }) => field);
  const shown = names.slice(0, mostNamed).map((name) => clipped(name, style));
  const more = names.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` (+${more})` : ""}`;
}

/** The customer's id, and its name where it has one. */
export function customerCell({ id, name }: RecordedChange, style: Style): string {
  return [id, name]
    .filter((text) => text !== "")
    .map((text) => clipped(text, style))
    .join(" ");
}

export function outcomeCell({ outcome }: RecordedChange, style: Style): Cell {
  return { spans: plain(outcome), ...(isApplied(outcome) ? {} : { paint: style.error }) };
}

/** In the gutter: `x` for a failure, `?` for what is not known, `-` for what was taken back. */
export function symbolOf(
  { outcome, undoneBy }: RecordedChange,
  style: Style,
): { readonly symbol: string; readonly paint: Paint } {
  if (!isApplied(outcome)) {
    return { symbol: outcome === "failed" ? "x" : "?", paint: style.error };
  }
  return undoneBy === undefined
    ? { symbol: "", paint: style.dim }
    : { symbol: "-", paint: style.dim };
}

/** What it undid, what undid it, and why its end is not known. */
export function remarksOf(change: RecordedChange, { now }: Moment): readonly string[] {
  const { at, undoes, undoneBy, settledAt, resolved } = change;
  const age = now - Date.parse(at);
  return [
    ...(undoes === undefined ? [] : [`undo of ${safeText(undoes)}`]),
    ...(undoneBy === undefined ? [] : [`undone by ${safeText(undoneBy)}`]),
    ...(resolved === true ? ["found out later, by reading again"] : []),
    ...(settledAt !== undefined
      ? []
      : age >= 0 && age < longestUpdate
        ? ["no end recorded: it may still be under way"]
        : ["no end recorded"]),
  ];
}

/** The text made harmless, and cut where it is long. */
export function clipped(text: string, style: Style): string {
  // Escapes make a text longer, so nothing past this many code units can be shown.
  const characters = splitGraphemes(safeText(text.slice(0, longest * 8)));
  return characters.length <= longest && text.length <= longest * 8
    ? characters.join("")
    : characters.slice(0, longest).join("") + style.signs.ellipsis;
}
