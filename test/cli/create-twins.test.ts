/** Customers that are made alike, without an id of the caller's own: which of them a command has made. */
import { randomUUID } from "node:crypto";

import { expect, test } from "vitest";

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
