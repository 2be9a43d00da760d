/** What can be done about rows that failed, with whole commands. */
import { shellWord } from "../../domain/text/shell-word.ts";
import type { RunSummary } from "../../render/run/facts.ts";
import { accountFlags, accountWords } from "../accounts/account-words.ts";
import { flagsOf, givenUnder } from "../args/option.ts";
import { createOptions } from "../args/options/create-options.ts";
import { optionsOfRun } from "./options.ts";
import type { RunView } from "./summary.ts";

/** What another run over the failed rows does not share with this one. */
const ownOfRun = new Set(["from", "resume", "results", "failed", "shard", "yes", "out"]);

/** One sentence; undefined where nothing can be done. */
export function nextSteps(
  view: RunView,
  { resume, files: { failed } }: Pick<RunSummary, "resume" | "files">,
): string | undefined {
  const later = resume === undefined ? undefined : `--resume tries again what may pass: ${resume}`;
  const mended =
    failed === undefined
      ? undefined
      : `the rows that failed are kept as they were given, to be mended and run again: ${againCommand(view, failed)}`;
  const steps = [later, mended].filter((step) => step !== undefined);
  return steps.length === 0 ? undefined : steps.join("; ");
}

function againCommand({ source, given, options, terminal }: RunView, failed: string): string {
  const path = terminal.path(failed);
  // A shell knows the home directory by ~, but not between quotes.
  const file = path.startsWith("~/") ? `~/${shellWord(path.slice(2))}` : shellWord(path);
  if (source.command === "apply")
    return ["billing apply", file, ...accountWords(options)].join(" ");
  const flags = flagsOf(optionsOfRun(source.command))
    .filter(
      ({ long, recorded }) => recorded !== false && !ownOfRun.has(long) && !accountFlags.has(long),
    )
    .flatMap(({ long, value }) => {
      const held = givenUnder(given, long);
      if (held === undefined || held === "" || held === false) return [];
      // Customers' data is masked where it is masked elsewhere: then the command is to be filled in.
      return [held]
        .flat()
        .map((one) =>
          typeof one !== "string" || value === undefined
            ? `--${long}`
            : `--${long} ${terminal.masks !== undefined && isData(long) ? "…" : shellWord(one)}`,
        );
    });
  const provider =
    givenUnder(given, "provider") === undefined && source.defaultProvider !== undefined
      ? [`--provider ${source.defaultProvider}`]
      : [];
  return [
    `billing customers ${source.command === "create" ? "create" : "update"} --from ${file}`,
    ...provider,
    ...flags,
    ...accountWords(options),
  ].join(" ");
}

function isData(long: string): boolean {
  return (
    createOptions.fieldFlags.flags("").some((flag) => flag.long === long) ||
    ["set", "metadata"].includes(long)
  );
}
