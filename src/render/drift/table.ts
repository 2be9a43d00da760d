/** Customers side by side: a column for each, or a stack where there is no room for columns. */
import type { Drift, DriftCustomer, DriftField } from "../../domain/documents/drift.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import { accountLines } from "../change/account-line.ts";
import { heading } from "../change/heading.ts";
import { layOut, leastTableColumns } from "../text/columns.ts";
import { plain, wrapBehind, wrapText } from "../text/layout.ts";
import { spelled } from "../text/signs.ts";
import type { Style } from "../text/style.ts";
import { cellTexts, verdicts } from "./cells.ts";
import { columnsOf, driftVerdict, type DriftOptions, restLines, shownFields } from "./shown.ts";

/** Where a customer's column would have less room than this, rows are stacked. */
const leastColumn = 15;
/** For the field and the word at the end. */
const besides = 30;

/** Ends with a line end; no line is wider than the style's columns. */
export function driftTable(drift: Drift, style: Style, options: DriftOptions): string {
  const columns = columnsOf(drift);
  const fields = shownFields(drift, options);
  const isNarrow =
    style.columns < Math.max(leastTableColumns, besides + leastColumn * columns.length);
  const rest = restLines(drift, options).flatMap((line) =>
    wrapBehind("    ", line, style.columns).map((each) => style.dim(each)),
  );
  const paint = drift.outcome === "differs" ? style.changed : style.bold;
  const lines = [
    ...drift.customers.flatMap((customer) => customerLines(customer, style)),
    ...(isNarrow ? stacked : tabled)(drift, fields, columns, style),
    ...rest,
    ...wrapText(driftVerdict(drift, style), style.columns).map((line) => paint(line)),
  ];
  return `${lines.join("\n")}\n`;
}

/** Whose column it is, and in which account; or why it has none. */
function customerLines(customer: DriftCustomer, style: Style): readonly string[] {
  const { name, id, reference, title = "", account, error } = customer;
  const subject = { provider: name, id: id ?? reference, title };
  const why = error === undefined ? [] : [spelled(`not read: ${safeText(error.message)}`, style)];
  return [
    ...heading(subject, "", 0, style),
    ...(account === undefined ? [] : accountLines(account, style)),
    ...why.flatMap((text) =>
      wrapBehind("  ", text, style.columns, style.isolate).map((line) => style.error(line)),
    ),
  ];
}

type Body = (
  drift: Drift,
  fields: readonly DriftField[],
  columns: readonly number[],
  style: Style,
) => readonly string[];

const tabled: Body = (drift, fields, columns, style) => {
  if (fields.length === 0) return [];
  const names = columns.map((index) => safeText(drift.customers[index]?.name ?? ""));
  return layOut(
    ["FIELD", ...names, ""],
    fields.map((field) => {
      const { symbol, word } = verdicts[field.verdict];
      const paint = paintOf(field, style);
      const texts = cellTexts(field, style);
      return {
        symbol: symbol.trim(),
        paint,
        cells: [
          { spans: plain(safeText(field.field)) },
          ...columns.map((index) => ({ spans: plain(texts[index] ?? ""), paint })),
          { spans: plain(word), paint },
        ],
        notes: [],
      };
    }),
    style,
  );
};

const stacked: Body = (drift, fields, columns, style) =>
  fields.flatMap((field) => {
    const { symbol, word } = verdicts[field.verdict];
    const paint = paintOf(field, style);
    const texts = cellTexts(field, style);
    return [
      ...wrapBehind(`  ${symbol} `, safeText(field.field), style.columns, style.isolate),
      ...wrapBehind("      ", word, style.columns).map((line) => paint(line)),
      ...columns.flatMap((index) => {
        const name = `${safeText(drift.customers[index]?.name ?? "")}: `;
        return wrapBehind("      ", name + (texts[index] ?? ""), style.columns, (line) =>
          line.startsWith(name)
            ? style.isolate(name) + style.isolate(line.slice(name.length))
            : style.isolate(line),
        );
      }),
    ];
  });

function paintOf({ verdict }: DriftField, style: Style): Style["dim"] {
  return verdict === "differs" ? style.changed : style.dim;
}
