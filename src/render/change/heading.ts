import type { UpdateOutcome } from "../../domain/change.ts";
import { wrapText } from "../text/layout.ts";
import { displayWidth } from "../text/measure.ts";
import { storedDiffers } from "./rows.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import type { Style } from "../text/style.ts";

/** Whose record this is. */
export interface Subject {
  readonly provider: string;
  readonly id: string;
  /** Name of the customer; may be empty. */
  readonly title: string;
}

/** Whose a change is: a creation that failed is no change of the customer that was there already. */
export function subjectOf(outcome: UpdateOutcome): Subject {
  const isMade = outcome.outcome !== "failed" || storedDiffers(outcome);
  return outcome.creates === true && !isMade ? { ...outcome, id: "" } : outcome;
}

/**
 * `provider · id · title`, and a remark that ends with the table's right edge; the remark gets a line of its own where
 * the two do not fit.
 */
export function heading(
  subject: Subject,
  remark: string,
  tableWidth: number,
  style: Style,
): readonly string[] {
  const parts = [subject.provider, subject.id, subject.title].filter((part) => part !== "");
  const safe = parts.map(safeText);
  const between = ` ${style.signs.dot} `;
  const text = safe.join(between);
  const used = displayWidth(text);
  const remarkWidth = displayWidth(remark);
  const width = Math.max(tableWidth, used + 3 + remarkWidth);
  if (remark !== "" && width <= style.columns) {
    const apart = safe.map((part) => style.isolate(part)).join(between);
    return [`${style.bold(apart)}${" ".repeat(width - used - remarkWidth)}${remark}`];
  }
  const lines = wrapText(text, style.columns).map((line) => style.bold(style.isolate(line)));
  return remark === "" ? lines : [...lines, remark];
}
