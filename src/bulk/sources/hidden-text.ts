/** Characters in a row that nobody sees, where they make a text another one. */
import type { Complaint } from "../../domain/errors.ts";
import { anyString } from "../../domain/any-string.ts";
import type { Edit } from "../../domain/patch.ts";
import { type Hidden, hiddenAtEnds, hiddenIn, showHidden } from "../../domain/text/hidden.ts";
import { pathOf } from "../../patch/overlap.ts";
import type { Said } from "../input/row.ts";

/** An id holds none of them anywhere. */
export function hiddenInId(said: Said | undefined): readonly Complaint[] {
  const { value = "", location } = said ?? {};
  const found = hiddenIn(value);
  if (location === undefined) return [];
  if (found !== undefined) return [complaint(location, "the id", "holds", value, found)];
  if (!value.includes("\u{FFFD}")) return [];
  const message = `the id "${value}" holds U+FFFD: an earlier program lost a character there`;
  return [{ location, message, hint: "export the file again, as UTF-8" }];
}

/** A value holds none at either end; a flag may say what it likes. */
export function hiddenInValue(edit: Edit): readonly Complaint[] {
  if (edit.op === "unset" || edit.location.line === undefined) return [];
  let first: { readonly text: string; readonly found: Hidden } | undefined;
  anyString(edit.value, (text) => {
    const found = hiddenAtEnds(text);
    if (found !== undefined) first ??= { text, found };
    return found !== undefined;
  });
  if (first === undefined) return [];
  return [
    complaint(edit.location, `"${pathOf(edit)}"`, "begins or ends with", first.text, first.found),
  ];
}

function complaint(
  location: Complaint["location"] & object,
  what: string,
  holds: string,
  text: string,
  { name, code }: Hidden,
): Complaint {
  const number = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return {
    location,
    message: `${what} ${holds} ${name} (${number}), which nobody sees: "${showHidden(text)}"`,
    hint: `remove it; in a spreadsheet with SUBSTITUTE(cell, UNICHAR(${code}), "")`,
  };
}
