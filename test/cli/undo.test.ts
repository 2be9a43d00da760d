import { describe, expect, test } from "vitest";

import type { Json, JsonObject } from "../../src/domain/json.ts";
import { runCli } from "../support/run-cli.ts";
import { scriptedServer } from "../support/scripted-server.ts";
import { demoSecrets, type Place, place } from "./plans.ts";
import {
  customerAt,
  customerIds,
  environment,
  type ProviderName,
  providerNames,
} from "./providers.ts";

const volatile = new Set(["updated_at", "updatedAt", "updated_by", "mrr", "arr", "archived_at"]);

/** The record without what the vendor sets; the spellings of nothing are one. */
function lasting(value: Json): Json {
  if (Array.isArray(value)) return value.map(lasting);
  if (typeof value !== "object" || value === null) return value;
  const held = Object.entries(value as JsonObject).filter(([name]) => !volatile.has(name));
  return Object.fromEntries(
    held
      .map(([name, inner]): [string, Json] => [name, inner === "" ? null : lasting(inner)])
      .filter(([, inner]) => inner !== null),
  );
}

const undo = (at: Place, change: string, words: readonly string[] = ["--yes"]) =>
  at.run(["undo", change, "-o", "json", ...words]);

const roundTrips: readonly (readonly [ProviderName, readonly string[]])[] = [
  ["vayu", ["--name", "N", "--city", "Hamburg", "--legal-name", "L", "--due-days", "60_DAYS"]],
  ["vayu", ["--alias", "nw-new", "--tax-id", "ATU1"]],
  ["vayu", ["--unset", "aliases[nw-eu]", "--unset", "aliases[nw-prod]"]],
  ["vayu", ["--set", "contacts[ida@northwind.example].title=CFO"]],
  ["vayu", ["--unset", "contacts[ida@northwind.example].phone"]],
  ["vayu", ["--unset", "contacts[ida@northwind.example]"]],
  [
    "vayu",
    ["--set", 'contacts:=[{"name":"Bo","email":"bo@n.example","receiveInvoiceEmail":false}]'],
  ],
  ["vayu", ["--state", "BE", "--subsidiary", "S"]],
  ["vayu", ["--unset", "address.city", "--unset", "currency", "--unset", "legalName"]],
  ["vayu", ["--set", 'cloudProviderSettings:={"cloudProvider":"AWS","customerIdentifier":"c"}']],
  [
    "commet",
    ["--name", "N", "--email", "n@lumen.example", "--timezone", "UTC", "--external-id", "u2"],
  ],
  [
    "commet",
    ["--metadata", "tier=free", "--metadata", "new:=[1,null]", "--unset", "metadata.seats"],
  ],
  ["commet", ["--metadata", "only=this", "--replace-metadata"]],
  ["commet", ["--unset", "metadata"]],
  [
    "flexprice",
    ["--name", "N", "--email", "n@fjord.example", "--city", "Oslo", "--phone", "+4755501020"],
  ],
  ["flexprice", ["--address-line2", "2nd floor", "--state", "TR", "--country", "SE"]],
  ["flexprice", ["--metadata", "segment=big", "--metadata", "new=1", "--unset", "metadata.crm"]],
  ["flexprice", ["--metadata", "only=this", "--replace-metadata"]],
  [
    "maple",
    ["--name", "N", "--title", "CEO", "--phone", "+47 1", "--locale", "ja", "--city", "Bergen"],
  ],
  [
    "maple",
    ["--owner-id", "usr_1", "--address-line2", "B", "--place-id", "pl_1", "--exclude-from-metrics"],
  ],
  ["maple", ["--unset", "title", "--unset", "phone", "--unset", "address.postalCode"]],
  ["maple", ["--external-id", "acct-1", "--status", "ARCHIVED"]],
  ["maple", ["--metadata", 'tier:={"deep":[1,{"x":null}]}', "--set", 'metadata["a.b"]=c']],
  ["maple", ["--metadata", "only=this", "--replace-metadata"]],
  ["kirim", ["--name", "N", "--email", "n@sinar.example", "--status", "suspended"]],
  ["kirim", ["--unset", "email", "--unset", "metadata.crm_id", "--metadata", "segment=b2c"]],
  ["kirim", ["--metadata", "only=this", "--replace-metadata"]],
];

