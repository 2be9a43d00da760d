/** What a run over many customers came to, for a pull request or a ticket, in GitHub Flavored Markdown. */
import { countRows } from "../../domain/run/run-tally.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import { accountMarkdown, inCode, tableLine } from "../change/markdown.ts";
import { thousands } from "../text/thousands.ts";
import {
  customerOf,
  destroyingRows,
  ending,
  failedRows,
  fieldCounts,
  headline,
  isPlan,
  pointers,
  providerTable,
  type RunSummary,
  warnedRows,
} from "./facts.ts";
import type { KeptRows, RowGroup } from "./kept-rows.ts";
import { type Block, notShown, sizeOf } from "./room.ts";
import { rowsHead } from "./row-lines.ts";

/**
 * Ends with a line end. No text from elsewhere can end its cell, mention somebody or become markup. What has no room is
 * left out line by line of the tables, and block by block of the rest.
 *
 * @param maxSize bytes that it has at most
 * @param rows missing: none are shown
 */
export function runMarkdown(summary: RunSummary, maxSize: number, rows?: KeptRows): string {
  let room = maxSize;
  const within = (block: Block): Block => {
    const size = sizeOf(block);
    if (block.length === 0 || size > room) return [];
    room -= size;
    return block;
  };
  // In the order of what is the last to be left out.
  const head = within([`**${headline(summary).map(code).join(" · ")}**`]);
  const accounts = within(accountBlock(summary));
  const end = within(endBlock(summary));
  const reserved = within(notShown(summary, countRows(summary.tally.counts)));
  const links = within(
    pointers(summary).map(([name = "", value = ""]) => `- ${name}: ${code(value)}`),
  );
  const providers = within(providerBlock(summary));
  const fields = within(fieldBlock(summary));
  const warned = within(warnedBlock(summary));
  const groups = rows?.read(room, (group) => sizeOf(leadOf(group, summary))) ?? [];
  const shown = groups.reduce((sum, group) => sum + group.rows, 0);
  const left = countRows(summary.tally.counts) - shown;
  const blocks: readonly Block[] = [
    head,
    accounts,
    providers,
    fields,
    warned,
    ...groups.map(({ group, lines }) => [...leadOf(group, summary), lines.trimEnd()]),
    left > 0 && reserved.length > 0 ? notShown(summary, left) : [],
    end,
    links,
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function accountBlock({ tally }: RunSummary): Block {
  return Object.entries(tally.accounts).flatMap(([provider, account]) => {
    const line = accountMarkdown(account);
    return line === "" ? [] : [`- ${code(provider)}: ${line}`];
  });
}

function code(text: string): string {
  return inCode(safeText(text));
}

function endBlock(summary: RunSummary): Block {
  const words = ending(summary);
  return words.length === 0 ? [] : [words.join(" · ")];
}

function fieldBlock(summary: RunSummary): Block {
  const { shown, more } = fieldCounts(summary);
  const fields = [
    ...shown.map(({ text }) => code(text)),
    ...(more > 0 ? [`and ${thousands(more)} more`] : []),
  ];
  return fields.length === 0 ? [] : [fields.join(" · ")];
}

function warnedBlock(summary: RunSummary): Block {
  return warnedRows(summary).flatMap(({ rows }) =>
    rows.map(({ result, remark }) => {
      const subject = `row ${thousands(result.row)} ${customerOf(result)}`;
      return `- ! ${code(subject)}: ${code(remark)}`;
    }),
  );
}

function providerBlock(summary: RunSummary): Block {
  const { outcomes, rows } = providerTable(summary);
  if (rows.length === 0) return [];
  return [
    tableLine(["Provider", ...outcomes]),
    tableLine(["---", ...outcomes.map(() => "---:")]),
    ...rows.map(({ provider, counts }) =>
      tableLine([code(provider), ...outcomes.map((outcome) => thousands(counts[outcome] ?? 0))]),
    ),
  ];
}

/** A title, and the head of a table. */
function leadOf(group: RowGroup, summary: RunSummary): Block {
  return [titleOf(group, summary), "", ...rowsHead];
}

function titleOf(group: RowGroup, summary: RunSummary): string {
  switch (group) {
    case "destroying":
      return destroyingRows(summary)[0]?.title ?? "To be confirmed:";
    case "failed":
      return failedRows(summary, { words: "Failed", most: 0, show: code })[0]?.title ?? "Failed:";
    case "changed":
      return isPlan(summary) ? "To be changed:" : "Changed:";
    case "unchanged":
      return "Unchanged:";
  }
}
