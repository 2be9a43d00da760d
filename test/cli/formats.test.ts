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

/** What `-o csv` is of results that are no lists of customers: a record for each thing, and no document in a cell. */
test.each<[line: string, header: string, rows: number | RegExp]>([
  ["config show", "setting,value,secret,origin.kind,origin.name,origin.look", /baseUrl/u],
  ["config path", "kind,state,path", 2],
  ["config check --emulator", "provider,profile,ok,configured", 5],
  ["whoami commet", "provider,profile,ok,configured", 1],
  [
    "whoami commet --emulator --no-retry --fault commet:list:reset-before",
    "provider,profile,ok,configured",
    /,unavailable,/u,
  ],
  [
    "providers",
    "provider,field,vendorName,settable,readable,clearable,limits,note",
    /kirim,email/u,
  ],
  ["providers kirim", "provider,field,vendorName", 4],
  ["emulator status", "provider,customers,changedAt,file", 5],
  ["customers update ID -p commet --name Bo|b -n", "provider,account.mode,id,outcome,field", 1],
  [
    "customers update ID -p commet --name Bo --timezone UTC --as-curl",
    "provider,id,outcome,curl",
    1,
  ],
  ["customers update ID -p commet --name Lima", "provider,account.mode,id,outcome,field", 1],
  ["customers create -p commet --email a@b.example --name A -n", "provider,account.mode,id", 2],
  ["apply plan.json -n", "provider,account.mode,id,outcome,field,kind,before,after", 1],
  ["undo CHANGE -n", "provider,account.mode,id,outcome,field,kind,before,after", 1],
  ["history", "at,changeId,run", 2],
  ["history --fields id,outcome", "id,outcome", 1],
  ["history --fields counts.updated,rows", "counts.updated,rows", 1],
  ["history --fields note", "note", 0],
  ["history show CHANGE", "at,changeId,run,row,provider,id,name,outcome,field,kind,before", 1],
  ["history show RUN", "run,at,command,rows,end,endedAt,counts.updated", 1],
  ["history --run RUN", "at,changeId,run", 2],
  ["customers update --from rows.ndjson -p commet", "run,row,provider", 3],
])("billing %s -o csv", async (line, head, expected) => {
  await using place = await runPlace();
  const run = (words: string) => place.run([...words.split(" "), "-q"]);
  const id = customerIds.commet;
  await place.write("rows.ndjson", renames(3));
  await run(`customers update ${id} -p commet --metadata a=1 -n --out plan.json`);
  const { json } = await run(`customers update ${id} -p commet --name Lima -o json`);
  await place.write("others.ndjson", renames(2, "Other"));
  await run("customers update --from others.ndjson -p commet");
  const [ofRun = ""] = await place.runs();
  const words = line.replace("ID", id).replace("CHANGE", json().changeId).replace("RUN", ofRun);
  const { stdout } = await run(`${words} -o csv`);
  expect(stdout.startsWith(head)).toBe(true);
  const [header = [], ...rows] = parseCsv(stdout) as readonly string[][];
  expect(new Set(header).size).toBe(header.length);
  expect(rows.flat().filter((cell) => /^[[{]/u.test(cell))).toEqual([]);
  expect(rows.every((cells) => cells.some((cell) => cell !== ""))).toBe(true);
  if (typeof expected === "number") expect(rows.length).toBe(expected);
  else expect(stdout).toMatch(expected);
});

test("in CSV a result with nothing in it still says what became of it", async () => {
  await using place = await runPlace();
  const id = customerIds.commet;
  const words = ["customers", "update", id, "-p", "commet", "--name", "Lima", "-o", "csv"];
  await place.run(words);
  const { stdout } = await place.run(words);
  const [header = [], cells = [], ...others] = parseCsv(stdout) as readonly string[][];
  expect(others).toEqual([]);
  expect(Object.fromEntries(header.map((name, index) => [name, cells[index]]))).toMatchObject({
    provider: "commet",
    id,
    outcome: "unchanged",
    field: "",
    before: "",
    after: "",
  });
});

test.each(["json", "ndjson", "yaml", "markdown", "table"])(
  "history leaves out in %s what has none of the chosen fields",
  async (format) => {
    await using place = await runPlace();
    await place.write("rows.ndjson", renames(2));
    await place.run(["customers", "update", "--from", "rows.ndjson", "-p", "commet", "-q"]);
    const { stdout } = await place.run(["history", "--fields", "id,outcome", "-o", format]);
    expect(stdout.replaceAll(/[^{}[\]\w]/gu, "")).toBe(
      {
        json: "{changes[]runs[]damaged[]}",
        ndjson: "",
        yaml: "changes[]runs[]damaged[]",
        markdown: "idoutcome",
        table: "nochanges",
      }[format],
    );
    const ofRun = ["history", "--run", (await place.runs())[0] ?? "", "--fields", "counts"];
    expect((await place.run(ofRun)).stderr).toContain('there is no field "counts"');
  },
);

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
