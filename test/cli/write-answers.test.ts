import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { runCli, temporaryHome } from "../support/run-cli.ts";
import { type Scripted, scriptedServer } from "../support/scripted-server.ts";
import { customerAt, environment, updateAgainst } from "./providers.ts";

const before = customerAt("commet");
const stored = customerAt("commet", { fullName: "X" });
const reset: Scripted = { status: 0, reset: true };
const refusal = (status: number, headers: Readonly<Record<string, string>> = {}): Scripted => ({
  status,
  headers,
  body: { error: { code: "some_code", message: "It did not work" } },
});
const four = (answer: Scripted): readonly Scripted[] => [answer, answer, answer, answer];

/** Without a clear no the customer is looked at three times: the update may still arrive. */
const three = (answer: Scripted): readonly Scripted[] => [answer, answer, answer];

const update = (...answers: readonly Scripted[]) =>
  updateAgainst("commet", { words: ["--name", "X", "-o", "json"], script: [before, ...answers] });
const errorOf = (stderr: string) => JSON.parse(stderr).error;
const methods = (seen: readonly { readonly method: string }[]) => seen.map(({ method }) => method);

test.each([
  [400, 5, "rejected"],
  [401, 3, "auth"],
  [402, 5, "rejected"],
  [403, 3, "auth"],
  [404, 4, "not_found"],
  [409, 5, "rejected"],
  [412, 5, "rejected"],
  [413, 5, "rejected"],
  [422, 5, "rejected"],
])(
  "a write refused with %i is not tried again, and proven by one look",
  async (status, exit, kind) => {
    const canLook = kind !== "auth";
    const { code, json, stderr, seen } = await update(
      refusal(status),
      ...(canLook ? [before] : []),
    );
    expect(code).toBe(exit);
    expect(methods(seen)).toEqual(["GET", "PUT", ...(canLook ? ["GET"] : [])]);
    expect(json()).toMatchObject({
      outcome: "failed",
      changes: [{ field: "name" }],
      proof: canLook ? "unchanged" : "locked-out",
    });
    expect(json().after).toEqual(json().before);
    expect(errorOf(stderr)).toMatchObject({ code: kind, exitCode: exit, status });
  },
);

test.each([
  [
    "unchanged",
    ["--name", "X"],
    [refusal(400), before],
    "reading again showed the customer unchanged",
  ],
  [
    "locked out",
    ["--name", "X"],
    [refusal(401)],
    "the credential was refused, so nobody could look",
  ],
  [
    "not to be read",
    ["--name", "X"],
    [refusal(400), refusal(404)],
    "refused, and the customer could not be read again",
  ],
  [
    "--no-verify",
    ["--name", "X", "--no-verify"],
    [refusal(400)],
    "refused, and nobody looked again",
  ],
])("a refusal says how far it is proven: %s", async (_what, words, answers, says) => {
  const { stdout } = await updateAgainst("commet", { words, script: [before, ...answers] });
  expect(stdout).toContain(`failed · ${says}\n`);
});

test.each([
  ...[300, 301, 302, 303, 304, 305, 307, 308, 399].map((status) => [status] as const),
  ...[405, 406, 408, 411, 418, 421, 425, 426, 428, 431, 451, 499].map(
    (status) => [status] as const,
  ),
  ...[500, 501, 502, 503, 504, 505, 507, 511, 520, 522, 524, 530, 599, 600, 799, 999].map(
    (status) => [status] as const,
  ),
])("a write answered %i is settled by reading, like no answer", async (status) => {
  const answer = refusal(status, { location: "http://127.0.0.1:9/stolen" });
  const late = await update(answer, before, before, stored);
  expect({ code: late.code, methods: methods(late.seen), sleeps: late.sleeps }).toEqual({
    code: 0,
    methods: ["GET", "PUT", "GET", "GET", "GET"],
    sleeps: [1000, 3000],
  });
  expect(late.json()).toMatchObject({
    outcome: "updated",
    verifiedBy: "reading",
    warnings: [{ code: "settled_by_reading" }],
  });
  const { code, json } = await update(answer, ...three(before));
  expect({ code, outcome: json().outcome }).toEqual({ code: 8, outcome: "unknown" });
});

