/** Customers side by side in GitHub Flavored Markdown. */
import type { Drift } from "../../domain/documents/drift.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import { accountMarkdown, inCode, subjectLine, tableLine } from "../change/markdown.ts";
import type { Style } from "../text/style.ts";
import { cellTexts, verdicts } from "./cells.ts";
import { columnsOf, driftVerdict, type DriftOptions, restLines, shownFields } from "./shown.ts";

/** No value can end its cell, mention somebody or become markup. */
export function driftMarkdown(drift: Drift, style: Style, options: DriftOptions): string {
  const columns = columnsOf(drift);
  const fields = shownFields(drift, options);
  const names = columns.map((index) => inCode(safeText(drift.customers[index]?.name ?? "")));
  const head = ["Field", ...names, ""];
  const rows = fields.map((field) => {
    const texts = cellTexts(field, style);
    return tableLine([
      inCode(safeText(field.field)),
      ...columns.map((index) => inCode(texts[index] ?? "")),
      verdicts[field.verdict].word,
    ]);
  });
  const lines = [
    ...drift.customers.map(({ name, id, reference, title = "", account, error }) => {
      const known = account === undefined ? "" : accountMarkdown(account);
      return [
        `- **${subjectLine({ provider: name, id: id ?? reference, title })}**`,
        ...(known === "" ? [] : [known]),
        ...(error === undefined ? [] : [`not read: ${inCode(safeText(error.message))}`]),
      ].join(" · ");
    }),
    "",
    ...(rows.length === 0 ? [] : [tableLine(head), tableLine(head.map(() => "---")), ...rows, ""]),
    ...restLines(drift, options).map((line) => `- ${line}`),
    "",
    driftVerdict(drift, style),
  ];
  return `${lines.join("\n").replaceAll(/\n{3,}/gu, "\n\n")}\n`;
}
