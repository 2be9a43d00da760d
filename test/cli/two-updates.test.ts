/** Flexprice writes into the metadata when the external id changes: both in one command are two updates. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { outcomeSchema } from "../../src/domain/documents/outcome.ts";
import { rowSchema } from "../../src/domain/documents/run.ts";
import type { JsonObject } from "../../src/domain/json.ts";
import { runCli, temporaryHome } from "../support/run-cli.ts";
import { type Scripted, scriptedServer } from "../support/scripted-server.ts";
import { place } from "./plans.ts";
import { customerAt, customerIds, environment } from "./providers.ts";

const both = ["--external-id", "acct-1", "--metadata", "tier=gold"];
const map = { segment: "mid", crm: "HS-2291" };

test("a plan shows both, in every form", async () => {
  await using at = await place();
  const planned = await at.update("flexprice", [...both, "-n", "-o", "json"]);
  expect(outcomeSchema.parse(planned.json())).toMatchObject({
    outcome: "planned",
    changes: [
      { field: "externalId", after: "acct-1" },
      { field: "metadata.tier", after: "gold" },
    ],
    request: { method: "PUT", body: { external_id: "acct-1" } },
    followUp: {
      because: expect.stringContaining("old_external_ids"),
      request: { method: "PUT", body: { metadata: { ...map, tier: "gold" } } },
    },
  });
  expect(planned.json().request.body).not.toHaveProperty("metadata");

  const table = await at.update("flexprice", [...both, "-n"]);
  expect(table.stdout).toMatch(
    /"external_id": "acct-1"\n[^]*then, because Flex[^]*"tier": "gold"/u,
  );
  const markdown = await at.update("flexprice", [...both, "-n", "-o", "markdown"]);
  expect(markdown.stdout).toMatch(
    /\n1\. `PUT [^`]*` `\{"external_id":"acct-1"\}`\n2\. `PUT [^`]*` `\{"metadata":\{.*"tier":"gold"\}\}`, because/u,
  );
  // The second would replace the trail that the first one makes, in whichever form it is asked for.
  for (const output of ["table", "json", "markdown"]) {
    const curl = await at.update("flexprice", [...both, "--as-curl", "-o", output]);
    expect([curl.code, curl.stdout]).toEqual([2, ""]);
    expect(curl.stderr).toMatch(/--as-curl: this takes two updates, because .*old_external_ids/u);
    expect(curl.stderr).toContain("print one at a time");
  }
  const saved = await at.plan("flexprice", both);
  expect(saved).toMatchObject({
    request: { body: { external_id: "acct-1" } },
    followUp: { request: { body: { metadata: { ...map, tier: "gold" } } } },
  });
});

test("update, apply and undo keep the trail that the server writes", async () => {
  await using at = await place();
  const done = await at.update("flexprice", [...both, "-y", "-o", "json"]);
  expect(done.code).toBe(0);
  expect(outcomeSchema.parse(done.json())).toMatchObject({
    outcome: "updated",
    verified: true,
    before: { metadata: map },
    after: { externalId: "acct-1", metadata: { ...map, tier: "gold", old_external_ids: "acct-1" } },
    beside: [{ field: "metadata.old_external_ids", kind: "added", after: "acct-1" }],
    warnings: [{ code: "changed_beside", field: "metadata.old_external_ids" }],
  });
  expect(await at.record("flexprice")).toMatchObject({
    external_id: "acct-1",
    metadata: { ...map, tier: "gold", old_external_ids: "acct-1" },
  });

  const undone = await at.run(["undo", done.json().changeId, "-y", "-o", "json"]);
  expect(undone.code).toBe(0);
  expect(await at.record("flexprice")).toMatchObject({
    external_id: "acct-7741",
    metadata: { ...map, old_external_ids: "acct-1,acct-7741" },
  });

  await at.plan("flexprice", both);
  expect((await at.run(["apply", "plan.json", "-y"])).code).toBe(0);
  expect((await at.record("flexprice"))["metadata"]).toEqual({
    ...map,
    tier: "gold",
    old_external_ids: "acct-1,acct-7741,acct-1",
  });
});

test("it is addressed by an external id that it has no more after the first", async () => {
  await using at = await place();
  const { code, stderr } = await at.run([
    "customers",
    "update",
    "acct-7741",
    "--by",
    "external-id",
    "-p",
    "flexprice",
    ...both,
    "-y",
    "-q",
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect((await at.record("flexprice"))["metadata"]).toMatchObject({ tier: "gold" });
});

test("where there was no map, it takes three", async () => {
  await using at = await place();
  const id = "cust_01K5T3N1D4F6G8H0J2K4M6N8P0";
  const update = ["customers", "update", id, "-p", "flexprice", ...both, "-o", "json"];
  const planned = await at.run([...update, "-n"]);
  expect(planned.json()).toMatchObject({
    preparation: { request: { body: { metadata: {} } } },
    request: { body: { external_id: "acct-1" } },
    followUp: { request: { body: { metadata: { tier: "gold" } } } },
  });
  const done = await at.run([...update, "-y"]);
  expect(done.code).toBe(0);
  expect(done.json().changes.filter((row: JsonObject) => "stored" in row)).toEqual([]);
  expect((await at.record("flexprice", id))["metadata"]).toEqual({
    tier: "gold",
    old_external_ids: "acct-1",
  });
});

test("rows of a run do both, and their undo", async () => {
  await using at = await place();
  await at.write("rows.csv", `id,externalId,metadata.tier\n${customerIds.flexprice},acct-1,gold\n`);
  const results = ["--results", "done.ndjson"];
  const from = ["customers", "update", "-p", "flexprice", "--from", "rows.csv", "-y"];
  const run = await at.run([...from, ...results]);
  expect(run.code).toBe(0);
  const row = JSON.parse(await readFile(join(at.path, "done.ndjson"), "utf8"));
  expect(rowSchema.parse(row)).toMatchObject({
    beside: [{ field: "metadata.old_external_ids", kind: "added", after: "acct-1" }],
    warnings: [{ code: "changed_beside" }],
  });
  expect(await at.record("flexprice")).toMatchObject({
    external_id: "acct-1",
    metadata: { ...map, tier: "gold", old_external_ids: "acct-1" },
  });
  const [, id = ""] = /billing undo (?<id>\w+)/u.exec(run.stdout) ?? [];
  expect((await at.run(["undo", id, "-y"])).code).toBe(0);
  expect(await at.record("flexprice")).toMatchObject({
    external_id: "acct-7741",
    metadata: { ...map, old_external_ids: "acct-1,acct-7741" },
  });
});

test("what was stored in part is said by the server's own refusal, and taken back", async () => {
  await using at = await place();
  const taxes = ["--metadata", "gstin=22AAAAA0000A1Z5", "--metadata", "pan=BBBBB0000B"];
  const { code, stdout, stderr } = await at.update("flexprice", [...both, ...taxes, "-y"]);
  expect(code).toBe(5);
  expect(stderr).toContain(
    "externalId is stored, and metadata.tier, metadata.gstin, metadata.pan is not:",
  );
  expect(stdout).toMatch(/metadata.tier +\(absent\) +gold +\(absent\)/u);
  expect(stdout).toContain("updated · 3 fields stored differently");
  expect(await at.record("flexprice")).toMatchObject({
    external_id: "acct-1",
    metadata: { ...map, old_external_ids: "acct-1" },
  });
  const [, id = ""] = /billing undo (?<id>\w+)/u.exec(stdout) ?? [];
  expect((await at.run(["undo", id, "-y"])).code).toBe(0);
  expect(await at.record("flexprice")).toMatchObject({
    external_id: "acct-7741",
    metadata: { ...map, old_external_ids: "acct-1,acct-7741" },
  });
});

test.each(["json", "csv", "markdown", "ndjson"])(
  "a run shows in %s what changed beside",
  async (output) => {
    await using at = await place();
    await at.write(
      "rows.csv",
      `id,externalId,metadata.tier\n${customerIds.flexprice},acct-1,gold\n`,
    );
    const from = ["customers", "update", "-p", "flexprice", "--from", "rows.csv", "-y"];
    const { code, stdout } = await at.run([...from, "-o", output]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/beside/u);
    expect(stdout).toMatch(/metadata\.old_external_ids/u);
  },
);

test.each<[string, readonly string[], JsonObject]>([
  ["keeps the trail that has just begun", [], { tier: "gold", old_external_ids: "acct-1" }],
  [
    "goes by what is named of the trail",
    ["--metadata", "old_external_ids=mine"],
    { tier: "gold", old_external_ids: "mine" },
  ],
])("a map that is replaced %s", async (_what, more, metadata) => {
  await using at = await place();
  const replaced = [...both, "--replace-metadata", ...more];
  const planned = await at.update("flexprice", [...replaced, "-n", "-o", "json"]);
  expect(planned.json()).toMatchObject({
    request: { body: { external_id: "acct-1" } },
    followUp: { request: { body: { metadata: { tier: "gold" } } } },
  });
  const done = await at.update("flexprice", [...replaced, "-y", "-o", "json"]);
  expect(done.code).toBe(0);
  expect(done.json().changes.filter((row: JsonObject) => "stored" in row)).toEqual([]);
  expect((await at.record("flexprice"))["metadata"]).toEqual(metadata);

  const undone = await at.run(["undo", done.json().changeId, "-y", "-o", "json"]);
  expect(undone.code).toBe(0);
  expect(await at.record("flexprice")).toMatchObject({ external_id: "acct-7741", metadata: map });
});

test("rows of a run replace the map, and so does a saved plan", async () => {
  await using at = await place();
  await at.write("rows.csv", `id,externalId,metadata.tier\n${customerIds.flexprice},acct-1,gold\n`);
  const from = ["customers", "update", "-p", "flexprice", "--from", "rows.csv", "-y"];
  expect((await at.run([...from, "--replace-metadata"])).code).toBe(0);
  expect((await at.record("flexprice"))["metadata"]).toEqual({
    tier: "gold",
    old_external_ids: "acct-1",
  });
  // The trail from before is shown as removed, and confirmed.
  const saved = await at.plan("flexprice", [
    "--external-id",
    "acct-2",
    "--metadata",
    "a=b",
    "--replace-metadata",
  ]);
  expect(saved.changes).toContainEqual(
    expect.objectContaining({ field: "metadata.old_external_ids", kind: "removed" }),
  );
  expect((await at.run(["apply", "plan.json", "-y"])).code).toBe(0);
  expect((await at.record("flexprice"))["metadata"]).toEqual({ a: "b" });
});

const record = (members: JsonObject): Scripted => customerAt("flexprice", members);
const old = record({ external_id: "acct-0", metadata: map });
const trail = { ...map, old_external_ids: "acct-1" };
const renamed = record({ external_id: "acct-1", metadata: trail });
const refusal = (status: number): Scripted => ({
  status,
  body: { code: "validation_error", message: "no such tier", http_status_code: status },
});

async function against(script: readonly Scripted[], more: readonly string[] = []) {
  await using home = await temporaryHome();
  await using server = await scriptedServer(script);
  const env = { ...environment(server.origin), XDG_STATE_HOME: home.path };
  const update = ["customers", "update", customerIds.flexprice, "-p", "flexprice", ...both];
  const result = await runCli([...update, "-y", "-o", "json", "--no-retry", ...more], { env });
  const history = await runCli(["history", "-o", "json"], { env });
  const { seen } = server;
  return {
    ...result,
    history: history.json(),
    sent: seen.filter(({ method }) => method === "PUT"),
  };
}

const partly = {
  changes: [
    { field: "externalId", kind: "changed", after: "acct-1" },
    { field: "metadata.tier", kind: "added", after: "gold", stored: {} },
  ],
  after: { externalId: "acct-1", metadata: trail },
};

const ends: readonly (readonly [string, readonly Scripted[], number, RegExp, number, string])[] = [
  [
    "refused",
    [old, renamed, renamed, refusal(400), renamed],
    5,
    /externalId is stored, and metadata.tier is not: .*no such tier/u,
    2,
    "updated",
  ],
  [
    "not sent, because the customer cannot be read again",
    [old, renamed, refusal(503)],
    7,
    /externalId is stored, and metadata.tier was not sent: .*no such tier/u,
    1,
    "updated",
  ],
  [
    "lost, and never seen",
    [old, renamed, renamed, { status: 200, reset: true }, renamed, renamed, renamed],
    8,
    /externalId is stored, and metadata.tier is not known to be: the update was sent/u,
    2,
    "unknown",
  ],
  [
    "answered with success, and dropped",
    [old, renamed, renamed, renamed, renamed, renamed, renamed],
    5,
    /externalId is stored, and metadata.tier is not: .* did not store metadata.tier/u,
    2,
    "updated",
  ],
];

test.each(ends)(
  "the second %s: which field is stored is said, and kept",
  async (_how, script, exit, says, puts, outcome) => {
    const { code, json, stderr, history, sent } = await against(script);
    expect(stderr).toMatch(says);
    expect(code).toBe(exit);
    expect(json()).toMatchObject(partly);
    expect(json().outcome).toBe(outcome);
    const codes = json().warnings.map(({ code: said }: { code: string }) => said);
    expect(codes.includes("not_stored")).toBe(outcome === "updated");
    expect(sent).toHaveLength(puts);
    expect(history.changes[0]).toMatchObject({ outcome });
  },
);

test("an answer to the first that is not true is found out before the second is sent", async () => {
  const script = [old, renamed, old, old, old];
  const { code, json, stderr, sent, history } = await against(script);
  expect(code).toBe(5);
  expect(stderr).toContain(
    "Flexprice answered success and did not store externalId; metadata.tier was not sent",
  );
  expect(sent).toHaveLength(1);
  expect(json()).toMatchObject({
    outcome: "failed",
    changes: [
      { field: "externalId", stored: { value: "acct-0" } },
      { field: "metadata.tier", stored: {} },
    ],
    after: { externalId: "acct-0", metadata: map },
  });
  expect(history.changes[0]).toMatchObject({ outcome: "failed" });
});

test("the first may be seen late", async () => {
  const done = record({ external_id: "acct-1", metadata: { ...trail, tier: "gold" } });
  const { code, sent } = await against([old, renamed, old, old, renamed, done]);
  expect(code).toBe(0);
  expect(sent).toHaveLength(2);
  expect(JSON.parse(sent[1]?.body ?? "{}")).toEqual({ metadata: { ...trail, tier: "gold" } });
});

test("what others made of the first between the two is shown", async () => {
  const theirs = { external_id: "acct-9", metadata: trail };
  const done = record({ ...theirs, metadata: { ...trail, tier: "gold" } });
  const { code, json } = await against([old, renamed, record(theirs), done]);
  expect(json()).toMatchObject({
    changes: [{ field: "externalId", stored: { value: "acct-9" } }, { field: "metadata.tier" }],
    after: { externalId: "acct-9" },
  });
  expect(code).toBe(0);
});

const elses = record({ external_id: "acct-1", metadata: { ...trail, tier: "theirs" } });

test("what somebody changed between the two stays, and is a conflict", async () => {
  const { code, json, stderr, sent, history } = await against([old, renamed, elses]);
  expect(code).toBe(6);
  expect(stderr).toMatch(
    /externalId is stored, and metadata.tier was not sent: metadata.tier changed between the two/u,
  );
  expect(sent).toHaveLength(1);
  expect(json()).toMatchObject({
    outcome: "updated",
    moved: [{ field: "metadata.tier", kind: "added", after: "theirs" }],
    changes: [{ field: "externalId" }, { field: "metadata.tier", stored: { value: "theirs" } }],
  });
  expect(history.changes[0]).toMatchObject({ outcome: "updated" });
});

test("what somebody changed between the two is overwritten with --force", async () => {
  const done = record({ external_id: "acct-1", metadata: { ...trail, tier: "gold" } });
  const { code, sent } = await against([old, renamed, elses, done], ["--force"]);
  expect(code).toBe(0);
  expect(sent).toHaveLength(2);
});

test("another key that somebody adds between the two stays", async () => {
  const now = { ...trail, theirs: "x" };
  const { code, sent } = await against([
    old,
    renamed,
    record({ external_id: "acct-1", metadata: now }),
    record({ external_id: "acct-1", metadata: { ...now, tier: "gold" } }),
  ]);
  expect(code).toBe(0);
  expect(JSON.parse(sent[1]?.body ?? "{}")).toEqual({ metadata: { ...now, tier: "gold" } });
});
