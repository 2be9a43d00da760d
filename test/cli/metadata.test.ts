import { expect, test } from "vitest";

import { outcomeSchema } from "../../src/domain/documents/outcome.ts";
import { place } from "./plans.ts";
import type { ProviderName } from "./providers.ts";

/** A key that the demo customer holds, its value, and the rest of the map. */
const held: readonly (readonly [ProviderName, string, Record<string, unknown>])[] = [
  ["commet", "tier", { seats: 12 }],
  ["flexprice", "segment", { crm: "HS-2291" }],
  ["maple", "tier", {}],
  ["kirim", "segment", { crm_id: "S-209" }],
];

test.each(held)("%s: a key is added or changed, the others stay", async (provider, key, rest) => {
  await using at = await place();
  await at.updated(provider, ["--metadata", `${key}=changed`, "--metadata", "added=new"]);
  expect((await at.record(provider))["metadata"]).toEqual({
    ...rest,
    [key]: "changed",
    added: "new",
  });
});

test.each(held)("%s: a key that is not there is asked about", async (provider, key) => {
  await using at = await place();
  const words = ["--unset", `metadata.${key}s`];
  const { code, stdout } = await at.update(provider, words);
  expect(code).toBe(0);
  expect(stdout).toContain(
    `! no_such_key: metadata.${key}s is not there; did you mean metadata.${key}?`,
  );
  const again = await at.update(provider, ["--unset", "metadata.unheard", "-o", "json"]);
  expect(again.json()).toMatchObject({ outcome: "unchanged", warnings: [] });
});

test.each(held)(
  "%s: a key that is unset is gone, after a confirmation",
  async (provider, key, rest) => {
    await using at = await place();
    const asked = await at.update(provider, ["--unset", `metadata.${key}`], { stdin: "" });
    expect(asked.code).toBe(11);
    const { code, json } = await at.update(provider, [
      "--unset",
      `metadata.${key}`,
      "-y",
      "-o",
      "json",
    ]);
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      outcome: "updated",
      verified: true,
      warnings: [],
      changes: [{ field: `metadata.${key}`, kind: "removed", destructive: "removes data" }],
    });
    expect((await at.record(provider))["metadata"]).toEqual(rest);
  },
);

test.each(held)(
  "%s: the whole map is only replaced on purpose, after a confirmation",
  async (provider) => {
    await using at = await place();
    const words = ["--metadata", "only=this", "--replace-metadata"];
    expect((await at.update(provider, words, { stdin: "" })).code).toBe(11);
    await at.updated(provider, words);
    expect((await at.record(provider))["metadata"]).toEqual({ only: "this" });
  },
);

test("vayu: it has no metadata, and says who has", async () => {
  await using at = await place();
  for (const words of [
    ["--metadata", "a=1"],
    ["--unset", "metadata.a"],
    ["--metadata", "a=1", "--replace-metadata"],
  ]) {
    const { code, stderr } = await at.update("vayu", words);
    expect(code).toBe(2);
    expect(stderr).toMatch(/metadata/u);
    expect(stderr).toMatch(/commet, flexprice, maple/u);
  }
});

test("vayu: its custom fields are merged by name", async () => {
  await using at = await place();
  const fields = [
    { vayuCustomFieldName: "ledger", valueType: "Number", value: 7 },
    { vayuCustomFieldName: "tier", valueType: "String", value: "gold" },
  ];
  await at.edit("vayu", { customFields: fields });
  await at.updated("vayu", ["--set", "customFields[tier].value=silver"]);
  expect((await at.record("vayu"))["customFields"]).toEqual([
    fields[0],
    { ...fields[1], value: "silver" },
  ]);
  await at.updated("vayu", ["--unset", "customFields[tier]"]);
  expect((await at.record("vayu"))["customFields"]).toEqual([fields[0]]);
});

