/** Every form of `--output` of every command that shows customers or changes: each is read as what it is. */
import { parse as parseCsv } from "csv-parse/sync";
import { expect, test } from "vitest";
import { parseDocument } from "yaml";

import { commands } from "../../src/cli/commands.ts";
import { customerIds } from "./providers.ts";
import { renames, runPlace } from "./runs.ts";

const formats = ["table", "json", "ndjson", "csv", "yaml", "markdown"] as const;

/** Cells of a line of a table in Markdown; a bar that is escaped is none of its borders. */
const cellsOf = (line: string) => line.split(/(?<!\\)\|/u).length;

const reads: Readonly<Record<(typeof formats)[number], (text: string) => void>> = {
  table: (text) => expect(text).toMatch(/\S\n$/u),
  json: (text) => JSON.parse(text),
  ndjson: (text) =>
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  csv(text) {
    const [header = [], ...rows] = parseCsv(text) as readonly string[][];
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(header).size).toBe(header.length);
  },
  yaml: (text) => expect(parseDocument(text).errors).toEqual([]),
  markdown(text) {
    const blocks = text.split("\n\n").map((block) => block.trimEnd().split("\n"));
    const tables = blocks.filter(([line = ""]) => line.startsWith("|"));
    expect(tables.length).toBeGreaterThan(0);
    for (const table of tables) {
      expect(table[1]).toMatch(/^\|(?: ---:? \|)+$/u);
      expect(new Set(table.map(cellsOf)).size).toBe(1);
    }
  },
};

test.each<[string, number?]>([
  ["customers get ID -p commet"],
  ["customers get ID -p commet --fields name,metadata.tier,native.object"],
  ["customers list -p commet"],
  ["customers list -p all --fields id,name,native"],
  ["customers drift commet:ID vayu:65f0c1a2b3d4e5f60718293a"],
  ["customers drift commet:ID vayu:65f0c1a2b3d4e5f60718293a --fields name,metadata,native.object"],
  ["customers update ID -p commet --name Bo|b -n"],
  ["customers update --from rows.ndjson -p commet -n"],
  ["customers update --from rows.ndjson -p commet -n --fields row,id,outcome"],
  ["customers create -p commet --email a@b.example -n"],
  ["apply plan.json -n"],
  ["apply plans.ndjson -n"],
  ["undo CHANGE -n"],
  ["undo RUN -n"],
  ["history"],
  ["history --fields at,changeId,name,outcome"],
  ["history --run RUN"],
  ["history --run RUN --fields changeId,outcome"],
  ["history show CHANGE"],
])("billing %s", async (line) => {
  await using place = await runPlace();
  const done = async (words: string) => {
    const result = await place.run(words.split(" "));
    expect(result).toMatchObject({ code: 0 });
    return result;
  };
  const id = customerIds.commet;
  await place.write("rows.ndjson", renames(3));
  await done(`customers update ${id} -p commet --metadata a=1 -n --out plan.json`);
  await place.write("others.ndjson", renames(2, "Other"));
  await done("customers update --from others.ndjson -p commet");
  const { json } = await done(`customers update ${id} -p commet --name Ana|Lima -o json`);
  await done("customers update --from rows.ndjson -p commet -n --out plans.ndjson");
  const [run = ""] = await place.runs();
  const words = line
    .replace("ID", id)
    .replace("CHANGE", json().changeId)
    .replace("RUN", run)
    .split(" ");
  const isRun = /--from|plans|undo RUN/u.test(line);
  for (const format of formats) {
    const { code, stdout, stderr } = await place.run([...words, "-q", "-o", format]);
    if (isRun && format === "yaml" && code === 2) {
      expect(stderr).toContain("many results come as ndjson or json");
      continue;
    }
    expect({ format, code, stderr }).toEqual({ format, code: 0, stderr: "" });
    reads[format](stdout);
  }
});

test("the commands that have all of them are those that show customers or changes", async () => {
  const specs = await Promise.all(
    commands.map(async ({ words, load }) => ({ words, ...(await load()) })),
  );
  const whole = specs.filter(({ flags }) =>
    formats.every((format) =>
      flags.find(({ long }) => long === "output")?.choices?.includes(format),
    ),
  );
  const summarized = specs.filter(({ flags }) => flags.some(({ long }) => long === "summary"));
  const names = (list: typeof specs) => list.map(({ words }) => words).toSorted();
  expect(names(whole)).toEqual([
    "apply",
    "customers create",
    "customers drift",
    "customers edit",
    "customers get",
    "customers list",
    "customers update",
    "history",
    "history show",
    "undo",
  ]);
  expect(names(summarized)).toEqual(names(whole));
});
