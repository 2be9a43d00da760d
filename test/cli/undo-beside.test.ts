/** What others wrote beside a change stays when the change is taken back. */

import { expect, test } from "vitest";

import type { Json, JsonObject } from "../../src/domain/json.ts";
import { runCli, temporaryHome } from "../support/run-cli.ts";
import { customerIds, environment, type ProviderName } from "./providers.ts";
import { stagedServer } from "./staged-server.ts";

interface Case {
  readonly provider: ProviderName;
  readonly words: readonly string[];
  /** Before the change; as stored by it, with what somebody else wrote meanwhile; and after it is taken back. */
  readonly records: readonly [JsonObject, JsonObject, JsonObject];
  /** What taking it back sends of the field. */
  readonly sends: JsonObject;
}

const ida = { name: "Ida", email: "ida@x.example", title: "AP" };
const ola = { name: "Ola", email: "ola@x.example" };
const metadata = (before: Json, stored: Json, after: Json): Case["records"] => [
  { metadata: before },
  { metadata: stored },
  { metadata: after },
];
const lists = (name: string, before: Json, stored: Json, after: Json): Case["records"] => [
  { [name]: before },
  { [name]: stored },
  { [name]: after },
];

const cases: readonly Case[] = [
  {
    provider: "maple",
    words: ["--metadata", "batch=7"],
    records: metadata({ a: 1 }, { a: 1, batch: "7", theirs: 1 }, { a: 1, theirs: 1 }),
    sends: { metadata: { a: 1, theirs: 1 } },
  },
  {
    provider: "kirim",
    words: ["--metadata", "batch=7"],
    records: metadata(null, { batch: "7", theirs: 1 }, { theirs: 1 }),
    sends: { metadata: { theirs: 1 } },
  },
  {
    provider: "commet",
    words: ["--set", "metadata.n.a:=2"],
    records: metadata({ n: { a: 1 } }, { n: { a: 2, theirs: 1 } }, { n: { a: 1, theirs: 1 } }),
    sends: { metadata: { n: { a: 1, theirs: 1 } } },
  },
  {
    provider: "flexprice",
    words: ["--metadata", "only=this", "--replace-metadata"],
    records: metadata({ a: "1" }, { only: "this", theirs: "1" }, { theirs: "1", a: "1" }),
    sends: { metadata: { theirs: "1", a: "1" } },
  },
  {
    provider: "vayu",
    words: ["--alias", "new"],
    records: lists("aliases", ["a"], ["a", "new", "theirs"], ["a", "theirs"]),
    sends: { aliases: ["a", "theirs"] },
  },
  {
    provider: "vayu",
    words: ["--set", 'aliases:=["b"]'],
    records: lists("aliases", ["a", "b"], ["b", "theirs"], ["a", "b", "theirs"]),
    sends: { aliases: ["a", "b", "theirs"] },
  },
  {
    provider: "vayu",
    words: ["--set", "contacts[ida@x.example].email=new@x.example"],
    records: lists(
      "contacts",
      [ida],
      [{ ...ida, email: "new@x.example", title: "theirs" }, ola],
      [{ ...ida, title: "theirs" }, ola],
    ),
    sends: { contacts: [{ ...ida, title: "theirs" }, ola] },
  },
  ...(["maple", "commet", "kirim"] as const).flatMap((provider): readonly Case[] => [
    {
      provider,
      words: ["--set", "metadata.deep.k=1"],
      records: metadata(
        { a: 1 },
        { a: 1, deep: { k: "1", other: 2 } },
        { a: 1, deep: { other: 2 } },
      ),
      sends: { metadata: { a: 1, deep: { other: 2 } } },
    },
    {
      provider,
      words: ["--metadata", 'deep:={"a":{"b":1},"c":{}}'],
      records: metadata(
        null,
        { deep: { c: { theirs: [1] }, a: { theirs: 1, b: 1 } }, z: 1 },
        { deep: { c: { theirs: [1] }, a: { theirs: 1 } }, z: 1 },
      ),
      sends: { metadata: { deep: { c: { theirs: [1] }, a: { theirs: 1 } }, z: 1 } },
    },
    {
      provider,
      words: ["--unset", "metadata.deep"],
      records: metadata(
        { deep: { k: 1, l: { m: 1 } } },
        { deep: { theirs: 1 } },
        { deep: { theirs: 1, k: 1, l: { m: 1 } } },
      ),
      sends: { metadata: { deep: { theirs: 1, k: 1, l: { m: 1 } } } },
    },
  ]),
  {
    provider: "vayu",
    words: ["--set", "cloudProviderSettings.customerIdentifier=c"],
    records: lists(
      "cloudProviderSettings",
      null,
      { customerIdentifier: "c", cloudProviderMarketplaceId: "theirs" },
      { cloudProviderMarketplaceId: "theirs" },
    ),
    sends: {
      cloudProviderSettings: { customerIdentifier: null, cloudProviderMarketplaceId: "theirs" },
    },
  },
  {
    provider: "vayu",
    words: ["--alias", "new"],
    records: lists("aliases", ["a", "a"], ["theirs", "new", "a", "a"], ["theirs", "a", "a"]),
    sends: { aliases: ["theirs", "a", "a"] },
  },
  {
    provider: "vayu",
    words: ["--alias", "new"],
    // Nothing but the order is theirs.
    records: lists("aliases", ["a", "b"], ["new", "b", "a"], ["b", "a"]),
    sends: { aliases: ["b", "a"] },
  },
  {
    provider: "vayu",
    words: ["--set", "contacts[ida@x.example].title=CFO"],
    records: lists(
      "contacts",
      [ida, ola],
      [ola, { ...ida, title: "CFO", phone: "theirs" }],
      [ola, { ...ida, phone: "theirs" }],
    ),
    sends: { contacts: [ola, { ...ida, phone: "theirs" }] },
  },
];

