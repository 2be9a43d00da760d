/** `--summary`: the result as Markdown behind what the file of GITHUB_STEP_SUMMARY holds. */
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { customerIds } from "./providers.ts";
import { commetId, ndjson, renames, runPlace, type RunPlace } from "./runs.ts";

const on = ["-p", "commet", "-q", "--summary"];
const id = customerIds.commet;
const github = { GITHUB_STEP_SUMMARY: "summary.md" };
const limit = 1_048_576;

async function summarized(place: RunPlace, words: readonly string[], env: object = github) {
  const result = await place.run(words, { env: { ...github, ...env } });
  return { ...result, summary: await place.read("summary.md").catch(() => undefined) };
}

/** It names the address of the test's server. */
const withoutAccount = (text = "") => text.replaceAll(/^Account: .* · `test`\n\n/gmu, "");

test("each result is appended as Markdown, apart from what is there, and stdout is as ever", async () => {
  await using place = await runPlace();
  await place.write("summary.md", "# Step\n");
  const update = ["customers", "update", id, ...on, "--name", "Ana Lima"];
  const planned = await summarized(place, [...update, "-n", "-o", "json"]);
  expect(planned.json()).toMatchObject({ outcome: "planned" });
  const table = "|  | Field | Before | After |  |\n| --- | --- | --- | --- | --- |\n";
  const row = "| `~` | `name` | `Ana Ferreira` | `Ana Lima` |  |\n";
  const head = "**`commet` · `cus_7Qm2rT` · `Ana Ferreira`**\n\n";
  const first = `# Step\n\n${head}${table}${row}\nplanned · nothing was sent\n`;
  expect(withoutAccount(planned.summary)).toBe(first);
  const written = await summarized(place, update);
  const plain = await place.run([...update, "-n"].filter((word) => word !== "--summary"));
  expect(withoutAccount(written.summary)?.replace(/undo \w{26}/u, "undo CHANGE")).toBe(
    `${first}\n${head}${table}${row}\nupdated · stored as sent, says the answer\n\n- undo with: \`billing undo CHANGE\`\n`,
  );
  expect(written.stdout).toContain("~ name");
  expect(plain.stdout).toContain("unchanged");
});

describe("every command that shows a result", () => {
  test.each<[string, RegExp]>([
    ["customers get ID", /^\| `email` \| `ana@lumen\.example` \|$/mu],
    ["customers get ID --fields name", /^\| `name` \| `Ana Lima` \|\n$/mu],
    ["customers list", /^\| `cus_7Qm2rT` \| `Ana Lima` \|/mu],
    ["customers list --fields id,native.fullName", /^\| `cus_7Qm2rT` \| `Ana Lima` \|$/mu],
    ["customers update ID --name Bo", /^\| `~` \| `name` \|/mu],
    ["apply plan.json", /^\| `\+` \| `metadata\.a` \|/mu],
    ["undo --last", /^\| `~` \| `name` \| `Ana Lima` \| `Ana Ferreira` \|/mu],
    ["history", /\| `updated` \| `name` \|/u],
    ["history --fields id,outcome", /^\| `cus_7Qm2rT` \| `updated` \|$/mu],
    ["history show CHANGE", /^- outcome: `updated`$/mu],
  ])("billing %s", async (line, shows) => {
    await using place = await runPlace();
    const done = ["-p", "commet", "-q"];
    await place.run([
      "customers",
      "update",
      id,
      ...done,
      "--metadata",
      "a=1",
      "-n",
      "--out",
      "plan.json",
    ]);
    const { json } = await place.run([
      "customers",
      "update",
      id,
      ...done,
      "--name",
      "Ana Lima",
      "-o",
      "json",
    ]);
    const words = line.replace("ID", id).replace("CHANGE", json().changeId).split(" ");
    const provider = line.startsWith("customers") ? ["-p", "commet"] : [];
    for (const format of ["table", "json", "ndjson", "csv", "yaml", "markdown"]) {
      await place.write("summary.md", "");
      const { code, stderr, summary, stdout } = await summarized(place, [
        ...words,
        ...provider,
        "-q",
        "--summary",
        "-o",
        format,
      ]);
      // A second undo or plan has nothing left to do.
      if (format !== "table" && /^(?:apply|undo|customers update)/u.test(line)) continue;
      expect({ format, code, stderr, summary }).toEqual({
        format,
        code: 0,
        stderr: "",
        summary: expect.stringMatching(shows),
      });
      expect(stdout).not.toBe("");
      if (format === "markdown") expect(summary).toBe(stdout);
    }
  });

  test("a run, with what became of each row, whatever stdout shows", async () => {
    await using place = await runPlace();
    const rows = ndjson({ id: "cus_404", name: "A" }) + renames(3);
    for (const format of ["ndjson", "table", "json", "csv"]) {
      await place.write("summary.md", "");
      const { code } = await place.from("rows.ndjson", rows, [...on, "-o", format], {
        env: github,
      });
      expect(code).toBe(9);
      const summary = await place.read("summary.md");
      expect(summary).toMatch(/^\*\*`(?:run \w+` · `)?rows\.ndjson` · `4 rows in /u);
      expect(summary).toMatch(/^\| `x` \| 1 \| `commet cus_404` \|/mu);
      expect(summary.match(/^\| *`?[~=]?`? *\| [234] \| `commet cus_/gmu)).toHaveLength(3);
      expect(summary).toMatch(/\n\n\*\*error:\*\* `1 of 4 rows failed`\n/u);
    }
  });
});

