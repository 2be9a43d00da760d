import type { Customer } from "../../domain/change.ts";
import { layOut, leastTableColumns } from "../text/columns.ts";
import { flatten } from "./flatten.ts";
import { heading, type Subject } from "./heading.ts";
import { inCode, subjectLine, tableLine } from "./markdown.ts";
import { plain, wrapBehind } from "../text/layout.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import type { Style } from "../text/style.ts";
import { showShort } from "./value.ts";

/** The same in GitHub Flavored Markdown. */
export function customerMarkdown(
  subject: Subject & { readonly customer: Customer },
  style: Style,
): string {
  const rows = flatten(subject.customer).map(({ field, value }) =>
    tableLine([inCode(safeText(field)), inCode(showShort(value, style))]),
  );
  const lines = [`**${subjectLine(subject)}**`, "", tableLine(["Field", "Value"]), "| --- | --- |"];
  return `${[...lines, ...rows].join("\n")}\n`;
}

/** One record for people: its heading, then field and value; on a narrow terminal one below the other. */
export function customerTable(
  subject: Subject & { readonly customer: Customer },
  style: Style,
): string {
  const rows = flatten(subject.customer).map(({ field, value }) => ({
    field: safeText(field),
    value: showShort(value, style),
  }));
  const body =
    style.columns < leastTableColumns
      ? rows.flatMap(({ field, value }) => [
          ...wrapBehind("    ", field, style.columns),
          ...wrapBehind("      ", value, style.columns),
        ])
      : layOut(
          ["FIELD", "VALUE"],
          rows.map(({ field, value }) => ({
            symbol: "",
            paint: style.dim,
            cells: [{ spans: plain(field) }, { spans: plain(value) }],
            notes: [],
          })),
          style,
        );
  return `${[...heading(subject, "", 0, style), ...body].join("\n")}\n`;
}