test.each(cases)(
  "$provider: $words is taken back, and what came beside it stays",
  async ({ provider, words, records, sends }) => {
    await using home = await temporaryHome();
    await using server = await stagedServer(records, provider);
    const env = { ...environment(server.origin), XDG_STATE_HOME: home.path };
    const update = ["customers", "update", customerIds[provider], "-p", provider, ...words];
    const made = await runCli([...update, "-y", "-o", "json"], { env });
    expect(made.json()).toMatchObject({ outcome: "updated" });
    const undone = await runCli(["undo", made.json().changeId, "-y", "-o", "json"], { env });
    expect({ code: undone.code, stderr: undone.stderr }).toEqual({ code: 0, stderr: "" });
    expect(undone.json()).toMatchObject({ outcome: "updated", warnings: [] });
    expect(server.sent).toHaveLength(2);
    expect(server.sent[1]).toMatchObject(sends);
  },
);

test.each(cases)(
  "$provider: $words is in conflict only where somebody changed just that",
  async ({ provider, words, records: [before, stored, after] }) => {
    await using home = await temporaryHome();
    // Between the two commands somebody takes it back: nothing is left to undo, and nothing of theirs is touched.
    await using server = await stagedServer([before, stored, after], provider);
    const env = { ...environment(server.origin), XDG_STATE_HOME: home.path };
    const update = ["customers", "update", customerIds[provider], "-p", provider, ...words];
    const made = await runCli([...update, "-y", "-o", "json"], { env });
    server.sent.push({});
    const undone = await runCli(["undo", made.json().changeId, "-y", "-o", "json"], { env });
    expect([0, 6]).toContain(undone.code);
    expect(server.sent).toHaveLength(2);
  },
);

interface Later {
  readonly provider: ProviderName;
  readonly words: readonly string[];
  /** Before the change, as stored by it, with what somebody else wrote afterwards, and after it is taken back. */
  readonly records: readonly [JsonObject, JsonObject, JsonObject, JsonObject];
  /** What taking that back sends of the field; missing: what there was after somebody else wrote. */
  readonly again?: JsonObject;
}