describe("what was not done is in it, too", () => {
  test("a mistake in what was asked", async () => {
    await using place = await runPlace();
    const { code, summary } = await summarized(place, [
      "customers",
      "update",
      id,
      ...on,
      "--phone",
      "1",
    ]);
    expect(code).toBe(2);
    expect(summary).toContain("**error:** `--phone: Commet has no field");
  });

  test("a refusal behind what it was about, in a format for programs, too", async () => {
    await using place = await runPlace();
    const { code, stderr, summary } = await summarized(place, [
      "customers",
      "get",
      "cus_404",
      ...on,
      "-o",
      "json",
    ]);
    expect(code).toBe(4);
    expect(JSON.parse(stderr)).toMatchObject({ error: { exitCode: 4 } });
    expect(summary).toMatch(/^\*\*error:\*\* `Commet has no customer cus_404 .*`\n/u);
  });
});

describe("nothing is sent", () => {
  test.each([
    [
      "without the variable",
      {},
      undefined,
      "the environment variable GITHUB_STEP_SUMMARY is not set",
    ],
    ["where it is empty", { GITHUB_STEP_SUMMARY: "" }, undefined, "is not set"],
    [
      "where it names the configuration",
      {},
      ".billingrc",
      '".billingrc" is a file of the configuration',
    ],
    ["where it names the patch", {}, "patch.json", '"patch.json" is the file of --file'],
    [
      "where it names the plan to be saved",
      {},
      "plan.json",
      '"plan.json" is the file of --out already',
    ],
  ])("%s", async (_when, env, named, message) => {
    await using place = await runPlace();
    await place.write(".billingrc", "{}");
    await place.write("patch.json", '{"name":"X"}');
    const words = [
      "customers",
      "update",
      id,
      ...on,
      "-f",
      "patch.json",
      "-n",
      "--out",
      "plan.json",
    ];
    const asked = { ...(named === undefined ? {} : { GITHUB_STEP_SUMMARY: named }), ...env };
    const before = place.emulator.requests.length;
    const { code, stdout, stderr } = await place.run(words, { env: asked });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`--summary: `);
    expect(stderr).toContain(message);
    expect(place.emulator.requests).toHaveLength(before);
    expect(await place.read("patch.json")).toBe('{"name":"X"}');
  });

  test("where it is the plan that is carried out, or the rows", async () => {
    await using place = await runPlace();
    await place.run([
      "customers",
      "update",
      id,
      "-p",
      "commet",
      "--name",
      "X",
      "-n",
      "--out",
      "plan.json",
    ]);
    const kept = await place.read("plan.json");
    const env = { GITHUB_STEP_SUMMARY: "plan.json" };
    expect(await place.run(["apply", "plan.json", "--summary"], { env })).toMatchObject({
      code: 2,
    });
    expect(await place.read("plan.json")).toBe(kept);
    const rows = { GITHUB_STEP_SUMMARY: join(place.path, "rows.ndjson") };
    expect(await place.from("rows.ndjson", renames(1), on, { env: rows })).toMatchObject({
      code: 2,
    });
    expect(await place.read("rows.ndjson")).toBe(renames(1));
  });

  test("with --as-curl, whose command is not masked", async () => {
    await using place = await runPlace();
    const words = ["customers", "update", id, ...on, "--name", "X", "--as-curl"];
    const { code, stderr, summary } = await summarized(place, words);
    expect({ code, summary }).toEqual({ code: 2, summary: undefined });
    expect(stderr).toContain("leave --as-curl or --summary out");
  });
});