test.each(roundTrips)("%s: what %j changed is taken back whole", async (provider, words) => {
  await using at = await place();
  const original = await at.record(provider);
  const change = await at.updated(provider, words);
  expect(lasting(await at.record(provider))).not.toEqual(lasting(original));
  const { code, stderr, json } = await undo(at, change);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(json()).toMatchObject({ outcome: "updated", warnings: [] });
  const empty: JsonObject = { cloudProviderSettings: null };
  expect(lasting({ ...(await at.record(provider)), ...empty })).toEqual(
    lasting({ ...original, ...empty }),
  );
});

test.each<[ProviderName, string]>([
  ["vayu", "65f0c1a2b3d4e5f60718293c"],
  ["commet", "cus_3Bx8dL"],
  ["maple", "cus_2Nd1AaBb"],
])("%s: what was null or not there at all is empty again", async (provider, id) => {
  await using at = await place();
  const words = {
    vayu: [
      "--city",
      "X",
      "--alias",
      "a",
      "--legal-name",
      "L",
      "--set",
      'customFields:=[{"name":"n","valueType":"String","value":"v"}]',
    ],
    commet: ["--metadata", "a=1"],
    maple: ["--city", "X", "--email", "x@y.example", "--metadata", "a:=null", "--org-name", "O"],
    flexprice: [],
    kirim: [],
  }[provider];
  const original = await at.record(provider, id);
  const args = ["customers", "update", id, "-p", provider, ...words, "-o", "json"];
  const { json } = await at.run(args);
  expect(json().outcome).toBe("updated");
  expect((await undo(at, json().changeId)).code).toBe(0);
  const now = lasting(await at.record(provider, id)) as JsonObject;
  const nothing = new Set(["{}", "[]"]);
  const held = Object.fromEntries(
    Object.entries(now).filter(
      ([name, value]) => name in original || !nothing.has(JSON.stringify(value)),
    ),
  );
  const bare = lasting({
    ...original,
    ...("metadata" in original ? { metadata: original["metadata"] ?? {} } : {}),
  }) as JsonObject;
  const withoutEmpties = (record: JsonObject) =>
    Object.fromEntries(
      Object.entries(record).filter(([, value]) => !nothing.has(JSON.stringify(value))),
    );
  expect(withoutEmpties(held)).toEqual(withoutEmpties(bare));
});

test("a change beside it, in the same map, stays", async () => {
  await using at = await place();
  const change = await at.updated("maple", ["--metadata", "tier=silver"]);
  await at.edit("maple", { metadata: { tier: "silver", other: 1 } });
  expect((await undo(at, change)).code).toBe(0);
  expect((await at.record("maple"))["metadata"]).toEqual({ tier: "gold", other: 1 });
});

test("what somebody changed since is not overwritten, unless on purpose", async () => {
  await using at = await place();
  const change = await at.updated("maple", ["--title", "CTO"]);
  await at.edit("maple", { title: "CEO" });
  const { code, stdout, stderr } = await at.run(["undo", change]);
  expect(code).toBe(6);
  expect(stdout).toMatch(
    /changed since:[^]*~ title +CTO +CEO[^]*would change:[^]*~ title +CEO +CFO/u,
  );
  expect(stderr).toContain(`title changed since change ${change}; nothing was written`);
  expect((await at.record("maple"))["title"]).toBe("CEO");
  expect((await undo(at, change, ["--force"])).code).toBe(0);
  expect((await at.record("maple"))["title"]).toBe("CFO");
});

test("an undo is undone like any change, and the first is then undoable again", async () => {
  await using at = await place();
  const first = await at.updated("maple", ["--title", "CTO"]);
  const second = (await undo(at, first)).json().changeId;
  const twice = await undo(at, first, ["-y"]);
  expect({ code: twice.code, stdout: twice.stdout }).toEqual({ code: 2, stdout: "" });
  expect(JSON.parse(twice.stderr).error.message).toBe(
    `change ${first} was undone by ${second} already`,
  );
  expect((await undo(at, second)).code).toBe(0);
  expect((await at.record("maple"))["title"]).toBe("CTO");
  expect((await undo(at, first)).code).toBe(0);
  expect((await at.record("maple"))["title"]).toBe("CFO");
});

