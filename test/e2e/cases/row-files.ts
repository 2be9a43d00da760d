/** Files of rows as shells hand them over. */
import type { Case } from "./case.ts";

const dryRun = "billing customers update -p maple --dry-run --emulator --from";
const ok: Partial<Case> = { prints: ["planned · nothing was sent"] };

/** A line of bash in which RUN is the command up to `--from`. */
const line = (met: string, typed: string, code = 0, more: Partial<Case> = ok): Case => ({
  met,
  files: { "a.csv": "id,name\ncus_2Nb8LmPq,Zed\n" },
  typed: typed.replace("RUN", dryRun),
  code,
  ...more,
});
const refused = (met: string, typed: string, ...says: readonly (string | RegExp)[]): Case =>
  line(met, typed, 2, { says });

export const rowFileCases: readonly Case[] = [
  line("a process substitution", "RUN <(cat a.csv)"),
  line("/dev/stdin from a pipe", "cat a.csv | RUN /dev/stdin"),
  line("/dev/stdin from a file", "RUN /dev/stdin <a.csv"),
  line("a descriptor", "RUN /dev/fd/7 7<a.csv"),
  line("a pipe with a name", "mkfifo p; cat a.csv >p & RUN p"),
  line(
    "a patch from a substitution",
    "billing customers update cus_2Nb8LmPq -p maple -n --emulator -f <(echo 'name: Zed')",
    0,
    { prints: ["Zed"] },
  ),
  line("plans from a substitution", "RUN a.csv --out p >o; billing apply --emulator -n <(cat p)"),
  refused("an empty substitution", "RUN <(true)", "there is nothing in it"),
  refused(
    "a patch beside the rows that can be read once",
    "RUN a.csv --metadata-file <(echo a: b)",
    /"\/dev\/fd\/\d+" is no file: it is read several times/u,
  ),
  refused("a directory", "RUN .", '"." cannot be read: it is a directory'),
  refused("a device", "RUN /dev/zero", '"/dev/zero" cannot be read: it is a device'),
  refused("no file", "RUN b.csv", '"b.csv" cannot be read: there is no such file'),
  refused("a file as a directory", "RUN a.csv/b", "part of its path is a file"),
];
