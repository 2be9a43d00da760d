/** What else may stand between a change and a wrong claim about it, at every vendor. */
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import type { JsonObject } from "../../src/domain/json.ts";
import { testNow } from "../emulator/support.ts";
import { trial, type VendorName, vendorNames, ways, withMember } from "./support.ts";

const asked = "Renamed by Trust";
const rename = ["--name", asked];
const uuid = () => randomUUID();
const minute = 60_000;

/** A change, and what somebody else writes beside it, in the same object. */
const beside: Readonly<Record<VendorName, { words: readonly string[]; theirs: JsonObject }>> = {
  vayu: { words: ["--city", "Hamburg"], theirs: { "address.postalCode": "20095" } },
  commet: { words: ["--metadata", "batch=7"], theirs: { "metadata.theirs": "t" } },
  flexprice: { words: ["--metadata", "batch=7"], theirs: { "metadata.theirs": "t" } },
  maple: { words: ["--metadata", "batch=7"], theirs: { "metadata.theirs": "t" } },
  kirim: { words: ["--metadata", "batch=7"], theirs: { "metadata.theirs": "t" } },
};

describe.concurrent.each(vendorNames)("at %s", (vendor) => {
  test("a change beside ours before undo stays", async () => {
    await using world = await trial(vendor);
    const before = await world.stored();
    const { words, theirs } = beside[vendor];
    const changed = await world.update(words, { uuid });
    await world.emulator.edit(vendor, world.id, theirs);
    const back = await world.run(["undo", changed.json().changeId, "-y", "-o", "json"], { uuid });
    expect({ code: back.code, outcome: back.json().outcome }).toEqual({
      code: 0,
      outcome: "updated",
    });
    const [path = ""] = Object.keys(theirs);
    const kept = withMember(before, world.id, path, theirs[path] ?? null);
    expect(await world.stored()).toEqual(kept);
  });

  test.each([-10, 10])(
    "a clock that is off by %i minutes does not shorten a wait",
    async (minutes) => {
      // By the clock of the answer, which is this machine's; dates have whole seconds.
      const retryAfter = new Date(Date.now() + 1_200_000).toUTCString();
      await using world = await trial(vendor, [
        { vendor, call: "update", kind: "status", status: 429, retryAfter },
      ]);
      const now = () => Date.parse(testNow) + minutes * minute;
      const result = await world.update([...rename, "--max-wait", "1200"], { now });
      expect(result.code).toBe(0);
      expect(result.sleeps).toHaveLength(1);
      expect(result.sleeps[0]).toBeGreaterThan(900_000);
      expect(result.sleeps[0]).toBeLessThanOrEqual(1_200_000);
    },
  );

  test("that a request left again after a wait is on the disk", async () => {
    await using world = await trial(vendor, [`${vendor}:update:429;retryAfter=40`]);
    expect((await world.update(rename)).json()).toMatchObject({ outcome: "updated" });
    const [change] = await world.journal();
    expect(Date.parse(change?.sentAt ?? "") - Date.parse(change?.at ?? "")).toBe(40_000);
  });

  test("so is that of a row", async () => {
    await using world = await trial(vendor, [`${vendor}:update:429;retryAfter=40`]);
    const rows = join(world.directory, "rows.ndjson");
    await writeFile(rows, `${JSON.stringify({ id: world.id, name: asked })}\n`);
    const run = ["customers", "update", "--from", rows, "-o", "json"];
    const [row] = (await world.run(run, { uuid })).json().results;
    expect(row).toMatchObject({ outcome: "updated" });
    const shown = await world.run(["history", "show", row.changeId, "-o", "json"]);
    const { at, sentAt } = shown.json();
    expect(Date.parse(sentAt) - Date.parse(at)).toBe(40_000);
  });

  test("that a request left at once needs no line of its own", async () => {
    await using world = await trial(vendor);
    await world.update(rename);
    expect((await world.journal())[0]).not.toHaveProperty("sentAt");
  });

  test("a stdout that takes nothing: it is said what became of the change", async () => {
    await using world = await trial(vendor);
    const before = await world.stored();
    const result = await world.update(rename, { fullStdout: "ENOSPC" });
    expect(result.code).toBe(12);
    const { error } = JSON.parse(result.stderr);
    expect(error).toMatchObject({ code: "output", exitCode: 12 });
    expect(error.message).toMatch(/updated/u);
    const { named } = ways[vendor];
    expect(await world.stored()).toEqual(withMember(before, world.id, named, asked));
    expect(await world.journal()).toMatchObject([{ outcome: "updated" }]);
  });

  /** What is said of a change that is made in each of the ways there are. */
  const said = async (fault: string, words: readonly string[]) => {
    const outcomes: Record<string, string> = {};
    {
      await using world = await trial(vendor, [`${vendor}:update:${fault}`]);
      outcomes["single"] = (await world.update([...rename, ...words])).json().outcome;
    }
    {
      await using world = await trial(vendor, [`${vendor}:update:${fault}`]);
      const plan = join(world.directory, "plan.json");
      await world.update([...rename, "--dry-run", "--out", plan]);
      outcomes["apply"] = (await world.run(["apply", plan, "-o", "json", ...words])).json().outcome;
    }
    {
      await using world = await trial(vendor, [`${vendor}:update:${fault};after=1`]);
      const { changeId } = (await world.update(rename, { uuid })).json();
      const undo = ["undo", changeId, "-y", "-o", "json", ...words];
      outcomes["undo"] = (await world.run(undo, { uuid })).json().outcome;
    }
    {
      await using world = await trial(vendor, [`${vendor}:update:${fault}`]);
      const rows = join(world.directory, "rows.ndjson");
      await writeFile(rows, `${JSON.stringify({ id: world.id, name: asked })}\n`);
      const run = ["customers", "update", "--from", rows, "-o", "json", ...words];
      outcomes["run"] = (await world.run(run)).json().results[0].outcome;
    }
    {
      await using world = await trial(vendor, [
        `${vendor}:read:503;times=4`,
        `${vendor}:update:${fault}`,
      ]);
      const rows = join(world.directory, "rows.ndjson");
      await writeFile(rows, `${JSON.stringify({ id: world.id, name: asked })}\n`);
      const run = ["customers", "update", "--from", rows, "-y", "-o", "json", ...words];
      expect((await world.run(run)).json().results).toMatchObject([{ error: { status: 503 } }]);
      const resume = ["customers", "update", "--resume", "-o", "json"];
      outcomes["resume"] = (await world.run(resume)).json().results[0].outcome;
    }
    return outcomes;
  };
  const everyWay = (outcome: string) => {
    return { single: outcome, apply: outcome, undo: outcome, run: outcome, resume: outcome };
  };

  test.each([
    ["late", ["--verify", "read"], "updated"],
    ["late;status=202", [], "updated"],
    ["late;status=503", [], "updated"],
    ["late;reads=9;status=202", [], "unknown"],
    ["late;reads=9;status=500", [], "unknown"],
    ["echo", ["--verify", "read"], "failed"],
    ["stale", [], "updated"],
    ["partial;members=created_at", [], "updated"],
  ] as const)(
    "%s is taken the same way whatever command changes it",
    async (fault, words, outcome) => {
      expect(await said(fault, words)).toEqual(everyWay(outcome));
    },
  );
});
