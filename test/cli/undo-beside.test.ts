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
