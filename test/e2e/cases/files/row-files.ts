/** Files of rows as shells hand them over. */
import type { Case } from "../case.ts";

const dryRun = "billing customers update -p maple --dry-run --emulator --from";
const one = "billing customers update cus_2Nb8LmPq -p maple --emulator";
const contact = "billing customers update 65f0c1a2b3d4e5f60718293a -p vayu -n --emulator";
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
  line(
    "rows from a pipe with a name, to be made",
    "mkfifo p; printf 'email,name\\nq@b.example,Q\\n' >p & billing customers create -p commet -n --emulator --from p",
  ),
  line("a patch from /dev/stdin", `echo 'name: Zed' | ${one} -n -f /dev/stdin`),
  line("a patch from a pipe with a name", `mkfifo p; echo 'name: Zed' >p & ${one} -n -f p`),
  line("metadata from a substitution", `${one} -n --metadata-file <(echo 'a: b')`),
  line("metadata from /dev/stdin", `echo 'a: b' | ${one} -n --metadata-file /dev/stdin`),
  line(
    "a plan from /dev/stdin",
    `${one} -n --name Z --out p >o; cat p | billing apply --emulator -n /dev/stdin`,
  ),
  line(
    "a plan from a pipe with a name",
    `${one} -n --name Z --out p >o; mkfifo q; cat p >q & billing apply --emulator -n q`,
  ),
  refused("an empty substitution", "RUN <(true)", "there is nothing in it"),
  refused(
    "a patch beside the rows that can be read once",
    "RUN a.csv --metadata-file <(echo a: b)",
    /"\/dev\/fd\/\d+" is a pipe: it is read several times/u,
  ),
  refused("a directory", "RUN .", '"." cannot be read: it is a directory'),
  refused("a device", "RUN /dev/zero", '"/dev/zero" cannot be read: it is a device'),
  refused("no file", "RUN b.csv", '"b.csv" cannot be read: there is no such file'),
  refused("a file as a directory", "RUN a.csv/b", "part of its path is a file"),
  refused("a plan for stdout", "RUN a.csv --out -", "--out: - names no file"),
  refused("results for stdout", "RUN a.csv --results -", "--results: - names no file"),
  refused("one plan for stdout", `${one} --name A -n --out -`, "--out: - names no file"),
  refused(
    "quotes of another shell",
    `${one} --metadata "'a=b'"`,
    "has its quotes in it",
    "cmd.exe",
  ),
  refused("quotes around a value", `${one} --name '"Ana"'`, "has its quotes in it", "JSON"),
  refused(
    "a copied dash",
    `${one} —name A`,
    "—name: the dash was copied",
    "write two hyphens: --name",
  ),
  line("an item added by path", `${contact} --set aliases+=x`, 0, { prints: ["+ aliases[x]"] }),
  line("a contact added", `${contact} --set 'contacts+:={"email":"a@b.example"}'`, 0, {
    prints: ["+ contacts[a@b.example]"],
  }),
  refused(
    "a contact added that is there",
    `${contact} --set 'contacts+:={"email":"ida@northwind.example"}'`,
    "there is such an item already",
  ),
  line(
    "a contact's e-mail changed",
    `${contact} --set contacts[ida@northwind.example].email=a@b.example`,
    0,
    { prints: ["a@b.example"] },
  ),
  line(
    "a column that adds to a list",
    "printf 'id,aliases+\\n65f0c1a2b3d4e5f60718293a,x\\n' | billing customers update -p vayu -n --emulator --from -",
    0,
    { prints: ["+ aliases[x]"] },
  ),
  line(
    "a column that replaces a list",
    `printf 'id,aliases\\n65f0c1a2b3d4e5f60718293a,"[""x""]"\\n' | billing customers update -p vayu -n --emulator --from -`,
    0,
    { prints: ["aliases"] },
  ),
  refused(
    "a phone number of YAML",
    `${one} -f <(printf 'phone: +4755501020\n')`,
    'write it as a string: "+4755501020"',
  ),
  refused(
    "numbers of YAML that are none",
    `${one} -f <(printf 'metadata:\n  erp: 0077\n  ver: 1.10\n')`,
    'write it as a string: "0077"',
    'write it as a string: "1.10"',
  ),
];