test.each<[string, Scripted]>([
  ["a web page", { status: 400, body: "<html>", headers: { "content-type": "text/html" } }],
  ["nothing", { status: 422 }],
  ["an empty object", { status: 409, body: {} }],
  ["another's error", { status: 404, body: { title: "Not Found", status: 404 } }],
  ["a message alone", { status: 400, body: { message: "blocked" } }],
  ["a message alone and 401", { status: 401, body: { message: "blocked" } }],
  ["a web page with 500", { status: 500, body: "<html>" }],
  ["nothing with 503", { status: 503 }],
])("a refusal that is not the provider's own proves nothing: %s", async (_what, answer) => {
  const found = await update(answer, stored);
  expect({ code: found.code, outcome: found.json().outcome }).toEqual({
    code: 0,
    outcome: "updated",
  });
  const { code, json } = await update(answer, ...three(before));
  expect({ code, outcome: json().outcome }).toEqual({ code: 8, outcome: "unknown" });
});

test("a refusal inside a success is the refusal that it says it is", async () => {
  const error = {
    code: "duplicate",
    type: "conflict_error",
    message: "Taken",
    doc_url: "https://commet.co/docs/errors/duplicate.md",
  };
  const { code, json, stderr } = await update(
    { status: 200, body: { success: false, error } },
    before,
  );
  expect({ code, outcome: json().outcome }).toEqual({ code: 5, outcome: "failed" });
  expect(errorOf(stderr)).toMatchObject({
    code: "rejected",
    status: 200,
    providerError: { code: "duplicate", message: "Taken", docUrl: error.doc_url },
  });
});

test("success that is only promised is looked for, and unknown where it is not seen", async () => {
  const promised = { ...stored, status: 202 };
  const kept = await update(promised, before, stored);
  expect({ code: kept.code, outcome: kept.json().outcome }).toEqual({
    code: 0,
    outcome: "updated",
  });
  const { code, json } = await update(promised, ...three(before));
  expect({ code, outcome: json().outcome }).toEqual({ code: 8, outcome: "unknown" });
});

test.each([
  [
    "the answer lacks members",
    ["--name", "X"],
    customerAt("commet", { fullName: "X", email: undefined }),
  ],
  ["it is asked for", ["--name", "X", "--verify", "read"], stored],
])("the customer is read once more where %s", async (_what, words, answer) => {
  const { code, json, seen } = await updateAgainst("commet", {
    words: [...words, "-o", "json"],
    script: [before, answer, stored],
  });
  expect({ code, methods: methods(seen) }).toEqual({ code: 0, methods: ["GET", "PUT", "GET"] });
  expect(json()).toMatchObject({
    outcome: "updated",
    verified: true,
    verifiedBy: "reading",
    warnings: [],
  });
});

test("a write that is limited was not carried out and is sent again", async () => {
  const limited = refusal(429, { "retry-after": "2" });
  const { code, json, stderr, sleeps, seen } = await update(limited, limited, stored);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(json().outcome).toBe("updated");
  expect(sleeps).toEqual([2000, 2000]);
  expect(new Set(seen.slice(1).map(({ body }) => body))).toEqual(new Set(['{"fullName":"X"}']));
});

test("a write that stays limited is given up, and one look shows that it was not applied", async () => {
  const { code, json, stderr, seen, sleeps } = await update(...four(refusal(429)), before);
  expect(code).toBe(7);
  expect(sleeps).toEqual([250, 500, 1000]);
  expect(methods(seen)).toEqual(["GET", "PUT", "PUT", "PUT", "PUT", "GET"]);
  expect(json()).toMatchObject({ outcome: "failed", verified: false, proof: "unchanged" });
  expect(errorOf(stderr)).toMatchObject({
    code: "unavailable",
    hint: "wait a little, then run the command again",
  });
});

test("a write that was limited after it was stored is stored", async () => {
  const { code, json } = await update(...four(refusal(429)), stored);
  expect({ code, outcome: json().outcome }).toEqual({ code: 0, outcome: "updated" });
});