test.each(["commet", "maple", "kirim"] as const)(
  "%s: values of any type are stored as they are",
  async (provider) => {
    await using at = await place();
    await at.updated(provider, [
      "--metadata",
      "n:=1.5",
      "--metadata",
      "b:=false",
      "--metadata",
      "l:=[1,null]",
      "--metadata",
      "o:={}",
      "--metadata",
      "x:=null",
    ]);
    expect((await at.record(provider))["metadata"]).toMatchObject({
      n: 1.5,
      b: false,
      l: [1, null],
      o: {},
      x: null,
    });
  },
);

test.each(["n:=1", "b:=true", "l:=[]", "x:=null"])(
  "flexprice: %s is refused before anything is sent, its values are texts",
  async (pair) => {
    await using at = await place();
    const { code, stderr } = await at.update("flexprice", ["--metadata", pair]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/text|string/u);
    expect(await at.journal()).toBe("");
  },
);

test("flexprice: tax numbers are checked before they are sent", async () => {
  await using at = await place();
  for (const [pair, says] of [
    ["gstin=nonsense", "GSTIN"],
    ["pan=123", "PAN"],
  ] as const) {
    const { code, stderr } = await at.update("flexprice", ["--metadata", pair]);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  }
  const { code } = await at.update("flexprice", [
    "--metadata",
    "gstin=22AAAAA0000A1Z5",
    "--metadata",
    "pan=AAAAA0000A",
  ]);
  expect(code).toBe(0);
  expect((await at.record("flexprice"))["metadata"]).toMatchObject({
    segment: "mid",
    gstin: "22AAAAA0000A1Z5",
    pan: "AAAAA0000A",
  });
});

test("flexprice: another external id, where there is no metadata, takes two steps that are both shown", async () => {
  await using at = await place();
  const id = "cust_01K5T3N1D4F6G8H0J2K4M6N8P0";
  const update = (words: readonly string[]) =>
    at.run(["customers", "update", id, "-p", "flexprice", "--external-id", "acct-1201", ...words]);
  const planned = await update(["-n", "-o", "json"]);
  expect(planned.code).toBe(0);
  expect(outcomeSchema.parse(planned.json())).toMatchObject({
    outcome: "planned",
    preparation: {
      because: expect.stringContaining("never had metadata"),
      request: { method: "PUT", body: { metadata: {} } },
    },
    request: { method: "PUT", body: { external_id: "acct-1201" } },
  });
  const table = await update(["-n"]);
  expect(table.stdout).toMatch(
    /first, because Flexprice's server crashes[^]*"metadata": \{\}[^]*"external_id": "acct-1201"/u,
  );

  const done = await update(["-y", "-o", "json"]);
  expect({ code: done.code, stderr: done.stderr }).toEqual({ code: 0, stderr: "" });
  expect(done.json()).toMatchObject({ outcome: "updated", verified: true });
  const record = await at.record("flexprice", id);
  expect(record).toMatchObject({ external_id: "acct-1201", name: "Bare Metal Ltd" });
  expect(record["metadata"]).not.toBeNull();

  // With a map there is nothing to prepare.
  const again = await at.run([
    "customers",
    "update",
    id,
    "-p",
    "flexprice",
    "--external-id",
    "acct-1202",
    "-n",
    "-o",
    "json",
  ]);
  expect(again.json()).not.toHaveProperty("preparation");
});

test("flexprice: a change that is refused after it was prepared says what is stored", async () => {
  await using at = await place();
  const id = "cust_01K5T3N1D4F6G8H0J2K4M6N8P0";
  const update = ["customers", "update", id, "-p", "flexprice", "--external-id", "acct-7741", "-y"];
  const { code, stdout, stderr } = await at.run(update);
  expect(code).toBe(5);
  expect(stdout).toContain("failed · metadata changed, and nothing else");
  expect(stdout).toMatch(/changed beside:\n.*\n *~ metadata +\(null\) +\{\}/u);
  expect(stderr).toContain("metadata was stored as {} to prepare the change, and stays so");
  expect(`${stdout}${stderr}`).not.toMatch(/nothing was (?:changed|written)|customer unchanged/u);
  expect((await at.record("flexprice", id))["metadata"]).toEqual({});
});
