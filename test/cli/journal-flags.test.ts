import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { runCli, temporaryHome } from "../support/run-cli.ts";
import { scriptedServer } from "../support/scripted-server.ts";
import { place } from "./plans.ts";
import { customerAt, environment } from "./providers.ts";

test("--no-journal writes the change and no record of it", async () => {
  await using at = await place();
  const { code, json } = await at.update("maple", ["--title", "CTO", "--no-journal", "-o", "json"]);
  expect(code).toBe(0);
  expect(json()).not.toHaveProperty("changeId");
  expect(await at.journal()).toBe("");
  const table = await at.update("maple", ["--title", "CEO", "--no-journal"]);
  expect(table.stdout).not.toContain("undo");
});

test("apply and undo take --no-journal too", async () => {
  await using at = await place();
  const change = await at.updated("maple", ["--title", "CTO"]);
  const journal = await at.journal();
  expect((await at.run(["undo", change, "--no-journal"])).code).toBe(0);
  await at.plan("maple", ["--title", "COO"]);
  expect((await at.run(["apply", "plan.json", "--no-journal"])).code).toBe(0);
  expect(await at.journal()).toBe(journal);
});

test("what writes nothing is not recorded", async () => {
  await using at = await place();
  await at.update("maple", ["--title", "CTO", "--dry-run"]);
  await at.update("maple", ["--title", "CTO", "--as-curl"]);
  await at.update("maple", ["--title", "CFO"]);
  await at.update("maple", ["--unset", "title"], { stdin: "" });
  expect(await at.journal()).toBe("");
});

test("only its owner can read the journal", async () => {
  await using at = await place();
  await at.updated("maple", ["--title", "CTO"]);
  const mode = (await stat(join(at.path, "state", "journal.ndjson"))).mode & 0o777;
  expect(mode).toBe(0o600);
});

test("where nothing can be recorded, nothing is sent", async () => {
  await using at = await place();
  await at.write("file", "");
  await using server = await scriptedServer([
    customerAt("commet"),
    customerAt("commet"),
    customerAt("commet", { fullName: "X" }),
  ]);
  const env = { ...environment(server.origin), XDG_STATE_HOME: join(at.path, "file") };
  const update = (more: readonly string[] = []) =>
    runCli(["customers", "update", "cus_7Qm2rT", "-p", "commet", "--name", "X", ...more], { env });
  const { code, stdout, stderr } = await update();
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/cannot be recorded in .*journal\.ndjson: .*; nothing was sent/u);
  expect(stderr).toContain("--no-journal writes without a record");
  expect(server.seen.map(({ method }) => method)).toEqual(["GET"]);
  expect((await update(["--no-journal"])).code).toBe(0);
});

test("a journal that is a directory stops the change and the history alike", async () => {
  await using at = await place();
  await at.updated("maple", ["--title", "CTO"]);
  const file = join(at.path, "state", "journal.ndjson");
  await rm(file);
  await mkdir(file);
  expect((await at.update("maple", ["--title", "CEO"])).code).toBe(2);
  expect((await at.record("maple"))["title"]).toBe("CTO");
  const history = await at.run(["history"]);
  expect(history.code).toBe(2);
  expect(history.stderr).toContain("cannot be read: it is a directory");
});

test.each<[string, readonly string[], string]>([
  ["the emulator's", ["--emulator"], "billing history --emulator"],
  ["another file", ["--journal", "my records/j.ndjson"], "--journal 'my records/j.ndjson'"],
  ["the user's", [], "billing history"],
])("a mistake names the list of the same record: %s", async (_title, words, list) => {
  await using home = await temporaryHome();
  const world = { cwd: home.path, env: { XDG_STATE_HOME: home.path } };
  for (const wrong of [
    ["undo", "--last"],
    ["undo", "NOSUCH"],
    ["history", "show", "abc"],
    ["history", "show"],
  ]) {
    const { code, stderr } = await runCli([...wrong, ...words], world);
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`^hint: see the list: .*${list}(?:;|$)`, "mu"));
  }
});