test("what the provider said of a failure is not lost where the outcome is unknown", async () => {
  const { code, stderr } = await update(refusal(503), ...three(before));
  expect(code).toBe(8);
  expect(errorOf(stderr)).toMatchObject({
    code: "unknown",
    status: 503,
    providerError: { code: "some_code", message: "It did not work" },
  });
});

test.each<[string, Scripted]>([
  ["500", refusal(500)],
  ["an empty success", { status: 200 }],
  ["204", { status: 204 }],
  ["cut JSON", { status: 200, body: '{"data":' }],
  ["a list", { status: 200, body: [] }],
  ["another's record", customerAt("commet", { id: "cus_other", fullName: "X" })],
  ["too much", { status: 200, body: "x".repeat(10 * 1024 * 1024 + 1) }],
])("%s to a write: reading again shows it stored, so it is", async (_what, answer) => {
  const { code, json, stderr, seen } = await update(answer, stored);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(methods(seen)).toEqual(["GET", "PUT", "GET"]);
  expect(json()).toMatchObject({
    outcome: "updated",
    verified: true,
    warnings: [{ code: "settled_by_reading" }],
  });
});

test.each<[string, readonly Scripted[]]>([
  ["cut JSON, and unchanged when read again", [{ status: 200, body: "{" }, ...three(before)]],
  [
    "another's record, and unchanged when read again",
    [customerAt("commet", { id: "cus_other" }), ...three(before)],
  ],
  ["504, and unchanged when read again", [refusal(504), ...three(before)]],
  ["cut JSON, and no reading again", [{ status: 200, body: "{" }, refusal(404)]],
  ["500, and no reading again", [refusal(500), refusal(404)]],
  [
    "500, and a third value when read again",
    [refusal(500), ...three(customerAt("commet", { fullName: "Z" }))],
  ],
])("%s: the outcome is unknown, and said to be", async (_what, answers) => {
  const { code, json, stderr, seen } = await update(...answers);
  expect(code).toBe(8);
  expect(methods(seen).filter((method) => method === "PUT")).toHaveLength(1);
  expect(json().outcome).toBe("unknown");
  expect(errorOf(stderr)).toMatchObject({
    code: "unknown",
    exitCode: 8,
    hint: "look before you try again: billing customers get cus_7Qm2rT -p commet; and settle the record: billing history --resolve",
  });
  expect(errorOf(stderr).message).toMatch(/^the update was sent and its outcome is not known: /u);
});

test("success that dropped the change is a refusal", async () => {
  const { code, json, stderr, sleeps } = await update(before, ...three(before));
  expect(code).toBe(5);
  expect(sleeps).toEqual([1000, 3000]);
  expect(json()).toMatchObject({
    outcome: "failed",
    changes: [{ field: "name", after: "X", stored: { value: "Ana Ferreira" } }],
    warnings: [{ code: "not_stored", field: "name" }],
  });
  expect(errorOf(stderr)).toMatchObject({
    code: "rejected",
    message: "Commet answered success and did not store name",
    hint: "limits and notes on its fields: billing providers commet",
  });
});

test("success that dropped one of two changes says which one is stored", async () => {
  const { code, json, stderr } = await updateAgainst("commet", {
    words: ["--name", "X", "--email", "x@lumen.example", "-o", "json"],
    script: [before, stored, ...three(stored)],
  });
  expect(code).toBe(5);
  expect(json()).toMatchObject({
    outcome: "updated",
    warnings: [{ code: "not_stored", field: "email" }],
  });
  expect(errorOf(stderr).hint).toBe("the other changes are stored as shown");
});

test("another value than was sent is shown in a column of its own", async () => {
  const altered = [before, customerAt("commet", { fullName: "x." })];
  const { code, stdout, stderr } = await updateAgainst("commet", { script: altered });
  expect(code).toBe(0);
  expect(stderr).toMatch(/^writing to commet: at \S+\n$/u);
  expect(stdout).toMatch(/FIELD +BEFORE +AFTER +STORED\n.*~ name +Ana Ferreira +X +x\.\n/u);
  expect(stdout).toContain("stored_differently: Commet stored another value of name");
  const { json } = await update(customerAt("commet", { fullName: "x." }));
  expect(json()).toMatchObject({ outcome: "updated", warnings: [{ code: "stored_differently" }] });
});

