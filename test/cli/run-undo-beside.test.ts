/** What others wrote beside the changes of a run stays when the run is taken back. */

import { expect, test } from "vitest";

import type { JsonObject } from "../../src/domain/json.ts";
import { runCli, temporaryHome } from "../support/run-cli.ts";
import { customerIds, environment, type ProviderName } from "./providers.ts";
import { stagedServer } from "./staged-server.ts";

/** A row; the record before it, as stored with what somebody else added meanwhile, and after it is taken back. */
type Case = readonly [
  provider: ProviderName,
  row: JsonObject,
  before: JsonObject,
  stored: JsonObject,
  after: JsonObject,
];

const keys = (provider: ProviderName): Case => [
  provider,
  { metadata: { batch: "7" } },
  { metadata: { a: "1" } },
  { metadata: { a: "1", batch: "7", theirs: "x" } },
  { metadata: { a: "1", theirs: "x" } },
];
const deepKeys = (provider: ProviderName): Case => [
  provider,
  { metadata: { deep: { k: 1 } } },
  { metadata: { a: "1" } },
  { metadata: { a: "1", deep: { k: 1, theirs: "x" } } },
  { metadata: { a: "1", deep: { theirs: "x" } } },
];
const ida = { name: "Ida", email: "ida@x.example" };
const bo = { name: "Bo", email: "bo@x.example" };
const ola = { name: "Ola", email: "ola@x.example" };

const cases: readonly Case[] = [
  ...(["commet", "flexprice", "maple", "kirim"] as const).map(keys),
  ...(["commet", "maple", "kirim"] as const).map(deepKeys),
  [
    "vayu",
    { "contacts+": [bo] },
    { contacts: [ida] },
    { contacts: [ida, bo, ola] },
    { contacts: [ida, ola] },
  ],
  [
    "vayu",
    { "aliases+": ["new"] },
    { aliases: ["a"] },
    { aliases: ["a", "new", "theirs"] },
    { aliases: ["a", "theirs"] },
  ],
];

test.each(cases)("%s: a run of %j is taken back, and what came beside it stays", async (...one) => {
  const [provider, row, ...records] = one;
  await using home = await temporaryHome();
  await using server = await stagedServer(records, provider);
  const env = { ...environment(server.origin), XDG_STATE_HOME: home.path };
  const stdin = `${JSON.stringify({ id: customerIds[provider], ...row })}\n`;
  const from = ["customers", "update", "--from", "-", "-p", provider, "-y", "-o", "json"];
  const made = await runCli(from, { env, stdin });
  expect(made.json()).toMatchObject({ results: [{ outcome: "updated" }] });
  const undone = await runCli(["undo", made.json().run, "-y", "-o", "json"], { env });
  expect(undone.json()).toMatchObject({ results: [{ outcome: "updated" }] });
  expect(server.sent).toHaveLength(2);
  expect(server.sent[1]).toMatchObject(records[2] ?? {});
  const first = Object.entries(records[2] ?? {}).at(0);
  expect(server.sent[1]?.[first?.[0] ?? ""]).toEqual(first?.[1]);
});
