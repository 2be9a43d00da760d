import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { runCli, temporaryHome } from "../support/run-cli.ts";
import { scriptedServer } from "../support/scripted-server.ts";
import { type Place, place } from "./plans.ts";
import { customerAt, customerIds, environment } from "./providers.ts";

const mara = customerIds.maple;
const title = (text: string) => ["--title", text];

test("--journal and BILLING_JOURNAL say where a change is recorded, found and taken back", async () => {
  await using at = await place();
  for (const [words, env] of [
    [["--journal", "kept/j.ndjson"], {}],
    [[], { BILLING_JOURNAL: "kept/j.ndjson" }],
    [["--journal", "kept/j.ndjson"], { BILLING_JOURNAL: "elsewhere.ndjson" }],
  ] as const) {
    const done = await at.update("maple", [...title("CTO"), ...words], { env });
    expect(done).toMatchObject({ code: 0 });
    const list = await at.run(["history", "--limit", "1", "-o", "json", ...words], { env });
    const { changeId } = list.json().changes[0];
    // A flag has to be given again, a variable is there again.
    const option = words.length === 0 ? "" : " --journal kept/j.ndjson";
    expect(done.stdout).toContain(`billing undo ${changeId} --emulator`);
    expect(done.stdout.includes("--journal kept/j.ndjson")).toBe(option !== "");
    const shown = await at.run(["history", "show", changeId, ...words], { env });
    expect(shown.stdout).toMatch(/~ title +CFO +CTO/u);
    const undone = await at.run(["undo", changeId, "-y", ...words], { env });
    expect(undone).toMatchObject({ code: 0 });
    expect((await at.record("maple"))["title"]).toBe("CFO");
  }
  expect(await readdir(join(at.path, "kept"))).toEqual(["j.ndjson"]);
  expect((await at.read("kept/j.ndjson")).trimEnd().split("\n")).toHaveLength(12);
  expect(await at.journal()).toBe("");
});

test("runs are kept beside the journal, resumed from there and taken back", async () => {
  await using at = await place();
  await at.write(
    "rows.ndjson",
    `{"id":"${mara}","title":"CTO"}\n{"id":"cus_nobody","title":"X"}\n`,
  );
  const journal = ["--journal", "kept/j.ndjson"];
  const words = ["customers", "update", "--from", "rows.ndjson", "-p", "maple", "-y", ...journal];
  const { stdout } = await at.run(words);
  const [run = "", ...others] = await readdir(join(at.path, "kept", "runs"));
  expect(others).toEqual([]);
  expect(stdout).toContain(`billing undo ${run} --emulator`);
  const undone = await at.run(["undo", "--last", "-y", ...journal]);
  expect(undone.stderr).toContain(`the last was run ${run}`);
  expect((await at.record("maple"))["title"]).toBe("CFO");
  expect(await readdir(join(at.path, "state"))).not.toContain("runs");
});

test("a directory that is there holds the usual file", async () => {
  await using at = await place();
  await mkdir(join(at.path, "kept"));
  await at.update("maple", [...title("CTO"), "--journal", "kept"]);
  await at.update("maple", [...title("COO"), "--journal", "new/"]);
  for (const name of ["kept", "new"]) {
    expect(await readFile(join(at.path, name, "journal.ndjson"), "utf8")).toContain('"intent"');
  }
});

test.each<[words: readonly string[], env: Readonly<Record<string, string>>, named: string]>([
  [["--journal", "here"], {}, "with --journal"],
  [["--journal", "here"], { BILLING_JOURNAL: "elsewhere" }, "with --journal"],
  [
    [],
    { BILLING_JOURNAL: "here" },
    "with BILLING_JOURNAL, which decided this one, or with --journal",
  ],
  [
    [],
    { XDG_STATE_HOME: "ABSOLUTE" },
    "with XDG_STATE_HOME, which decided this one, or with --journal",
  ],
  [
    ["--emulator"],
    { XDG_STATE_HOME: "ABSOLUTE" },
    "with XDG_STATE_HOME, which decided this one, or with --journal",
  ],
  [
    ["--emulator", "--emulator-state", "here"],
    { BILLING_EMULATOR_STATE: "elsewhere" },
    "with --emulator-state, which decided this one, or with --journal",
  ],
  [
    ["--emulator"],
    { BILLING_EMULATOR_STATE: "here" },
    "with BILLING_EMULATOR_STATE, which decided this one, or with --journal",
  ],
  [[], { XDG_STATE_HOME: "here" }, "with --journal or XDG_STATE_HOME"],
])(
  "%j with %j: of a record that cannot be read it is said what decided its place",
  async (words, env, named) => {
    await using home = await temporaryHome();
    const absolute = join(home.path, "state");
    for (const place of [
      "here",
      "state/billing",
      "state/billing/emulator",
      ".local/state/billing",
    ]) {
      // What is to be a file is a directory.
      await mkdir(join(home.path, place, "journal.ndjson"), { recursive: true });
    }
    const world = {
      cwd: home.path,
      home: home.path,
      env: Object.fromEntries(
        Object.entries({ XDG_STATE_HOME: undefined, ...env }).map(([name, value]) => [
          name,
          value === "ABSOLUTE" ? absolute : value,
        ]),
      ),
    };
    for (const command of [["history"], ["undo", "--last"], ["history", "show", "--last"]]) {
      const { code, stderr } = await runCli([...command, ...words], world);
      expect(code).toBe(2);
      expect(stderr).toContain("cannot be read: it is a directory");
      expect(stderr.trimEnd().endsWith(`or name another ${named}`)).toBe(true);
    }
  },
);