test("an undo that destroys something is confirmed like any change", async () => {
  await using at = await place();
  const change = await at.updated("maple", ["--owner-id", "usr_1"]);
  const { code, stderr } = await at.run(["undo", change], { stdin: "" });
  expect(code).toBe(11);
  expect(stderr).toContain("--yes");
  expect((await at.run(["undo", change], { typed: "y" })).code).toBe(0);
});

test("a dry run of an undo writes nothing and records nothing", async () => {
  await using at = await place();
  const change = await at.updated("maple", ["--title", "CTO"]);
  const journal = await at.journal();
  const { code, json } = await undo(at, change, ["--dry-run"]);
  expect(code).toBe(0);
  expect(json()).toMatchObject({ outcome: "planned", request: { body: { title: "CFO" } } });
  expect(await at.journal()).toBe(journal);
  expect((await at.record("maple"))["title"]).toBe("CTO");
});

test("what is back already is nothing to do", async () => {
  await using at = await place();
  const change = await at.updated("maple", ["--title", "CTO"]);
  await at.edit("maple", { title: "CFO" });
  const { code, json } = await undo(at, change);
  expect(code).toBe(0);
  expect(json().outcome).toBe("unchanged");
});

test("a field that the vendor's API cannot clear is named, the rest is taken back", async () => {
  await using at = await place();
  const id = "cust_01K5T3N1D4F6G8H0J2K4M6N8P0";
  const words = ["--email", "new@bare.example", "--name", "Bare"];
  const { json } = await at.run([
    "customers",
    "update",
    id,
    "-p",
    "flexprice",
    ...words,
    "-o",
    "json",
  ]);
  const { code, stderr } = await at.run(["undo", json().changeId, "-y"]);
  expect(code).toBe(0);
  expect(stderr).toContain(
    "email cannot be taken back: it was empty before, and Flexprice's API has no way to clear it",
  );
  expect(await at.record("flexprice", id)).toMatchObject({
    name: "Bare Metal Ltd",
    email: "new@bare.example",
  });
});

test.each<[ProviderName, readonly string[]]>([
  [
    "commet",
    ["--city", "Lisboa", "--address-line1", "R 1", "--postal-code", "1", "--country", "PT"],
  ],
  ["maple", ["--set", "childRollupBilling:=true"]],
])("%s: what is never returned cannot be taken back, and that is said", async (provider, words) => {
  await using at = await place();
  const { code, json } = await at.update(provider, [...words, "-y", "-o", "json"]);
  expect(code).toBe(0);
  const alone = await at.run(["undo", json().changeId]);
  expect(alone.code).toBe(5);
  expect(alone.stderr).toMatch(/never returns it, so what it held before is not known/u);
  expect(alone.stderr).toContain(`nothing of change ${json().changeId} can be taken back`);
});

