import { chmod, mkdir, stat } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { type JsonObject, parseJson, printJson } from "../../src/domain/json.ts";
import { dangerous } from "../render/hostile.ts";
import { customerIds, providerNames, updateAgainst, customerAt, credentials } from "./providers.ts";
import { demoSecrets, place } from "./plans.ts";

test.each(providerNames)(
  "%s: a saved plan tells what was seen and what is to be sent",
  async (provider) => {
    await using at = await place();
    const now = Date.parse("2026-11-20T08:00:00.000Z");
    const before = (await at.record(provider))[provider === "commet" ? "fullName" : "name"];
    const words = ["--name", "Planned Co", "--dry-run", "--out", "plan.json"];
    const { code } = await at.update(provider, words, { now: () => now });
    expect(code).toBe(0);
    const text = await at.read("plan.json");
    expect(JSON.parse(text)).toEqual({
      kind: "billing-plan",
      version: 1,
      tool: expect.stringMatching(/^\d+\.\d+\.\d+/u),
      createdAt: "2026-11-20T08:00:00.000Z",
      provider,
      baseUrl: "emulator",
      account: {
        salt: expect.stringMatching(/^[0-9a-f]{32}$/u),
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/u),
        ...(provider === "vayu" ? {} : { identity: expect.any(Object) }),
        known: expect.objectContaining({ mode: "emulated" }),
      },
      customer: { id: customerIds[provider], name: before },
      edits: [{ path: "name", op: "set", value: "Planned Co" }],
      replaceMetadata: false,
      images: [{ field: "name", value: before }],
      changes: [{ field: "name", kind: "changed", before, after: "Planned Co" }],
      request: {
        method: expect.stringMatching(/^(?:PUT|PATCH)$/u),
        url: expect.stringContaining("customers"),
        headers: expect.any(Object),
        body: expect.objectContaining(
          provider === "commet" ? { fullName: "Planned Co" } : { name: "Planned Co" },
        ),
      },
      seal: expect.stringMatching(/^[0-9a-f]{64}$/u),
    });
    for (const secret of demoSecrets) expect(text).not.toContain(secret);
    expect(await at.journal()).toBe("");
  },
);

test("only its owner can read a plan, also where the file was there before", async () => {
  await using at = await place();
  await at.write("plan.json", "old");
  await chmod(join(at.path, "plan.json"), 0o644);
  await at.plan("maple", ["--name", "X"]);
  expect((await stat(join(at.path, "plan.json"))).mode & 0o777).toBe(0o600);
});

test("two plans of one account do not show that it is the same one", async () => {
  await using at = await place();
  const one = await at.plan("maple", ["--name", "X"]);
  const other = await at.plan("maple", ["--name", "X"]);
  expect(other.account.salt).not.toBe(one.account.salt);
  expect(other.account.fingerprint).not.toBe(one.account.fingerprint);
});

test("a plan is only saved by a dry run", async () => {
  await using at = await place();
  for (const more of [[], ["--as-curl"]]) {
    const { code, stdout, stderr } = await at.update("maple", [
      "--name",
      "X",
      "--out",
      "p",
      ...more,
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("--out: it saves the plan of a dry run: add --dry-run");
  }
  await expect(at.read("p")).rejects.toThrow("ENOENT");
});

test("a plan that cannot be saved is an error", async () => {
  await using at = await place();
  await mkdir(join(at.path, "folder"));
  for (const out of ["folder", "missing/plan.json"]) {
    const { code, stdout, stderr } = await at.update("maple", ["--name", "X", "-n", "--out", out]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/the plan cannot be saved to "[^"]+": [^(]+\((?:EISDIR|ENOENT)\)/u);
  }
});

test("where there is nothing to change, no plan is saved and that is said", async () => {
  await using at = await place();
  const { code, stderr } = await at.update("maple", ["--name", "Mara Lind", "-n", "--out", "p"]);
  expect(code).toBe(0);
  expect(stderr).toContain('no plan was saved to "p": there is nothing to change');
  await expect(at.read("p")).rejects.toThrow("ENOENT");
});

test("what has to be sent first is in the plan as well", async () => {
  await using at = await place();
  const words = ["cust_01K5T3N1D4F6G8H0J2K4M6N8P0", "-p", "flexprice", "--external-id", "acct-1"];
  const { code } = await at.run(["customers", "update", ...words, "-n", "--out", "plan.json"]);
  expect(code).toBe(0);
  expect(JSON.parse(await at.read("plan.json"))).toMatchObject({
    preparation: { because: expect.any(String), request: { body: { metadata: {} } } },
    request: { body: { external_id: "acct-1" } },
  });
});

const reformatted: readonly (readonly [string, (plan: JsonObject) => string])[] = [
  ["on one line", (plan) => printJson(plan)],
  ["indented by a tab", (plan) => printJson(plan, 8).replaceAll("        ", "\t")],
  ["with its keys in another order", (plan) => printJson(reversed(plan), 1)],
  [
    "with Windows line ends and a byte order mark",
    (plan) => `\uFEFF${printJson(plan, 2).replaceAll("\n", "\r\n")}`,
  ],
];

function reversed(value: any): any {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null || "isLosslessNumber" in value) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, held]) => [key, reversed(held)]),
  );
}

test.each(reformatted)("written again %s, it is the same plan", async (_how, format) => {
  await using at = await place();
  await at.plan("maple", ["--name", "Ola", "--metadata", "rate:=0.10", "--metadata", "n:=1e3"]);
  const plan = parseJson(await at.read("plan.json")) as JsonObject;
  await at.write("again.json", format(plan));
  const { code, stderr } = await at.run(["apply", "again.json", "-o", "json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(await at.record("maple")).toMatchObject({
    name: "Ola",
    metadata: { tier: "gold", rate: 0.1, n: 1000 },
  });
});

test("nothing in a plan drives the terminal it is printed on", async () => {
  await using at = await place();
  await at.edit("kirim", {
    name: "\u009B31m\u202Eevil\u007F\u001B[2J",
    metadata: { "\u009B": "\u2066x" },
  });
  await at.plan("kirim", ["--name", "Safe", "--metadata", "a=1"]);
  const text = await at.read("plan.json");
  expect(text.match(dangerous)?.[0]).toBeUndefined();
  expect(JSON.parse(text).images[0].value).toBe("\u009B31m\u202Eevil\u007F\u001B[2J");
  expect((await at.run(["apply", "plan.json"])).code).toBe(0);
});

test("a change that removes the credential is not saved, and not recorded", async () => {
  const held = customerAt("commet", { metadata: { note: `key ${credentials.commet}` } });
  await using at = await place();
  const out = join(at.path, "plan.json");
  const words = ["--metadata", "note=gone"];
  const saved = await updateAgainst("commet", {
    words: [...words, "-n", "--out", out],
    script: [held],
  });
  expect(saved.code).toBe(2);
  expect(saved.stderr).toContain("what it changes holds the credential");
  await expect(at.read("plan.json")).rejects.toThrow("ENOENT");
  const written = await updateAgainst("commet", { words, script: [held] });
  expect(written.code).toBe(2);
  expect(written.stderr).toContain("nothing was sent");
  expect(written.stderr).toContain("--no-journal");
  expect(saved.stderr + written.stderr).not.toContain(credentials.commet);
});
