/** What was called failed, and was stored later: whoever looks again is told. */
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { testNow } from "../emulator/support.ts";
import { trial, vendorNames } from "./support.ts";

const asked = "Renamed by Trust";
const uuid = () => randomUUID();
const hour = 60 * 60_000;
const later = (hours: number) => ({ now: () => Date.parse(testNow) + hours * hour });

describe.concurrent.each(vendorNames)("at %s", (vendor) => {
  test.each([
    ["a refused credential", "late;status=401", [], 3],
    ["a refusal that nobody looked at", "late;status=400", ["--no-verify"], 5],
    ["being turned away unseen", "late;status=429", ["--no-verify", "--no-retry"], 7],
    ["a success that was stored after the last look", "late;reads=4", ["--verify", "read"], 5],
  ] as const)("%s is looked up by history --resolve", async (_what, fault, words, code) => {
    // Vayu logs in again after a 401, and sends once more.
    const times = vendor === "vayu" && fault.includes("401") ? ";times=2" : "";
    await using world = await trial(vendor, [`${vendor}:update:${fault}${times}`]);
    const result = await world.update(["--name", asked, ...words]);
    const { outcome, changeId } = result.json();
    expect({ code: result.code, outcome }).toEqual({ code, outcome: "failed" });
    expect(await world.journal()).toMatchObject([{ outcome: "failed", unproven: true }]);
    const undo = await world.run(["undo", changeId]);
    expect(undo).toMatchObject({ code: 2 });
    expect(undo.stderr).toContain("billing history --resolve");

    // It is stored after somebody else's read.
    await world.run(["customers", "get", world.id]);
    await world.run(["history", "--resolve"], later(25));
    expect(await world.journal()).toMatchObject([{ outcome: "failed" }]);
    const { stderr } = await world.run(["history", "--resolve"], later(1));
    expect(stderr).toContain(`${changeId}: updated, every field holds what was asked`);
    expect(await world.journal()).toMatchObject([{ outcome: "updated", resolved: true }]);
  });

  test("in a run as well, which then can be taken back", async () => {
    await using world = await trial(vendor, [`${vendor}:update:late;status=400`]);
    const before = await world.stored();
    const rows = join(world.directory, "rows.ndjson");
    await writeFile(rows, `${JSON.stringify({ id: world.id, name: asked })}\n`);
    const words = ["customers", "update", "--from", rows, "--no-verify", "-o", "json"];
    const { results, summary } = (await world.run(words, { uuid })).json();
    expect(results).toMatchObject([{ outcome: "failed" }]);
    await world.run(["customers", "get", world.id]);
    const found = await world.run(["history", "--resolve"], later(1));
    expect(found.stderr).toContain(`${results[0].changeId}: updated`);
    expect(found.stderr).not.toContain("warning");
    const shown = await world.run(["history", "show", summary.run, "-o", "json"], later(1));
    expect(shown.json()).toMatchObject({ counts: { updated: 1, failed: 0 } });
    const undone = await world.run(["undo", summary.run, "-y", "-o", "json"], {
      ...later(1),
      uuid,
    });
    expect(undone.json().results).toMatchObject([{ outcome: "updated" }]);
    expect(await world.stored()).toEqual(before);
  });

  test("what was tried again is over, and not said to be stored because the second try was", async () => {
    await using world = await trial(vendor, [`${vendor}:update:503`]);
    const rows = join(world.directory, "rows.ndjson");
    await writeFile(rows, `${JSON.stringify({ id: world.id, name: asked })}\n`);
    const run = await world.run(["customers", "update", "--from", rows, "-o", "json"]);
    expect(run.json().results).toMatchObject([{ outcome: "unknown" }]);
    const resumed = await world.run(["customers", "update", "--resume", "-o", "json"], later(0.5));
    expect(resumed.json().results).toMatchObject([{ outcome: "updated" }]);
    const found = await world.run(["history", "--resolve"], later(1));
    expect({ code: found.code, stderr: found.stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("what a look proved is not looked at again", async () => {
    await using world = await trial(vendor, [`${vendor}:update:400`]);
    await world.update(["--name", asked]);
    expect((await world.journal())[0]).not.toHaveProperty("unproven");
    const before = world.emulator.requests.length;
    await world.run(["history", "--resolve"], later(1));
    expect(world.emulator.requests).toHaveLength(before);
  });
});