test("which change is meant must be clear", async () => {
  await using at = await place();
  const one = await at.updated("maple", ["--title", "A1"]);
  const other = await at.updated("maple", ["--title", "A2"]);
  let shared = 0;
  while (one[shared] === other[shared]) shared += 1;
  const refused = async (text: string, says: string | RegExp) => {
    const { code, stdout, stderr } = await at.run(["undo", text]);
    expect({ text, code, stdout }).toEqual({ text, code: 2, stdout: "" });
    expect(stderr).toMatch(says);
    expect(stderr).toMatch(/billing history|more characters/u);
  };
  await refused(one.slice(0, 4), /too short/u);
  await refused("01AAAAAAAAAAAAAAAAAAAAAAAA", /no change "01AAAA/u);
  expect(shared).toBeGreaterThanOrEqual(6);
  await refused(one.slice(0, shared), /part of the ids of 2 changes/u);
  await refused("R1B6CAX", /no change "R1B6CAX"/u);
  expect((await at.run(["undo", other.slice(-8).toLowerCase(), "-y"])).code).toBe(0);
  expect((await at.record("maple"))["title"]).toBe("A1");
});

describe("undo --last", () => {
  test("goes back one change at a time, whatever was changed, and says which", async () => {
    await using at = await place();
    const last = (words: readonly string[] = []) => at.run(["undo", "--last", "-y", ...words]);
    const one = await at.updated("maple", ["--title", "A1"]);
    await at.write("rows.ndjson", `{"id":"${customerIds.maple}","title":"A2"}\n`);
    const ran = await at.run(["customers", "update", "--from", "rows.ndjson", "-p", "maple", "-y"]);
    expect(ran.code).toBe(0);
    const three = await at.updated("kirim", ["--name", "B"]);
    await at.update("maple", ["--title", "No", "--fault", "maple:update:422"]);

    const dry = await last(["--dry-run"]);
    expect(dry).toMatchObject({ code: 0 });
    expect(dry.stderr).toContain(`the last was change ${three}: kirim, ${customerIds.kirim}`);
    expect((await last(["-o", "json"])).json()).toMatchObject({ provider: "kirim" });
    const back = await last();
    expect(back).toMatchObject({ code: 0 });
    expect(back.stderr).toMatch(/the last was run \w{26}/u);
    expect((await at.record("maple"))["title"]).toBe("A1");
    const first = await last();
    expect(first.stderr).toContain(`the last was change ${one}`);
    expect((await at.record("maple"))["title"]).toBe("CFO");
    const none = await last();
    expect(none).toMatchObject({ code: 2, stdout: "" });
    expect(none.stderr).toContain("there is no change to be undone");
  });

  test("names a change, as an id does: one of both", async () => {
    await using at = await place();
    await at.updated("maple", ["--title", "A1"]);
    const both = await at.run(["undo", "01K5T3AB", "--last"]);
    expect(both).toMatchObject({ code: 2, stdout: "" });
    expect(both.stderr).toContain('--last names a change, and so does "01K5T3AB"');
    const neither = await at.run(["undo"]);
    expect(neither).toMatchObject({ code: 2, stdout: "" });
    expect(neither.stderr).toContain("<change> is missing: id of the change or run");
    expect((await at.record("maple"))["title"]).toBe("A1");
  });

  test("does not pass over a change of which nobody knows whether it is stored", async () => {
    await using at = await place();
    await at.updated("maple", ["--title", "A1"]);
    const lost = await at.updated("maple", ["--title", "A2"]);
    const lines = (await at.journal()).trimEnd().split("\n");
    await at.write("state/journal.ndjson", `${lines.slice(0, -1).join("\n")}\n`);
    const { code, stdout, stderr } = await at.run(["undo", "--last", "-y"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`the last was change ${lost}`);
    expect(stderr).toMatch(/not known whether/u);
    expect((await at.record("maple"))["title"]).toBe("A2");
  });
});

test("what failed, or may not have happened, is not undone", async () => {
  await using at = await place();
  const failed = await at.update("maple", [
    "--title",
    "A",
    "--fault",
    "maple:update:422",
    "-o",
    "json",
  ]);
  expect(failed.code).toBe(5);
  const one = await at.run(["undo", failed.json().changeId]);
  expect(one.code).toBe(2);
  expect(one.stderr).toContain("was never applied: nothing to undo");
  expect(one.stderr).toContain("billing history show");
});

test("a change of another account is not undone", async () => {
  await using at = await place();
  const before = customerAt("commet");
  await using server = await scriptedServer([before, customerAt("commet", { fullName: "X" })]);
  const env = { ...environment(server.origin), XDG_STATE_HOME: at.path };
  const made = await runCli(
    ["customers", "update", "cus_7Qm2rT", "-p", "commet", "--name", "X", "-o", "json"],
    { env },
  );
  expect(made.code).toBe(0);
  for (const [exitCode, changed] of [
    [11, { BILLING_COMMET_API_KEY: "ck_another" }],
    [2, { BILLING_COMMET_BASE_URL: "http://127.0.0.1:9" }],
  ] as const) {
    const { code, stderr } = await runCli(["undo", made.json().changeId], {
      env: { ...env, ...changed },
    });
    expect(code).toBe(exitCode);
    expect(stderr).toMatch(/was made with another (?:account|key) of Commet/u);
    expect(stderr).toMatch(/name the configuration or profile|say so with --yes/u);
  }
});

test.each(providerNames)("%s: the journal never holds a credential", async (provider) => {
  await using at = await place();
  await at.updated(provider, ["--name", "N"]);
  const journal = await at.journal();
  expect(journal.split("\n")).toHaveLength(3);
  for (const secret of demoSecrets) expect(journal).not.toContain(secret);
});
