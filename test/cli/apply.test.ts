import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

import { expect, test } from "vitest";

import type { JsonObject } from "../../src/domain/json.ts";

import { outcomeSchema } from "../../src/domain/documents/outcome.ts";
import { runCli } from "../support/run-cli.ts";
import { scriptedServer } from "../support/scripted-server.ts";
import { place } from "./plans.ts";
import { customerAt, environment, providerNames } from "./providers.ts";

test.each(providerNames)(
  "%s: a plan is carried out once, and again is nothing to do",
  async (provider) => {
    await using at = await place();
    await at.plan(provider, ["--name", "Planned Co"]);
    const first = await at.run(["apply", "plan.json", "-o", "json"]);
    expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: "" });
    expect(outcomeSchema.parse(first.json())).toMatchObject({
      outcome: "updated",
      changes: [{ field: "name", after: "Planned Co" }],
      changeId: expect.any(String),
    });
    const again = await at.run(["apply", "plan.json", "-o", "json"]);
    expect(again.code).toBe(0);
    expect(again.json()).toMatchObject({ outcome: "unchanged", changes: [] });
  },
);

test("a field of the plan that somebody changed since is shown, and nothing is written", async () => {
  await using at = await place();
  await at.plan("maple", ["--title", "CTO", "--name", "Mara"]);
  await at.edit("maple", { title: "CEO" });
  const { code, stdout, stderr } = await at.run(["apply", "plan.json"]);
  expect(code).toBe(6);
  const [since, would] = [stdout.indexOf("changed since:"), stdout.indexOf("would change:")];
  expect(since).toBeGreaterThan(-1);
  expect(would).toBeGreaterThan(since);
  expect(stdout.slice(since, would)).toMatch(/~ title +CFO +CEO/u);
  expect(stdout.slice(since, would)).not.toContain("Mara");
  expect(stdout.slice(would)).toMatch(/~ title +CEO +CTO/u);
  expect(stdout).toContain("failed · nothing was changed");
  expect(stderr).toMatch(/title changed since your plan of \d{4}-.*nothing was written/u);
  expect(stderr).toMatch(/plan again; or leave it; or overwrite it with --force/u);
  expect(await at.record("maple")).toMatchObject({ title: "CEO", name: "Mara Lind" });
  expect(await at.journal()).toBe("");

  const machine = await at.run(["apply", "plan.json", "-o", "json"]);
  expect(machine.code).toBe(6);
  expect(outcomeSchema.parse(machine.json())).toMatchObject({
    outcome: "failed",
    moved: [{ field: "title", kind: "changed", before: "CFO", after: "CEO" }],
  });
  expect(JSON.parse(machine.stderr).error).toMatchObject({ code: "conflict", exitCode: 6 });

  const looked = await at.run(["apply", "plan.json", "--force", "--dry-run"]);
  expect(looked.code).toBe(0);
  expect(looked.stdout).toMatch(/changed since:[^]*will change:/u);
  const forced = await at.run(["apply", "plan.json", "--force"]);
  expect({ code: forced.code, stderr: forced.stderr.split("\n").slice(1) }).toEqual({
    code: 0,
    stderr: [""],
  });
  expect(await at.record("maple")).toMatchObject({ title: "CTO", name: "Mara" });
});

