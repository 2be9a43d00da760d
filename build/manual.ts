/** Manual pages, from the same declarations as the help. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { CommandEntry, CommandSpec } from "../src/cli/args/command.ts";
import type { Flag } from "../src/cli/args/option.ts";
import { commands } from "../src/cli/commands.ts";
import { topics } from "../src/cli/commands/help/topics.ts";
import { version } from "../src/version.ts";

/** One page for the program, and one for each command: `billing-customers-update.1`. */
export async function writeManual(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "billing.1"), programPage());
  for (const entry of commands) {
    const name = pageName(entry);
    await writeFile(join(directory, `${name}.1`), commandPage(name, entry, await entry.load()));
  }
}

const pageName = ({ words }: CommandEntry) => `billing-${words.replaceAll(" ", "-")}`;

function programPage(): string {
  return [
    heading("billing", "change customer records at several billing providers"),
    ".SH SYNOPSIS",
    ".B billing",
    "<command> [options]",
    ".SH COMMANDS",
    ...commands.flatMap((entry) => term(`\\fBbilling ${text(entry.words)}\\fR`, entry.summary)),
    ".SH EXIT STATUS",
    ...plain(topics["exit-codes"]?.(72) ?? ""),
    ".SH ENVIRONMENT",
    ...plain(topics["environment"]?.(72) ?? ""),
    ".SH FILES",
    ...plain(topics["files"]?.(72) ?? ""),
    ".SH SEE ALSO",
    commands.map((entry) => `\\fB${text(pageName(entry))}\\fR(1)`).join(",\n"),
    "",
  ].join("\n");
}

function commandPage(name: string, entry: CommandEntry, spec: CommandSpec): string {
  const operands = spec.operands.map(({ name: word, required, variadic }) => {
    const dots = variadic === true ? "..." : "";
    return required ? `<${word}${dots}>` : `[${word}${dots}]`;
  });
  const groups = [...new Set(spec.flags.map(({ group }) => group))];
  return [
    heading(name, entry.summary),
    ".SH SYNOPSIS",
    `.B billing ${text(entry.words)}`,
    text(["[options]", ...operands].join(" ")),
    ...(spec.description === undefined ? [] : [".SH DESCRIPTION", paragraphs(spec.description)]),
    ...(spec.operands.length === 0
      ? []
      : [
          ".SH ARGUMENTS",
          ...spec.operands.flatMap(({ name: word, help }) => term(`\\fI${text(word)}\\fR`, help)),
        ]),
    ...(groups.length === 0 ? [] : [".SH OPTIONS"]),
    ...groups.flatMap((group) => [
      `.SS "${text(group.replace(/:$/u, ""))}"`,
      ...spec.flags.filter((flag) => flag.group === group).flatMap(option),
    ]),
    ".SH EXAMPLES",
    ".nf",
    ...spec.examples.map((line) => `$ ${text(line)}`),
    ".fi",
    ".SH SEE ALSO",
    "\\fBbilling\\fR(1)",
    "",
  ].join("\n");
}

function heading(name: string, summary: string): string {
  return [
    `.TH "${text(name.toUpperCase())}" 1 "" "billing ${text(version)}" "billing"`,
    ".SH NAME",
    `${text(name)} \\- ${text(summary)}`,
  ].join("\n");
}

function option({ long, short, value, optional, negatable, choices, help }: Flag) {
  const [left, right] = optional === true ? ["[", "]"] : ["<", ">"];
  const given = value === undefined ? "" : ` \\fI${text(`${left}${value}${right}`)}\\fR`;
  const names = [
    ...(short === undefined ? [] : [`-${short}`]),
    `--${long}`,
    ...(negatable === true ? [`--no-${long}`] : []),
  ].map((one) => `\\fB${text(one)}\\fR`);
  const words = choices === undefined ? "" : ` One of ${choices.join(", ")}.`;
  return term(`${names.join(", ")}${given}`, `${help}.${words}`);
}

function term(what: string, meaning: string): readonly string[] {
  return [".TP", what, text(meaning)];
}

function paragraphs(lines: string): string {
  return lines.split("\n").map(text).join("\n.br\n");
}

function plain(lines: string): readonly string[] {
  return [".nf", ...lines.trimEnd().split("\n").map(text), ".fi"];
}

/** A line of text: signs that mean something to roff, or that it does not know, are written otherwise. */
function text(line: string): string {
  return line
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll(/[^ -~]/gu, (sign) => {
      const code = sign.codePointAt(0)?.toString(16).toUpperCase() ?? "";
      return `\\[u${code.padStart(4, "0")}]`;
    })
    .replace(/^(?=[.'])/u, "\\&");
}
