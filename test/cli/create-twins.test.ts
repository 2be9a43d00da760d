/** Customers that are made alike, without an id of the caller's own: which of them a command has made. */
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { runCli, temporaryHome } from "../support/run-cli.ts";

const words = ["customers", "create", "-p", "kirim", "--name", "Nord", "--email", "n@n.example"];

test("one that was made a moment ago is not taken for one that may not have been made", async () => {
  await using home = await temporaryHome();
  let time = Date.parse("2026-11-25T12:00:00Z");
  const world = { env: { XDG_STATE_HOME: home.path }, now: () => time, uuid: () => randomUUID() };
  const run = (more: readonly string[], of = words) =>
    runCli([...of, "--emulator", "-o", "json", ...more], world);
  const first = await run([]);
  expect(first.json()).toMatchObject({ outcome: "created" });
  time += 500;
  const second = await run(["--fault", "kirim:create:reset-before"]);
  expect(second.code).toBe(8);
  expect(second.json()).toMatchObject({ outcome: "unknown", id: "" });
  expect(second.stderr).not.toContain(first.json().id);
  time += 6 * 60_000;
  const resolved = await run(["--resolve"], ["history"]);
  expect(resolved.json().changes).toMatchObject([
    { outcome: "failed", resolved: true },
    { outcome: "created", id: first.json().id },
  ]);
});

test("one that was made all the same is found, beside its twin", async () => {
  await using home = await temporaryHome();
  const world = { env: { XDG_STATE_HOME: home.path }, uuid: () => randomUUID() };
  const run = (more: readonly string[] = []) =>
    runCli([...words, "--emulator", "-o", "json", ...more], world);
  const first = await run();
  const second = await run(["--fault", "kirim:create:reset-after"]);
  expect(second.json()).toMatchObject({ outcome: "created" });
  expect(second.json().id).not.toBe(first.json().id);
});

describe("history --resolve", () => {
  test("looks again for each that was not made, whatever else was not made after it", async () => {
    await using home = await temporaryHome();
    let time = Date.parse("2026-11-25T12:00:00Z");
    const world = { env: { XDG_STATE_HOME: home.path }, now: () => time, uuid: () => randomUUID() };
    const outcomes = async (): Promise<unknown> => {
      time += 5 * 60_000;
      const { changes } = (
        await runCli(["history", "--resolve", "--emulator", "-o", "json"], world)
      ).json();
      return changes.map(({ name, outcome }: { name: string; outcome: string }) => [name, outcome]);
    };
    for (const name of ["First", "Second"]) {
      const made = ["customers", "create", "-p", "kirim", "--name", name, "--emulator"];
      const words = ["--email", `${name}@n.example`, "--fault", "kirim:create:reset-before"];
      expect(await runCli([...made, ...words], world)).toMatchObject({ code: 8 });
      time += 1000;
    }
    expect(await outcomes()).toEqual([
      ["Second", "failed"],
      ["First", "failed"],
    ]);
    const late = JSON.stringify({ name: "First", email: "First@n.example" });
    const call = ["api", "POST", "/customers", "-p", "kirim", "--emulator", "-y", "-f", "-"];
    expect(await runCli(call, { ...world, stdin: late })).toMatchObject({ code: 0 });
    expect(await outcomes()).toMatchObject([
      ["POST /customers", "updated"],
      ["Second", "failed"],
      ["First", "created"],
    ]);
  });

  test("takes none for made that a run has made", async () => {
    await using home = await temporaryHome();
    let time = Date.parse("2026-11-25T12:00:00Z");
    const world = { env: { XDG_STATE_HOME: home.path }, now: () => time, uuid: () => randomUUID() };
    const run = (more: readonly string[], of = words) =>
      runCli([...of, "--emulator", "-o", "json", ...more], world);
    expect(await run(["--fault", "kirim:create:reset-before"])).toMatchObject({ code: 8 });
    time += 60_000;
    const rows = join(home.path, "rows.ndjson");
    await writeFile(rows, `${JSON.stringify({ name: "Nord", email: "n@n.example" })}\n`);
    const made = await run(["--from", rows, "-y"], words.slice(0, 4));
    expect(made.json()).toMatchObject({ results: [{ outcome: "created" }] });
    time += 6 * 60_000;
    const { changes } = (await run(["--resolve"], ["history"])).json();
    expect(changes).toMatchObject([{ outcome: "failed", resolved: true, id: "" }]);
  });

  test("takes none for made by a row that was made when the row was tried again", async () => {
    await using home = await temporaryHome();
    let time = Date.parse("2026-11-25T12:00:00Z");
    const world = { env: { XDG_STATE_HOME: home.path }, now: () => time, uuid: () => randomUUID() };
    const run = (of: readonly string[]) => runCli([...of, "--emulator", "-o", "json", "-y"], world);
    const rows = join(home.path, "rows.ndjson");
    await writeFile(rows, `${JSON.stringify({ name: "Nord", email: "n@n.example" })}\n`);
    const from = [...words.slice(0, 4), "--from", rows, "--fault", "kirim:create:reset-before"];
    expect((await run(from)).json()).toMatchObject({ results: [{ outcome: "unknown" }] });
    time += 6 * 60_000;
    const again = await run(["customers", "update", "--resume"]);
    expect(again.json()).toMatchObject({ results: [{ outcome: "created" }] });
    time += 6 * 60_000;
    const { stderr } = await runCli(["history", "--resolve", "--emulator"], world);
    expect(stderr).toBe("");
  });
});

test.each([
  ["is answered", []],
  ["is not answered", ["--fault", "kirim:create:hang-after", "--timeout", "2"]],
])(
  "two rows alike: one that was not made is not said to be the other, which %s",
  async (_, how) => {
    await using home = await temporaryHome();
    const world = { env: { XDG_STATE_HOME: home.path }, uuid: () => randomUUID() };
    const rows = join(home.path, "rows.ndjson");
    // The first one holds all that is asked of the second. Rows that are the same throughout are refused.
    const asked = { name: "Nord", email: "n@n.example" };
    const texts = [{ ...asked, metadata: { a: "1" } }, asked].map((row) => JSON.stringify(row));
    await writeFile(rows, `${texts.join("\n")}\n`);
    const faults = [...how, "--fault", "kirim:create:reset-before;after=1"];
    const from = [
      ...words.slice(0, 4),
      "--from",
      rows,
      "--emulator",
      "-o",
      "json",
      "-y",
      ...faults,
    ];
    const { results } = (await runCli(from, world)).json();
    expect(results.map(({ outcome }: { outcome: string }) => outcome).toSorted()).toEqual([
      "created",
      "unknown",
    ]);
  },
);