test.each<[string, readonly string[], Record<string, any>, Record<string, any>]>([
  ["another field", ["--title", "CTO"], { name: "Mara L" }, { title: "CTO", name: "Mara L" }],
  [
    "another key of the metadata",
    ["--metadata", "tier=silver"],
    { metadata: { tier: "gold", seats: 3 } },
    { metadata: { tier: "silver", seats: 3 } },
  ],
  [
    "another line of the address",
    ["--city", "Bergen"],
    { address: { city: "Oslo", zip: "0160", country: "NO" } },
    { address: { city: "Bergen", zip: "0160", country: "NO" } },
  ],
])("%s that somebody changed since stays as it is", async (_what, words, edited, expected) => {
  await using at = await place();
  await at.plan("maple", words);
  await at.edit("maple", edited);
  const { code, stderr } = await at.run(["apply", "plan.json", "-o", "json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(await at.record("maple")).toMatchObject(expected);
});

test.each<[string, readonly string[], Record<string, any>]>([
  ["a key in the metadata that is set", ["--metadata", "tier=silver"], { tier: "iron" }],
  ["a key that is unset", ["--unset", "metadata.tier"], { tier: "iron" }],
  ["a new key", ["--metadata", "new=1"], { tier: "gold", new: "2" }],
  [
    "any key, where all are replaced",
    ["--metadata", "a=1", "--replace-metadata"],
    { tier: "gold", b: 1 },
  ],
])("what moved is found in maps: %s", async (_what, words, metadata) => {
  await using at = await place();
  await at.plan("maple", words);
  await at.edit("maple", { metadata });
  expect((await at.run(["apply", "plan.json", "--yes"])).code).toBe(6);
  expect((await at.record("maple"))["metadata"]).toEqual(metadata);
});

test("an item of a list that nobody touched does not stop a plan for another", async () => {
  await using at = await place();
  await at.plan("vayu", ["--set", "contacts[ida@northwind.example].title=CFO"]);
  const { contacts } = (await at.record("vayu")) as unknown as { contacts: JsonObject[] };
  await at.edit("vayu", { contacts: [...contacts, { name: "Bo", email: "bo@northwind.example" }] });
  expect((await at.run(["apply", "plan.json"])).code).toBe(0);
  expect((await at.record("vayu"))["contacts"]).toMatchObject([
    { title: "CFO" },
    { email: "bo@northwind.example" },
  ]);
  await at.plan("vayu", ["--set", "contacts[ida@northwind.example].title=CEO"]);
  await at.edit("vayu", { contacts: [{ ...contacts[0], title: "COO" }] });
  expect((await at.run(["apply", "plan.json"])).code).toBe(6);
});

test("a plan that destroys something is confirmed when it is carried out, not before", async () => {
  await using at = await place();
  await at.plan("maple", ["--unset", "title"]);
  const declined = await at.run(["apply", "plan.json"], { stdin: "" });
  expect(declined.code).toBe(11);
  expect(declined.stderr).toContain("--yes");
  expect((await at.run(["apply", "plan.json", "--force"], { stdin: "" })).code).toBe(11);
  expect((await at.run(["apply", "plan.json"], { typed: "n" })).code).toBe(11);
  expect((await at.record("maple"))["title"]).toBe("CFO");
  const asked = await at.run(["apply", "plan.json"], { typed: "y" });
  expect(asked.code).toBe(0);
  expect(stripVTControlCharacters(asked.stderr)).toMatch(/- title +CFO +\(unset\)/u);
  expect((await at.record("maple"))["title"]).toBeNull();
});

test("--yes carries out a plan that destroys something", async () => {
  await using at = await place();
  await at.plan("maple", ["--unset", "title"]);
  expect((await at.run(["apply", "plan.json", "-y"])).code).toBe(0);
});

test("a dry run of a plan writes nothing", async () => {
  await using at = await place();
  await at.plan("maple", ["--title", "CTO"]);
  const { code, json } = await at.run(["apply", "plan.json", "-n", "-o", "json"]);
  expect(code).toBe(0);
  expect(json()).toMatchObject({ outcome: "planned", request: { body: { title: "CTO" } } });
  const detailed = ["apply", "plan.json", "-n", "--detailed-exitcode"];
  expect((await at.run(detailed)).code).toBe(10);
  expect((await at.record("maple"))["title"]).toBe("CFO");
});

test("in Markdown no value can be more than a value", async () => {
  await using at = await place();
  const evil = "a|b `code` **x** <img src=x> @octocat \\| ::error::stop ``` # h";
  await at.edit("maple", { name: `${evil}\n::set-output name=a::b\r\n| c |`, title: evil });
  await at.plan("maple", ["--name", `new ${evil}`, "--title", "@team/ops\u2028::warning::x"]);
  const { code, stdout } = await at.run(["apply", "plan.json", "--dry-run", "-o", "markdown"]);
  expect(code).toBe(0);
  const lines = stdout.split("\n");
  expect(lines.filter((line) => line.startsWith("|"))).toHaveLength(4);
  expect(lines.some((line) => line.trimStart().startsWith("::"))).toBe(false);
  // Without what stands in code, nothing of the values is left.
  const bare = stdout.replaceAll(/(?<fence>`+)(?!`)[^]*?(?<!`)\k<fence>(?!`)/gu, "");
  expect(bare).not.toMatch(/octocat|team|img|error|warning|set-output|code/u);
  for (const row of lines.filter((line) => line.startsWith("|"))) {
    expect(row.match(/(?<!\\)\|/gu)).toHaveLength(6);
  }
});

const broken: readonly (readonly [string, (text: string) => string, RegExp])[] = [
  ["empty", () => "", /not a whole plan/u],
  ...[600, 2500, 5000].flatMap((levels) =>
    [
      ["[", "]"],
      ['{"a":', "}"],
    ].map(([before = "", behind = ""]): [string, (text: string) => string, RegExp] => [
      `nested in ${levels} levels of ${before}`,
      (text) =>
        `${text.trimEnd().slice(0, -1)},"x":${before.repeat(levels)}1${behind.repeat(levels)}}`,
      /nested too deeply for a plan\nhint: make the plan again/u,
    ]),
  ),
  ["not JSON", () => "x: X\n", /not a whole plan/u],
  ["cut short", (text) => text.slice(0, 200), /not a whole plan/u],
  ["a patch", () => "name: X\n", /this is not a plan; it is a patch\nhint: .* -f plan.json/u],
  ["a list", () => "[]", /this is not a plan/u],
  ["some other JSON", () => '{"name":"X"}', /this is not a plan/u],
  [
    "from a newer version",
    (text) => text.replace('"version": 1', '"version": 2'),
    /newer billing \(plan version 2/u,
  ],
  [
    "of no version",
    (text) => text.replace('"version": 1', '"version": "1"'),
    /damaged at version/u,
  ],
  [
    "with a key it does not know",
    (text) => text.replace('"tool"', '"more": 1,\n"tool"'),
    /damaged/u,
  ],
  ["without its seal", (text) => text.replace(/,\s*"seal": "[^"]+"/u, ""), /damaged at seal/u],
  [
    "with another seal",
    (text) => text.replace(/"seal": "./u, '"seal": "z'),
    /changed after it was saved/u,
  ],
  [
    "with a seal of another length",
    (text) => text.replace(/"seal": "./u, '"seal": "'),
    /changed after it was saved/u,
  ],
  ["with another value", (text) => text.replaceAll("CTO", "CIO"), /changed after it was saved/u],
  [
    "with another field",
    (text) => text.replace('"path": "title"', '"path": "name"'),
    /changed after it was saved/u,
  ],
  [
    "for another customer",
    (text) => text.replace('"id": "cus_2Nb8LmPq"', '"id": "cus_2Nd1AaBb"'),
    /changed after it was saved/u,
  ],
  ["with other images", (text) => text.replaceAll("CFO", "CEO"), /changed after it was saved/u],
  [
    "with another number",
    (text) => text.replaceAll("9007199254740991", "9007199254740990"),
    /changed after it was saved/u,
  ],
  [
    "saved elsewhere",
    (text) => text.replace('"emulator"', '"https://api.maplebilling.com/api/v1"'),
    /the plan is for https/u,
  ],
];

test.each(broken)(
  "a plan that is %s is refused before anything is sent",
  async (_how, breakIt, says) => {
    await using at = await place();
    await at.plan("maple", ["--title", "CTO", "--metadata", "big:=9007199254740991"]);
    await at.write("plan.json", breakIt(await at.read("plan.json")));
    const { code, stdout, stderr } = await at.run(["apply", "plan.json", "--yes", "--force"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(says);
    expect(stderr).toContain("plan.json");
    expect((await at.record("maple"))["title"]).toBe("CFO");
  },
);

test("cut short anywhere, a plan is refused", async () => {
  await using at = await place();
  await at.plan("maple", ["--title", "CTO"]);
  const text = await at.read("plan.json");
  for (const part of [0.02, 0.1, 0.35, 0.6, 0.9, 0.995]) {
    await at.write("cut.json", text.slice(0, Math.floor((text.length - 2) * part)));
    const { code, stderr } = await at.run(["apply", "cut.json"]);
    expect({ part, code }).toEqual({ part, code: 2 });
    expect(stderr).toContain("cut short or not JSON");
  }
});

test("a file that is not there, or no file, is refused", async () => {
  await using at = await place();
  await mkdir(join(at.path, "folder"));
  for (const [name, why] of [
    ["none.json", "there is no such file"],
    ["folder", "it is a directory"],
  ] as const) {
    const { code, stderr } = await at.run(["apply", name]);
    expect(code).toBe(2);
    expect(stderr).toContain(`<plan>: "${name}" cannot be read: ${why}`);
  }
});

test("a plan of another provider is refused", async () => {
  await using at = await place();
  await at.plan("maple", ["--title", "CTO"]);
  const { code, stderr } = await at.run(["apply", "plan.json", "-p", "kirim"]);
  expect(code).toBe(2);
  expect(stderr).toContain("the plan is for maple, not for kirim");
  expect((await at.run(["apply", "plan.json", "-p", "maple", "-n"])).code).toBe(0);
});

test("numbers beyond 2^53 that were there before stay exact through a plan", async () => {
  await using at = await place();
  const words = ["cus_2Nc4RvWx", "-p", "maple", "--set", 'metadata["a.b"]=undotted'];
  const planned = await at.run(["customers", "update", ...words, "-n", "--out", "plan.json"]);
  expect(planned.code).toBe(0);
  expect(await at.read("plan.json")).toContain("9007199254740993");
  expect((await at.run(["apply", "plan.json"])).code).toBe(0);
  const { stdout } = await at.run([
    "customers",
    "get",
    "cus_2Nc4RvWx",
    "-p",
    "maple",
    "-o",
    "json",
  ]);
  expect(stdout).toContain('"ledger": 9007199254740993');
});

test("a plan is bound to the account and the place it was made with", async () => {
  await using at = await place();
  const before = customerAt("commet", { externalId: "a" });
  await using server = await scriptedServer([before, before]);
  const env = environment(server.origin);
  const out = join(at.path, "plan.json");
  const made = await runCli(
    ["customers", "update", "cus_7Qm2rT", "-p", "commet", "--name", "X", "-n", "--out", out],
    { env },
  );
  expect(made.code).toBe(0);
  expect(JSON.parse(await readFile(out, "utf8")).baseUrl).toBe(server.origin);
  const apply = (changed: Record<string, string>, more: readonly string[] = []) =>
    runCli(["apply", out, "-n", ...more], { env: { ...env, ...changed } });
  expect((await apply({})).code).toBe(0);

  const otherKey = await apply({ BILLING_COMMET_API_KEY: "ck_another" });
  expect(otherKey.code).toBe(11);
  expect(otherKey.stderr).toContain("its seal cannot be checked");
  const otherHost = await apply({}, ["--base-url", "http://127.0.0.1:9/v2"]);
  expect(otherHost.code).toBe(2);
  expect(otherHost.stderr).toContain(
    `the plan is for ${server.origin}, and this account is at http://127.0.0.1:9/v2`,
  );
  const otherSetting = await apply({ BILLING_COMMET_VERSION: "2026-07-24" });
  expect(otherSetting.code).toBe(11);

  await using directory = await place();
  await directory.write(
    ".billingrc.yaml",
    `profiles:\n  staging:\n    providers:\n      commet:\n        apiKey: ck_staging\n        baseUrl: ${server.origin}\n`,
  );
  const staging = await runCli(
    [
      "apply",
      out,
      "-n",
      "--profile",
      "staging",
      "--config",
      join(directory.path, ".billingrc.yaml"),
    ],
    {},
  );
  expect(staging.code).toBe(11);
  expect(staging.stderr).toContain("its seal cannot be checked");
  const emulated = await runCli(["apply", out, "-n", "--emulator"], { env });
  expect(emulated.code).toBe(2);
  expect(emulated.stderr).toContain("and this account is at emulator");
});