test("a field that changed without being named is reported", async () => {
  const { code, json } = await update(
    customerAt("commet", { fullName: "X", email: "other@lumen.example" }),
  );
  expect(code).toBe(0);
  expect(json()).toMatchObject({
    outcome: "updated",
    warnings: [{ code: "changed_beside", field: "email" }],
  });
});

test("under a key, a write without an answer is sent again as the same one", async () => {
  const { code, json, seen } = await update(reset, reset, stored);
  expect(code).toBe(0);
  expect(json()).toMatchObject({ outcome: "updated", warnings: [] });
  const keys = seen.slice(1).map(({ headers }) => headers["idempotency-key"]);
  expect(keys).toHaveLength(3);
  expect(keys[0]).toMatch(/^[\w-]{36}$/u);
  expect(new Set(keys).size).toBe(1);
});

test("under a key, a write that never gets an answer is settled by reading", async () => {
  const { code, json, seen } = await update(...four(reset), stored);
  expect(code).toBe(0);
  expect(methods(seen)).toEqual(["GET", "PUT", "PUT", "PUT", "PUT", "GET"]);
  expect(json()).toMatchObject({ warnings: [{ code: "settled_by_reading" }] });
});

test.each<[string, readonly Scripted[], code: number, outcome: string]>([
  ["it is stored", [customerAt("kirim", { name: "X" })], 0, "updated"],
  ["it arrives late", [customerAt("kirim"), customerAt("kirim", { name: "X" })], 0, "updated"],
  ["it does not arrive", three(customerAt("kirim")), 8, "unknown"],
  ["nothing can be read", [refusal(404)], 8, "unknown"],
])(
  "without a key a write without an answer is never sent again: %s",
  async (_what, again, code, outcome) => {
    const result = await updateAgainst("kirim", {
      words: ["--name", "X", "-o", "json"],
      script: [customerAt("kirim"), reset, ...again],
    });
    expect(result.code).toBe(code);
    expect(result.json().outcome).toBe(outcome);
    expect(methods(result.seen).slice(0, 3)).toEqual(["GET", "PATCH", "GET"]);
    expect(methods(result.seen).slice(3)).not.toContain("PATCH");
  },
);

describe.each<["commet" | "flexprice", (records: readonly object[]) => object]>([
  ["commet", (data) => ({ success: true, data })],
  ["flexprice", (items) => ({ items })],
])("two customers of one external id at %s", (provider, page) => {
  const member = provider === "commet" ? "externalId" : "external_id";
  const both = page([
    { id: "cus_a", [member]: "acct" },
    { id: "cus_b", [member]: "acct" },
  ]);
  const byOwnId = ["acct", "-p", provider, "--by", "external-id"];

  test.each<[words: readonly string[], end: string]>([
    [["update", ...byOwnId, "--name", "X"], "; nothing was written"],
    [["get", ...byOwnId], ""],
    [["drift", `${provider}:external-id=acct`, `${provider}:external-id=other`], ""],
  ])("%j is refused, with both ids", async (words, end) => {
    const drifts = words[0] === "drift";
    const script = Array.from({ length: drifts ? 2 : 1 }, () => ({ status: 200, body: both }));
    await using server = await scriptedServer(script);
    const { code, stderr } = await runCli(["customers", ...words], {
      env: environment(server.origin),
    });
    expect(code).toBe(6);
    expect(stderr).toContain(`has 2 customers with external id acct: cus_a, cus_b${end}`);
    expect(stderr.includes("nothing was written")).toBe(end !== "");
  });
});

test("the configuration may ask for another read, for all providers or for one", async () => {
  for (const file of ["verify: read", "providers: { commet: { verify: read } }"]) {
    await using server = await scriptedServer([before, stored, stored]);
    await using home = await temporaryHome();
    const config = join(home.path, "config.yaml");
    await writeFile(config, `${file}\n`);
    const { json } = await runCli(
      ["customers", "update", "cus_7Qm2rT", "-p", "commet", "--name", "X", "-o", "json"],
      { env: { ...environment(server.origin), BILLING_CONFIG: config } },
    );
    expect(json()).toMatchObject({ outcome: "updated", verifiedBy: "reading" });
  }
});
