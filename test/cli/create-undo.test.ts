/** What becomes of a creation afterwards: taken back, and found out about. */
import { describe, expect, test } from "vitest";

import { runCli, temporaryHome, type World } from "../support/run-cli.ts";

const create = (provider: string, words: readonly string[], world: World) =>
  runCli(["customers", "create", "-p", provider, "--emulator", "-o", "json", ...words], world);
const undo = (words: readonly string[], world: World) =>
  runCli(["undo", "--emulator", "-o", "json", ...words], world);
const homeOf = (path: string): World => ({ env: { XDG_STATE_HOME: path } });

const archiving = {
  flexprice: { words: ["--external-id", "new-1", "--name", "Nord"], was: "published" },
  kirim: { words: ["--name", "Nord", "--email", "n@n.example"], was: "pending" },
} as const;

describe.each(Object.entries(archiving))("undo at %s", (provider, { words, was }) => {
  test("asks, then archives, and is read back", async () => {
    await using home = await temporaryHome();
    const world = homeOf(home.path);
    const { id, changeId } = (await create(provider, words, world)).json();
    const asked = await undo([changeId], world);
    expect(asked.code).toBe(11);
    const shown = await undo([changeId, "--dry-run"], world);
    expect(shown.json()).toMatchObject({ outcome: "planned", request: { method: "DELETE" } });
    expect(shown.json().request).not.toHaveProperty("body");
    const done = await undo([changeId, "--yes"], world);
    expect(done.code).toBe(0);
    expect(done.json()).toMatchObject({
      id,
      outcome: "updated",
      verifiedBy: "reading",
      changes: [{ field: "status", before: was, after: "archived" }],
    });
    const got = await runCli(
      ["customers", "get", id, "-p", provider, "--emulator", "-o", "json"],
      world,
    );
    expect(got.json()).toMatchObject({ status: "archived" });
    const again = await undo([changeId, "--yes"], world);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain("was undone by");
  });

  test("what others changed since is a conflict, and stays in service", async () => {
    await using home = await temporaryHome();
    const world = homeOf(home.path);
    const { id, changeId } = (await create(provider, words, world)).json();
    await runCli(
      ["customers", "update", id, "-p", provider, "--emulator", "--name", "Other"],
      world,
    );
    const done = await undo([changeId, "--yes"], world);
    expect(done.code).toBe(6);
    expect(done.json()).toMatchObject({ moved: [{ field: "name", after: "Other" }] });
    expect((await undo([changeId, "--yes", "--force"], world)).code).toBe(0);
  });

  test.each([
    ["reset-after", 0, "updated"],
    ["reset-before", 8, "unknown"],
    ["html-502", 8, "unknown"],
    ["400", 5, "failed"],
    ["echo", 5, "failed"],
  ])("with %s it ends with %i", async (fault, code, outcome) => {
    await using home = await temporaryHome();
    const world = homeOf(home.path);
    const { changeId } = (await create(provider, words, world)).json();
    const done = await undo([changeId, "--yes", "--fault", `${provider}:delete:${fault}`], world);
    expect({ code: done.code, outcome: done.json().outcome }).toEqual({ code, outcome });
  });
});

test("an archive at Flexprice cannot be taken back, and nothing offers that", async () => {
  await using home = await temporaryHome();
  const world = homeOf(home.path);
  const { changeId } = (await create("flexprice", archiving.flexprice.words, world)).json();
  const done = await runCli(["undo", changeId, "--yes", "--emulator"], world);
  expect(done.stdout).not.toContain("undo with");
  const last = (await runCli(["history", "--emulator", "-o", "json"], world)).json().changes[0];
  const back = await runCli(["undo", last.changeId, "--yes", "--emulator"], world);
  expect(back.code).toBe(5);
  expect(back.stderr).toContain("no update of Flexprice's sets it");
});

test.each([
  ["vayu", ["--name", "Nord"]],
  ["commet", ["--email", "n@n.example"]],
  ["maple", ["--external-id", "new-1"]],
])("%s has no way to archive: one clear line, and nothing is sent", async (provider, words) => {
  await using home = await temporaryHome();
  const world = homeOf(home.path);
  const made = await runCli(["customers", "create", "-p", provider, "--emulator", ...words], world);
  expect(made.stdout).not.toContain("undo with");
  const done = await runCli(["undo", "--last", "--yes", "--emulator", "-q"], world);
  expect(done).toMatchObject({ code: 5, stdout: "" });
  expect(done.stderr).toContain("has no way to archive a customer");
});

test.each([
  ["flexprice", archiving.flexprice.words],
  ["kirim", archiving.kirim.words],
])("%s: what was not answered is found out about later", async (provider, words) => {
  await using home = await temporaryHome();
  let time = Date.parse("2026-11-25T12:00:00Z");
  const world = { ...homeOf(home.path), now: () => time };
  const lost = await create(provider, [...words, "--fault", `${provider}:create:html-502`], world);
  expect(lost.code).toBe(8);
  expect(lost.json()).toMatchObject({ outcome: "unknown", id: "" });
  const resolve = ["history", "--resolve", "--emulator", "-o", "json"];
  const early = await runCli(["history", "--resolve", "--emulator"], world);
  expect(early.stderr).toContain("may still be carried out");
  time += 5 * 60_000;
  const late = await runCli(resolve, world);
  expect(late.json().changes).toMatchObject([{ outcome: "failed", resolved: true }]);
});

test("what was made, and could not be looked for, is found later, and can then be taken back", async () => {
  await using home = await temporaryHome();
  const world = homeOf(home.path);
  const faults = ["--fault", "kirim:create:reset-after", "--fault", "kirim:list:500;times=always"];
  const lost = await create("kirim", [...archiving.kirim.words, ...faults], world);
  expect(lost.code).toBe(8);
  expect(lost.stderr).toContain("it could not be looked for");
  const found = await runCli(["history", "--resolve", "--emulator", "-o", "json"], world);
  const [{ changeId, id, outcome, storedFields }] = found.json().changes;
  expect(id).toMatch(/^cus_/u);
  expect(outcome).toBe("created");
  expect(storedFields).toMatchObject([{ field: "name", stored: "Nord" }, { field: "email" }]);
  const done = await undo([changeId, "--yes"], world);
  expect(done.json()).toMatchObject({ id, outcome: "updated" });
});
