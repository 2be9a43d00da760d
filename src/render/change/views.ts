/** One customer, read or updated, in every format. */
import type { PlannedRequest, UpdateOutcome } from "../../domain/change.ts";
import { maskOutcome } from "../mask/mask.ts";
import { outcomeDocument } from "../machine/outcome-json.ts";
import { createStyle } from "../text/style.ts";
import type { Look, View } from "../view.ts";
import { markdownTable } from "./markdown.ts";
import { requestPreview } from "./request-preview.ts";
import { changeTable, type TableOptions } from "./table.ts";
import { undoRemark, verdict } from "./verdict.ts";

/** How an update ended, and what people are shown besides. */
export interface Updated extends TableOptions {
  readonly outcome: UpdateOutcome;
  /** Names of the headers that carry the credential. */
  readonly secretHeaders: readonly string[];
}

export const outcomeView: View<Updated> = {
  document: ({ outcome }) => outcomeDocument(outcome),
  draw: { table: drawn(tableAndRequests), markdown: drawn(markdownTable) },
  fate: ({ outcome, undo }) => {
    const style = createStyle({ colour: false, columns: undefined });
    const parts = [verdict(outcome, style), undoRemark(outcome, undo)];
    return `${outcome.provider} ${outcome.id}: ${parts.filter((part) => part !== undefined).join(", ")}`;
  },
};

type DrawOutcome = (outcome: UpdateOutcome, shown: Updated, look: Look) => string;

function drawn(draw: DrawOutcome): (shown: Updated, look: Look) => string {
  return (shown, look) => {
    const { outcome } = shown;
    if (outcome.curl !== undefined) return `${outcome.curl}\n`;
    // Nothing was read: there is no table to draw, the error says it all.
    if (outcome.outcome === "failed" && outcome.changes.length === 0) return "";
    return draw(look.mask === undefined ? outcome : maskOutcome(look.mask, outcome), shown, look);
  };
}

function tableAndRequests(outcome: UpdateOutcome, shown: Updated, { style }: Look): string {
  const preview = (request: PlannedRequest) => requestPreview(request, shown.secretHeaders, style);
  const { preparation, request } = outcome;
  return [
    changeTable(outcome, style, shown),
    ...(preparation === undefined
      ? []
      : [`first, because ${preparation.because}:\n${preview(preparation.request)}`]),
    ...(request === undefined ? [] : [preview(request)]),
  ].join("\n");
}
