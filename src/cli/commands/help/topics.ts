import { environmentVariables } from "../../../config/environment.ts";
import { exampleConfig } from "../../../config/example.ts";
import { projectFileNames, userFileNames } from "../../../config/files/paths.ts";
import { faultHelp } from "../../../emulator/faults/help.ts";
import { type ErrorKind, exitCodes } from "../../../domain/errors.ts";
import { allProviders } from "../../../providers/registry.ts";
import { fitText } from "../../../render/text/fit-text.ts";
import { columnsOf } from "../../../render/text/text-columns.ts";
import { providersText } from "../../show/providers-text.ts";
import { rowsHelp } from "../../../bulk/input/help.ts";

const meanings: Readonly<Record<ErrorKind, string>> = {
  internal: "a bug in billing",
  usage: "bad flag, patch or file, or a field the provider lacks; nothing was sent",
  auth: "no or bad configuration or credentials, 401, 403",
  not_found: "no such customer",
  rejected: "the provider refused the change, or answered with success and did not store it",
  conflict: "the record moved since it was read or planned",
  unavailable: "network, 429, or 5xx to a read, after the retries; known not to be applied",
  unknown: "the request went out and its outcome could not be established",
  partial: "some rows of a run failed, or some of several customers could not be read",
  changes: "only with --detailed-exitcode: a dry run found changes, or customers differ",
  declined: "a confirmation was needed and not given, or an edit was given up",
  output: "what was done is done, but the result could not be written to stdout or its file",
  interrupted: "Ctrl-C",
  terminated: "SIGTERM",
};

/** Help that belongs to no one command, by its topic. */
export const topics: Readonly<Record<string, (width?: number) => string>> = {
  "exit-codes": (width) =>
    columnsOf(
      [
        ["CODE", "NAME", "MEANING"],
        ["0", "ok", "updated, created, unchanged, or planned"],
        ...Object.entries(exitCodes).map(([name, code]) => [
          String(code),
          name,
          meanings[name as ErrorKind],
        ]),
      ],
      width,
    ),
  environment: (width) =>
    columnsOf(
      [
        ["VARIABLE", "MEANING"],
        ...environmentVariables(allProviders).map(({ name, help }) => [name, help]),
      ],
      width,
    ),
  config: (width) => fitComments(exampleConfig(allProviders), width),
  files: (width) =>
    columnsOf(
      [
        ["FILE", "MEANING"],
        [
          projectFileNames.join(", "),
          "project configuration: looked for from the working directory up to the repository's root or home",
        ],
        [
          `$XDG_CONFIG_HOME/billing/ (${userFileNames.join(", ")})`,
          "user configuration; XDG_CONFIG_HOME is ~/.config unless set",
        ],
        [
          "$XDG_STATE_HOME/billing/journal.ndjson",
          "what was changed from here; XDG_STATE_HOME is ~/.local/state unless set to an absolute path",
        ],
        ["$XDG_STATE_HOME/billing/runs/<run>/", "a run: many customers changed by one command"],
        ["  run.json", "its input, options and accounts, as they were when it began"],
        ["  journal.ndjson", "its changes, each before it was sent, and how its rows ended"],
        ["  results.ndjson", "a line a row, unless --results names another file"],
        ["  failed.ndjson, .json, .csv, .tsv", "rows that failed, in the form of the input"],
        ["  input", "a copy of stdin, where the rows came from there"],
        ["  lock", "which process works on the run"],
        [
          "$XDG_STATE_HOME/billing/edits/",
          "a text that customers edit has open, and texts that came to nothing, until you remove them",
        ],
        ["$TMPDIR/billing-*/", "a copy of what is piped into a dry run, until it ends"],
        [
          "$XDG_STATE_HOME/billing/emulator/",
          "the emulator's records, and a journal and runs of its own",
        ],
        [
          "$XDG_CACHE_HOME/billing/code-*",
          "the program as Node compiled it, to start sooner; XDG_CACHE_HOME is ~/.cache unless set",
        ],
      ],
      width,
    ),
  rows: (width = 100) => fitText(`${rowsHelp.join("\n")}\n`, width),
  providers: providersText,
  faults: (width = 100) => fitText(`${faultHelp.join("\n")}\n`, width),
};

/** YAML whose comments are wrapped to a screen; settings, commented out or not, stay as they are, to be copied. */
function fitComments(yaml: string, width: number | undefined): string {
  if (width === undefined) return yaml;
  const fitted = yaml.split("\n").flatMap((line) => {
    const [sign = ""] = /^ *# (?!\w+: )/u.exec(line) ?? [];
    if (sign === "") return [line];
    const text = fitText(line.slice(sign.length), Math.max(width - sign.length, 1));
    return text.split("\n").map((part) => sign + part);
  });
  return fitted.join("\n");
}