const later: readonly Later[] = [
  ...(["maple", "commet", "kirim"] as const).map((provider): Later => ({
    provider,
    words: ["--set", "metadata.deep.k=1"],
    records: [
      { metadata: { a: 1 } },
      { metadata: { a: 1, deep: { k: "1" } } },
      { metadata: { a: 1, deep: { k: "1", other: 2 } } },
      { metadata: { a: 1, deep: { other: 2 } } },
    ],
  })),
  {
    provider: "maple",
    words: ["--set", "metadata.deep.k=1"],
    records: [
      { metadata: { a: 1 } },
      { metadata: { a: 1, deep: { k: "1" } } },
      { metadata: { a: 2, deep: { k: "1" } } },
      { metadata: { a: 2 } },
    ],
  },
  {
    provider: "vayu",
    words: ["--set", "cloudProviderSettings.customerIdentifier=c"],
    records: [
      {},
      { cloudProviderSettings: { customerIdentifier: "c" } },
      { cloudProviderSettings: { customerIdentifier: "c", cloudProviderMarketplaceId: "theirs" } },
      { cloudProviderSettings: { customerIdentifier: null, cloudProviderMarketplaceId: "theirs" } },
    ],
  },
  {
    provider: "vayu",
    words: ["--alias", "new"],
    records: [
      { aliases: ["a", "a"] },
      { aliases: ["a", "a", "new"] },
      { aliases: ["theirs", "new", "a", "a"] },
      { aliases: ["theirs", "a", "a"] },
    ],
    again: { aliases: ["theirs", "new", "a", "a"] },
  },
  {
    provider: "vayu",
    words: ["--set", "contacts[ida@x.example].email=new@x.example"],
    records: [
      { contacts: [ida, ola] },
      { contacts: [{ ...ida, email: "new@x.example" }, ola] },
      {
        contacts: [
          { ...ola, title: "x" },
          { ...ida, email: "new@x.example", phone: "1" },
        ],
      },
      {
        contacts: [
          { ...ola, title: "x" },
          { ...ida, phone: "1" },
        ],
      },
    ],
  },
];

test.each(later)(
  "$provider: what was written after $words stays when it is taken back, and again",
  async ({ provider, words, records, again }) => {
    await using home = await temporaryHome();
    await using server = await stagedServer([...records, again ?? records[2]], provider);
    const env = { ...environment(server.origin), XDG_STATE_HOME: home.path };
    const update = ["customers", "update", customerIds[provider], "-p", provider, ...words];
    const made = await runCli([...update, "-y", "-o", "json"], { env });
    server.sent.push({});
    const undone = await runCli(["undo", made.json().changeId, "-y", "-o", "json"], { env });
    expect({ code: undone.code, stderr: undone.stderr }).toEqual({ code: 0, stderr: "" });
    expect(server.sent[2]).toMatchObject(records[3]);
    const redone = await runCli(["undo", undone.json().changeId, "-y", "-o", "json"], { env });
    expect({ code: redone.code, stderr: redone.stderr }).toEqual({ code: 0, stderr: "" });
    expect(server.sent[3]).toMatchObject(again ?? records[2]);
  },
);

test("what was put into the place of what was made is not taken out unless it is shown and confirmed", async () => {
  await using home = await temporaryHome();
  const stored = { contacts: [ida] };
  const theirs = { contacts: [{ ...ida, title: "theirs" }] };
  await using server = await stagedServer([{ contacts: [] }, stored, theirs, {}], "vayu");
  const env = { ...environment(server.origin), XDG_STATE_HOME: home.path };
  const update = ["customers", "update", customerIds.vayu, "-p", "vayu", "-y", "-o", "json"];
  const made = await runCli([...update, "--set", `contacts+:=${JSON.stringify(ida)}`], { env });
  server.sent.push({});
  const undo = (...words: readonly string[]) =>
    runCli(["undo", made.json().changeId, ...words], { env });
  expect((await undo("-y")).code).toBe(6);
  const forced = await undo("--force", "--no-input");
  expect(forced.code).toBe(11);
  const shown = await undo("--force", "--dry-run", "-o", "json");
  expect(shown.json().changes).toEqual([
    expect.objectContaining({ kind: "removed", before: theirs.contacts[0] }),
  ]);
  expect(server.sent).toHaveLength(2);
});
