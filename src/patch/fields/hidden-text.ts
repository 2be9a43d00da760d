/** Characters that nobody sees, where they make a text another one. */
import type { Customer } from "../../domain/change.ts";
import type { Complaint, Location } from "../../domain/errors.ts";
import { anyString } from "../../domain/any-string.ts";
import { memberAt } from "../../domain/members.ts";
import type { Edit } from "../../domain/patch.ts";
import { type Hidden, hiddenAtEnds, hiddenIn, showHidden } from "../../domain/text/hidden.ts";
import { pathOf } from "../overlap.ts";

/** An id holds none of them anywhere. */
export function hiddenInId(
  said: { readonly value: string; readonly location: Location } | undefined,
): readonly Complaint[] {
  const { value = "", location } = said ?? {};
  const found = hiddenIn(value);
  if (location === undefined) return [];
  if (found !== undefined) return [complaint(location, "the id", "holds", value, found)];
  if (!value.includes("\u{FFFD}")) return [];
  const message = `the id "${value}" holds U+FFFD: an earlier program lost a character there`;
  const hint = location.line === undefined ? "copy it again" : "export the file again, as UTF-8";
  return [{ location, message, hint }];
}

/**
 * A value holds none at either end.
 *
 * @param base the customer that the value was edited in: of a list, what nobody touched is given along
 */
export function hiddenInValue(edit: Edit, base?: Customer): readonly Complaint[] {
  if (edit.op === "unset") return [];
  const before = memberAt(base, edit.field) ?? null;
  let first: { readonly text: string; readonly found: Hidden } | undefined;
  anyString(edit.value, (text) => {
    const found = hiddenAtEnds(text);
    if (found === undefined || anyString(before, (held) => held === text)) return false;
    first = { text, found };
    return true;
  });
  if (first === undefined) return [];
  return [
    complaint(edit.location, `"${pathOf(edit)}"`, "begins or ends with", first.text, first.found),
  ];
}

function complaint(
  location: Location,
  what: string,
  holds: string,
  text: string,
  { name, code }: Hidden,
): Complaint {
  const number = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return {
    location,
    message: `${what} ${holds} ${name} (${number}), which nobody sees: "${showHidden(text)}"`,
    hint:
      location.line === undefined
        ? "remove it: it was copied along with the text"
        : `remove it; in a spreadsheet with SUBSTITUTE(cell, UNICHAR(${code}), "")`,
  };
}