test("a run that is to go on says as well that the journal is not there", async () => {
  await using home = await temporaryHome();
  for (const [words, env] of [
    [["--journal", "none/j"], {}],
    [[], { BILLING_JOURNAL: "none/j" }],
  ] as const) {
    const { code, stderr } = await runCli(["customers", "update", "--resume", ...words], {
      cwd: home.path,
      env,
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^warning: there is no journal \S*none\/j: nothing was recorded in it\n/u,
    );
  }
});

test.each([
  [["--journal", ""], {}, "--journal: its value is empty"],
  [["--journal", "-"], {}, "--journal: - names no file"],
  [[], { BILLING_JOURNAL: "-" }, "BILLING_JOURNAL: - names no file"],
])("%j with %j is refused, and nothing is written", async (words, env, message) => {
  await using at = await place();
  for (const output of [[], ["--from", "rows.ndjson", "-p", "maple"]]) {
    await at.write("rows.ndjson", `{"id":"${mara}","title":"CTO"}\n`);
    const customer = output.length === 0 ? [mara, "-p", "maple", ...title("CTO")] : output;
    const args = ["customers", "update", ...customer, "-y", ...words];
    const { code, stdout, stderr } = await at.run(args, { env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  }
  expect((await at.record("maple"))["title"]).toBe("CFO");
});

test("the journal is no file of a run's results or rows", async () => {
  await using at = await place();
  await at.write("rows.ndjson", `{"id":"${mara}","title":"CTO"}\n`);
  const words = ["customers", "update", "--from", "rows.ndjson", "-p", "maple", "-y"];
  for (const more of [
    ["--journal", "rows.ndjson"],
    ["--journal", "same.ndjson", "--results", "same.ndjson"],
  ]) {
    const { code, stderr } = await at.run([...words, ...more]);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining("is ") });
  }
  expect((await at.record("maple"))["title"]).toBe("CFO");
});

/** What the emulator's history holds: changes and runs. */
async function held(at: Place): Promise<readonly [number, number]> {
  const { changes, runs } = (await at.run(["history", "-o", "json"])).json();
  return [changes.length, runs.length];
}

const reset = (at: Place, directory = "state") =>
  runCli(["emulator", "reset", "--emulator-state", join(at.path, directory)]);

test("a reset of the emulator clears its history, and none that is elsewhere", async () => {
  await using at = await place();
  await at.write("rows.ndjson", `{"id":"${mara}","title":"CTO"}\n`);
  await at.updated("maple", title("A"));
  await at.run(["customers", "update", "--from", "rows.ndjson", "-p", "maple", "-y"]);
  await at.update("maple", [...title("B"), "--journal", "kept.ndjson"]);
  expect(await held(at)).toEqual([1, 1]);
  const { code, stderr } = await reset(at);
  expect({ code, stderr }).toMatchObject({
    code: 0,
    stderr: expect.stringContaining(", and its history is cleared"),
  });
  expect(await held(at)).toEqual([0, 0]);
  expect((await at.record("maple"))["title"]).toBe("CFO");
  expect((await at.read("kept.ndjson")).trimEnd().split("\n")).toHaveLength(2);
  expect(await reset(at)).toMatchObject({ code: 0 });
});

test("a reset keeps what was changed elsewhere than at the emulator, in the same place", async () => {
  await using at = await place();
  await using server = await scriptedServer([
    customerAt("commet"),
    customerAt("commet", { fullName: "X" }),
  ]);
  const env = {
    ...environment(server.origin),
    BILLING_JOURNAL: join(at.path, "state/journal.ndjson"),
  };
  const real = ["customers", "update", customerIds.commet, "-p", "commet", "--name", "X"];
  expect(await runCli(real, { env })).toMatchObject({ code: 0 });
  await at.updated("maple", title("A"));
  const { code, stderr } = await reset(at);
  expect(code).toBe(0);
  expect(stderr).toContain("the history there is not the emulator's alone, and stays");
  expect(await held(at)).toEqual([2, 0]);
  // What is undone is what the command line speaks of.
  const last = await at.run(["undo", "--last", "--dry-run"]);
  expect(last.stderr).toContain(`: maple, ${mara}`);
});
