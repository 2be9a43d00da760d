/** Files of this program where another of them is expected: each is told as what it is, with the command that takes it. */
import type { Case } from "../case.ts";

const commet = "-p commet --emulator -n";
const plan = JSON.stringify({ kind: "billing-plan", version: 1, provider: "commet" });
const outcome = JSON.stringify({ id: "cus_1", outcome: "updated", changes: [], before: {} });
const result = JSON.stringify({ run: "01A", row: 1, id: "cus_1", outcome: "failed", changes: [] });

const files: Readonly<Record<string, readonly [text: string, ...says: readonly string[]]>> = {
  "plan.json": [plan, "this is a saved plan", "billing apply plan.json"],
  "outcome.json": [outcome, "this is the result of an update", "billing undo"],
  "results.ndjson": [result, "this is the result of a run", "--resume"],
  "config.yaml": ["providers:\n  commet: {}\n", "this is a configuration", "--config config.yaml"],
  "a.xlsx": ["PK\u0003\u0004 xl/workbook.xml", "workbook of a spreadsheet"],
  "rows.csv": ["id,name\ncus_7Qm2rT,Z\n", "these are rows", "customers update --from rows.csv"],
  "rows.ndjson": [
    '{"id":"cus_1","name":"Z"}\n{"id":"cus_2","name":"Z"}\n',
    "these are rows",
    "customers update --from rows.ndjson",
  ],
  "patch.yaml": ["name: Z\n", "this is a patch", "customers update <id> -f patch.yaml"],
  "patch.json": ['{"name":"Z"}\n', "this is a patch", "customers update <id> -f patch.json"],
};

/** Behind each of them the file's name, and what it takes. */
const takers: readonly (readonly [typed: string, takes: RegExp, code: number])[] = [
  ["apply NAME --emulator", /plan/u, 2],
  [`customers update ${commet} --from NAME`, /rows|patch/u, 2],
  [`customers update cus_7Qm2rT ${commet} -f NAME`, /patch/u, 2],
  [`customers update cus_7Qm2rT ${commet} --metadata-file NAME`, /patch/u, 2],
  ["customers get cus_7Qm2rT -p commet --config NAME", /config/u, 3],
];

export const otherFileCases: readonly Case[] = takers.flatMap(([typed, takes, code]) =>
  Object.entries(files)
    .filter(([name]) => !takes.test(name))
    .map(([name, [text, ...says]]) => ({
      met: `${name} where another file is expected`,
      files: { [name]: text },
      typed: typed.replace("NAME", name).split(" "),
      code,
      says: says
        .map((text) => text.replace(/^this is/u, typed.startsWith("apply") ? "it is" : "this is"))
        // A configuration is named by its whole path.
        .map(
          (text) =>
            new RegExp(
              text.replace(name, () => `\\S*${name}`),
              "u",
            ),
        ),
      never: ["this is a bug", "unknown key"],
    })),
);
