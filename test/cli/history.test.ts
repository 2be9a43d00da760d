import { appendFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { openJournal } from "../../src/journal/journal.ts";
import { historySchema, recordSchema } from "../../src/domain/documents/history.ts";
import { type Place, place } from "./plans.ts";
import { customerIds, type ProviderName } from "./providers.ts";

const now = Date.parse("2026-11-20T08:00:00.000Z");
const day = 24 * 60 * 60_000;

/** A write that was announced and of whose end nothing was recorded. @param waited milliseconds before it left */
async function announced(
  at: Place,
  provider: ProviderName,
  fields: Parameters<ReturnType<typeof openJournal>["intent"]>[0]["fields"],
  account?: string,
  waited = 0,
): Promise<string> {
  let clock = now;
  const journal = openJournal({
    stateDir: join(at.path, "state"),
    host: { now: () => clock, platform: process.platform },
    tool: "0.1.0",
  });
  // The account's label as the program writes it.
  await at.updated(provider, ["--name", "Labelled"]);
  const label = (await list(at)).changes[0]?.account ?? "";
  const change = journal.newChange();
  await journal.intent({
    changeId: change,
    provider,
    baseUrl: "emulator",
    account: account ?? label,
    id: customerIds[provider],
    name: "T",
    fields: [...fields],
    changes: [],
  });
  clock += waited;
  await journal.leaving(change);
  return change;
}

async function list(at: Place, words: readonly string[] = []) {
  const { code, stdout, stderr } = await at.run(["history", "-o", "json", ...words], {
    now: () => now,
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr });
  return historySchema.parse(JSON.parse(stdout));
}

test("without a journal there are no changes", async () => {
  await using at = await place();
  expect(await list(at)).toEqual({ changes: [], runs: [], damaged: [] });
  const table = await at.run(["history"]);
  expect({ code: table.code, stdout: table.stdout }).toEqual({ code: 0, stdout: "no changes\n" });
  const lines = await at.run(["history", "-o", "ndjson"]);
  expect({ code: lines.code, stdout: lines.stdout }).toEqual({ code: 0, stdout: "" });
});

test("changes are found by provider, customer, outcome and time", async () => {
  await using at = await place();
  const update = (provider: ProviderName, words: readonly string[], ago: number) =>
    at.update(provider, [...words, "-o", "json"], { now: () => now - ago });
  await update("maple", ["--title", "A"], 10 * day);
  await update("kirim", ["--name", "B"], 3 * day);
  await update("maple", ["--title", "C", "--fault", "maple:update:422"], 3 * 60 * 60_000);
  const found = async (...words: readonly string[]) =>
    (await list(at, words)).changes.map(({ provider, outcome }) => `${provider} ${outcome}`);
  const [first, second, third] = ["maple updated", "kirim updated", "maple failed"];
  expect(await found()).toEqual([third, second, first]);
  expect(await found("-p", "kirim")).toEqual([second]);
  expect(await found("--customer", "Sinar")).toEqual([second]);
  expect(await found("--customer", customerIds.maple)).toEqual([third, first]);
  expect(await found("--outcome", "failed")).toEqual([third]);
  expect(await found("--outcome", "unknown")).toEqual([]);
  expect(await found("--since", "7d")).toEqual([third, second]);
  expect(await found("--since", "12h")).toEqual([third]);
  expect(await found("--since", "2w", "-p", "maple")).toEqual([third, first]);
  expect(await found("--since", "2026-11-15")).toEqual([third, second]);
  expect(await found("--since", "yesterday")).toEqual([third]);
  expect(await found("--limit", "1")).toEqual([third]);
  expect(await found("--limit", "2")).toEqual([third, second]);
  expect(await found("--limit", "1", "-p", "kirim")).toEqual([second]);
  expect(await found("--limit", "9")).toEqual([third, second, first]);
  expect(await found("--since", "2026-11-20T04:30:00Z")).toEqual([third]);
  const bad = await at.run(["history", "--since", "tomorrow"]);
  expect(bad.code).toBe(2);
  expect(bad.stderr).toContain('"tomorrow" is not a time');

  const table = await at.run(["history"], { now: () => now, columns: 200 });
  expect(table.stdout).toMatch(/WHEN +CHANGE +PROVIDER +CUSTOMER +OUTCOME +FIELDS/u);
  expect(table.stdout).toMatch(/x .*maple.*failed +title/u);
  const lines = await at.run(["history", "-o", "ndjson"]);
  const records = lines.stdout
    .trimEnd()
    .split("\n")
    .map((line) => recordSchema.parse(JSON.parse(line)));
  expect(records).toEqual((await list(at)).changes);
});

test("one change is shown with all that is known of it", async () => {
  await using at = await place();
  const change = await at.updated("maple", ["--title", "CTO"]);
  const back = (await at.run(["undo", change, "-o", "json"])).json().changeId;
  const { code, stdout } = await at.run(["history", "show", change]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/~ title +CFO +CTO/u);
  expect(stdout).toContain(`undone by ${back}`);
  expect((await at.run(["history", "show", back])).stdout).toContain(`undo of ${change}`);
  const machine = await at.run(["history", "show", change, "-o", "json"]);
  expect(recordSchema.parse(machine.json())).toMatchObject({
    changeId: change,
    undoneBy: back,
    fields: [{ field: "title", before: "CFO", after: "CTO" }],
    storedFields: [{ field: "title", stored: "CTO" }],
  });
  expect((await at.run(["history", "show", "01"])).code).toBe(2);
});

test.each<[string, "updated" | "failed" | "unknown", Record<string, any>, string]>([
  ["what was asked", "updated", { title: "CTO" }, "every field holds what was asked"],
  ["what was there before", "failed", { title: "CFO" }, "every field holds what it held before"],
  ["neither", "unknown", { title: "CEO" }, "neither what was asked nor"],
])(
  "an unknown change is looked up: %s is stored, it is %s",
  async (_what, outcome, stored, note) => {
    await using at = await place();
    const change = await announced(at, "maple", [{ field: "title", before: "CFO", after: "CTO" }]);
    expect((await list(at, ["--outcome", "unknown"])).changes).toHaveLength(1);
    const refused = await at.run(["undo", change]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/not known whether[^]*history --resolve/u);
    await at.edit("maple", stored);
    const early = await at.run(["history", "--resolve"], { now: () => now + 59_000 });
    if (outcome === "failed") {
      expect(early.stderr).toMatch(/unknown, .* what was sent may still be carried out/u);
      expect((await list(at, ["--outcome", "unknown"])).changes).toHaveLength(1);
    }
    const late = await at.run(["history", "--resolve"], { now: () => now + 61_000 });
    const { code, stderr } = outcome === "updated" ? early : late;
    expect(code).toBe(0);
    expect(stderr).toContain(`${change}: ${outcome}, `);
    expect(stderr).toContain(note);
    const found = (await list(at)).changes.find((record) => record.changeId === change);
    expect(found).toMatchObject({ outcome, ...(outcome === "unknown" ? {} : { resolved: true }) });
    if (outcome === "failed") {
      // It was stored after all, later than anybody thought.
      await at.edit("maple", { title: "CTO" });
      const again = await at.run(["history", "--resolve"], { now: () => now + 7_200_000 });
      expect(again.stderr).toContain(`${change}: updated, `);
    }
    if (outcome === "updated") {
      expect((await at.run(["undo", change])).code).toBe(0);
      expect((await at.record("maple"))["title"]).toBe("CFO");
    }
  },
);

test("a change that left minutes after it was written down may still be carried out after that", async () => {
  await using at = await place();
  const fields = [{ field: "title", before: "CFO", after: "CTO" }];
  const change = await announced(at, "maple", fields, undefined, 300_000);
  const resolve = (later: number) =>
    at.run(["history", "--resolve"], { now: () => now + 300_000 + later });
  const record = async () => (await list(at)).changes.find(({ changeId }) => changeId === change);
  expect(await record()).toMatchObject({ sentAt: "2026-11-20T08:05:00.000Z" });
  expect((await resolve(59_000)).stderr).toContain("what was sent may still be carried out");
  expect((await resolve(61_000)).stderr).toContain(`${change}: failed`);
  expect(await record()).toMatchObject({ outcome: "failed", resolved: true });
});

test("an unknown change of another account is left alone", async () => {
  await using at = await place();
  const change = await announced(
    at,
    "maple",
    [{ field: "title", before: "A", after: "CFO" }],
    "000000000000",
  );
  const { code, stderr } = await at.run(["history", "--resolve"]);
  expect(code).toBe(0);
  expect(stderr).toContain(`${change}: unknown, change ${change} was made with another key`);
  expect((await list(at, ["--outcome", "unknown"])).changes).toHaveLength(1);
});

test("an unknown change of a field that is never returned stays unknown", async () => {
  await using at = await place();
  const change = await announced(at, "maple", [{ field: "childRollupBilling", unreadable: true }]);
  const { stderr } = await at.run(["history", "--resolve"]);
  expect(stderr).toContain(`${change}: unknown, the provider never returns what was sent`);
});

test("a damaged line is told and nothing else is lost", async () => {
  await using at = await place();
  const one = await at.updated("maple", ["--title", "A"]);
  const file = join(at.path, "state", "journal.ndjson");
  await appendFile(file, 'garbage\n{"v":2,"type":"new"}\n{"v":1,"type":"inte');
  const two = await at.updated("maple", ["--title", "B"]);
  const { changes, damaged } = await list(at);
  expect(changes.map(({ changeId: change }) => change)).toEqual([two, one]);
  expect(damaged.map(({ line }) => line)).toEqual([3, 4, 5]);
  const table = await at.run(["history"]);
  expect(table.code).toBe(0);
  expect(table.stderr).toContain("line 3 of the journal is left out: the line is not JSON");
  expect(table.stderr).toContain("line 4 of the journal is left out: written by a newer billing");
  expect(table.stdout).toContain(one);
  expect((await at.run(["undo", two, "-y"])).code).toBe(0);
});