describe("a file that cannot be written", () => {
  const broken: readonly (readonly [string, string, string])[] = [
    ["/dev/full", "no space is left on the disk", "full"],
    ["missing/summary.md", "its directory is not there", "missing"],
    [".", "it is a directory", "directory"],
  ];
  test.each(broken)(
    "%s: what was asked is done, and the exit code is 12",
    async (named, reason) => {
      await using place = await runPlace();
      const env = { GITHUB_STEP_SUMMARY: named };
      for (const format of ["table", "json"]) {
        const words = ["customers", "update", id, ...on, "--name", `For ${format}`, "-o", format];
        const { code, stdout, stderr } = await place.run(words, { env });
        expect({ code, stdout }).toEqual({
          code: 12,
          stdout: expect.stringContaining(`For ${format}`),
        });
        expect(stderr).toContain(
          `the result could not be written to the step's summary: ${reason}`,
        );
        expect(stderr).toContain("what became of it: commet cus_7Qm2rT: updated");
        expect(await place.record("commet", id)).toMatchObject({ fullName: `For ${format}` });
      }
      const run = await place.from("rows.ndjson", renames(2), on, { env });
      expect(run).toMatchObject({ code: 12 });
      expect(run.stderr).toMatch(/what became of it: run \w+, 2 updated/u);
    },
  );

  test("a failure of the command counts more, and tells of the other", async () => {
    await using place = await runPlace();
    const env = { GITHUB_STEP_SUMMARY: "missing/summary.md" };
    const { code, stderr } = await place.run(["customers", "get", "cus_404", ...on], { env });
    expect(code).toBe(4);
    expect(stderr).toMatch(/^hint: .*could not be written to the step's summary/mu);
  });
});

describe("its size", () => {
  test("with what the step wrote before it is no more than GitHub takes", async () => {
    await using place = await runPlace({ customers: 40 });
    const held = limit - 4000;
    await place.write("summary.md", `${"x".repeat(held - 1)}\n`);
    await place.from(
      "rows.ndjson",
      renames(40) + ndjson({ id: "cus_404", name: "A" }),
      [...on, "-o", "json"],
      { env: github },
    );
    const summary = await place.read("summary.md");
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(limit);
    const added = summary.slice(held);
    expect(added).toMatch(/\d+ rows are not shown here: all rows are in `/u);
    expect(added.match(/^\| `~` \|/gmu)?.length).toBeGreaterThan(5);
    expect(added).toContain("**error:** `1 of 41 rows failed`");
    for (let time = 0; time < 12; time += 1) await summarized(place, ["customers", "list", ...on]);
    const { code, stderr } = await place.run(["customers", "list", "-p", "commet", "--summary"], {
      env: github,
    });
    expect(code).toBe(0);
    expect(stderr).toContain("warning: the step's summary is full");
    expect((await stat(join(place.path, "summary.md"))).size).toBeLessThanOrEqual(limit);
  });

  test("--max-size is the most, and without it a run has more room than on stdout", async () => {
    await using place = await runPlace({ customers: 60 });
    const words = [...on, "-n", "-o", "markdown"];
    const { stdout } = await place.from(
      "rows.ndjson",
      renames(60),
      [...words, "--max-size", "4096"],
      { env: github },
    );
    const small = await place.read("summary.md");
    expect(Buffer.byteLength(small)).toBeLessThanOrEqual(4096);
    expect(Buffer.byteLength(stdout)).toBeLessThanOrEqual(4096);
    expect(small).toContain("rows are not shown here");
  });

  test("a list that is longer is cut at a line, and says so", async () => {
    await using place = await runPlace({ customers: 60 });
    await writeFile(join(place.path, "summary.md"), "x".repeat(limit - 4000));
    const { stdout } = await place.run(["customers", "list", ...on, "--all", "-o", "ndjson"], {
      env: github,
    });
    expect(stdout.trimEnd().split("\n").length).toBeGreaterThan(60);
    const summary = await place.read("summary.md");
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(limit);
    expect(summary).toMatch(/ \|\n\n\d+ lines have no room here\.\n$/u);
  });
});

test("personal data is masked in it where CI is set, whatever stdout shows", async () => {
  await using place = await runPlace();
  const words = ["customers", "update", id, ...on, "--name", "Ida Krol", "-o", "json"];
  const { stdout, summary } = await summarized(place, words, { CI: "true" });
  expect(stdout).toContain("Ida Krol");
  expect(summary).toContain("| `A…ra` | `I…ol` |");
  expect(summary).not.toMatch(/Ida|Ferreira/u);
  const got = await summarized(place, ["customers", "get", id, ...on, "-o", "yaml"], {
    CI: "true",
  });
  expect(got.summary).not.toMatch(/Ida|ana@/u);
});

test("no text of a record becomes markup, and no credential is in it", async () => {
  await using place = await runPlace();
  const text = JSON.stringify("`|\n# Head <img src=x> @everyone [a](javascript:b)");
  const patch = ["--set", `name:=${text}`, "--metadata", `note:=${text}`];
  const words = ["customers", "update", id, ...on, ...patch];
  expect(await summarized(place, words)).toMatchObject({ code: 0 });
  for (const line of ["customers get ID", "customers list", "history", "undo --last -n"]) {
    await summarized(place, [
      ...line.replace("ID", id).split(" "),
      ...(line.startsWith("c") ? on : on.slice(2)),
    ]);
  }
  const summary = await place.read("summary.md");
  // Without code there is no text of a record.
  const bare = summary.replaceAll(/(`+)(?!`)(?:(?!\1(?!`))[^\n])*\1(?!`)/gu, "");
  expect(bare).not.toMatch(/Head|<img|@everyone|javascript/u);
  expect(summary).not.toContain(place.emulator.settings["commet"]?.["apiKey"]);
});

test("made customers are listed in it", async () => {
  await using place = await runPlace();
  const { summary } = await summarized(place, ["customers", "list", ...on, "--all"]);
  expect(summary).toContain(`| \`${commetId(3)}\` |`);
});
