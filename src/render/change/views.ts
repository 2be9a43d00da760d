/** One customer, read or updated, in every format. */
import type { PlannedRequest, PlannedStep, UpdateOutcome } from "../../domain/change.ts";
import { printJson } from "../../domain/json.ts";
import { safeJson, safeText } from "../../domain/text/safe-text.ts";
import { maskOutcome } from "../mask/mask.ts";
import { createStyle } from "../text/style.ts";
import type { Look, View } from "../view.ts";
import { inCode, markdownTable } from "./markdown.ts";
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
  // People mostly see the table.
  document: async ({ outcome }) =>
    (await import("../machine/outcome-json.ts")).outcomeDocument(outcome),
  draw: {
    table: drawn(tableAndRequests),
    markdown: drawn(tableAndSteps),
    csv: async ({ outcome }, look) => {
      const { curlCsv, outcomeCsv } = await import("./csv.ts");
      return (outcome.curl === undefined ? outcomeCsv : curlCsv)(outcome, look);
    },
  },
  warnings: ({ outcome }, look) => seen(outcome, look).warnings,
  fate: ({ outcome, undo }) => {
    const style = createStyle({ colour: false, columns: undefined });
    const parts = [verdict(outcome, style), undoRemark(outcome, undo)];
    return `${outcome.provider} ${outcome.id}: ${parts.filter((part) => part !== undefined).join(", ")}`;
  },
};

function seen(outcome: UpdateOutcome, { mask }: Pick<Look, "mask">): UpdateOutcome {
  return mask === undefined ? outcome : maskOutcome(mask, outcome);
}

type DrawOutcome = (outcome: UpdateOutcome, shown: Updated, look: Look) => string;

function drawn(draw: DrawOutcome): (shown: Updated, look: Look) => string {
  return (shown, look) => {
    const { outcome } = shown;
    if (outcome.curl !== undefined) return `${outcome.curl}\n`;
    // Nothing was read: there is no table to draw, the error says it all.
    if (outcome.outcome === "failed" && outcome.changes.length === 0) return "";
    return draw(seen(outcome, look), shown, look);
  };
}

function tableAndRequests(outcome: UpdateOutcome, shown: Updated, { style }: Look): string {
  const preview = (request: PlannedRequest) => requestPreview(request, shown.secretHeaders, style);
  const { preparation, request, followUp } = outcome;
  return [
    changeTable(outcome, style, shown),
    ...(preparation === undefined
      ? []
      : [`first, because ${preparation.because}:\n${preview(preparation.request)}`]),
    ...(request === undefined ? [] : [preview(request)]),
    ...(followUp === undefined
      ? []
      : [
          `then, because ${followUp.because}, over what is stored by then:\n${preview(followUp.request)}`,
        ]),
  ].join("\n");
}

/** Where it takes more than one request, they are listed in their order. */
function tableAndSteps(outcome: UpdateOutcome, shown: Updated): string {
  const { preparation, request, followUp } = outcome;
  const steps = [preparation, request && { request, because: "" }, followUp].flatMap((step) =>
    step === undefined ? [] : [stepLine(step)],
  );
  const table = markdownTable(outcome, shown);
  return steps.length < 2 ? table : `${table}\n${numbered(steps)}`;
}

function stepLine({ request: { method, url, body }, because }: PlannedStep): string {
  const said = body === undefined ? "" : ` ${inCode(safeJson(printJson(body)))}`;
  const line = `${inCode(safeText(`${method} ${url}`))}${said}`;
  return because === "" ? line : `${line}, because ${inCode(safeText(because))}`;
}

function numbered(lines: readonly string[]): string {
  return lines.map((line, index) => `${index + 1}. ${line}\n`).join("");
}
