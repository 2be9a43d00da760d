import type { Customer } from "../../domain/change.ts";
import type { KnownAccount } from "../../domain/documents/known-account.ts";
import { accountLines } from "./account-line.ts";
import { layOut, leastTableColumns } from "../text/columns.ts";
import { flatten } from "./flatten.ts";
import { heading, type Subject } from "./heading.ts";
import { accountBlock, inCode, subjectLine, tableLine } from "./markdown.ts";
import { plain, wrapBehind } from "../text/layout.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import type { Style } from "../text/style.ts";
import { showShort } from "./value.ts";

/** A record, and where it is. */
export interface ReadSubject extends Subject {
  readonly account: KnownAccount;
  readonly customer: Customer;
}

/** The same in GitHub Flavored Markdown. */
export function customerMarkdown(subject: ReadSubject, style: Style): string {
  const rows = flatten(subject.customer).map(({ field, value }) =>
    tableLine([inCode(safeText(field)), inCode(showShort(value, style))]),
  );
  const lines = [
    `**${subjectLine(subject)}**`,
    "",
    ...accountBlock(subject.account),
    tableLine(["Field", "Value"]),
    "| --- | --- |",
  ];
  return `${[...lines, ...rows].join("\n")}\n`;
}

/** One record for people: its heading, then field and value; on a narrow terminal one below the other. */
export function customerTable(subject: ReadSubject, style: Style): string {
  const rows = flatten(subject.customer).map(({ field, value }) => ({
    field: safeText(field),
    value: showShort(value, style),
  }));
  const body =
    style.columns < leastTableColumns
      ? rows.flatMap(({ field, value }) => [
          ...wrapBehind("    ", field, style.columns, style.isolate),
          ...wrapBehind("      ", value, style.columns, style.isolate),
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
  return `${[...heading(subject, "", 0, style), ...accountLines(subject.account, style), ...body].join("\n")}\n`;
}
