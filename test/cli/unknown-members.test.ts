/** Members of a record of which nothing is known: nobody loses them unasked, and nobody loses them unseen. */
import { describe, expect, test } from "vitest";

import { type JsonObject, parseJson } from "../../src/domain/json.ts";
import { runCli } from "../support/run-cli.ts";
import { type Place, place } from "./plans.ts";
import { customerAt, customerIds, environment, providerNames, updateAgainst } from "./providers.ts";
import { scriptedServer } from "../support/scripted-server.ts";

const elsewhere = customerIds.vayu;
const other = "65f0c1a2b3d4e5f60718293c";

/** The emulator's customer, with members that the update's schema does not list. */
async function vayuPlace(): Promise<Place> {
  const at = await place();
  await at.edit("vayu", {
    status: "ACTIVE",
    externalIntegration: [{ type: "Stripe", id: "cus_R1", name: "Stripe" }],
    paidAmount: 100,
    openAmount: 12.5,
  });
  return at;
}

const lossOf = (member: string) => `! may be lost: ${member} (not known to this version)`;

const update = (at: Place, words: readonly string[]) =>
  at.run(["customers", "update", elsewhere, "-p", "vayu", ...words]);

describe("an update of the whole record", () => {
  test("that cannot carry them is confirmed, and says afterwards what is gone", async () => {
    await using at = await vayuPlace();
    const planned = await update(at, ["--legal-name", "L", "--dry-run"]);
    expect(planned.code).toBe(0);
    expect(planned.stdout).toContain(lossOf("status"));
    expect(planned.stdout).toContain(lossOf("externalIntegration"));
    const unasked = await update(at, ["--legal-name", "L", "-o", "json"]);
    expect(unasked.code).toBe(11);
    expect(unasked.json()).toMatchObject({
      outcome: "declined",
      mayBeLost: ["status", "externalIntegration"],
    });
    expect(await at.record("vayu", elsewhere)).toHaveProperty("status");

    const { code, json } = await update(at, ["--legal-name", "L", "--yes", "-o", "json"]);
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      outcome: "updated",
      verified: true,
      beside: [
        { field: "status", kind: "removed", before: "ACTIVE" },
        { field: "externalIntegration", kind: "removed" },
      ],
    });
    expect(codes(json())).toEqual(["changed_beside status", "changed_beside externalIntegration"]);
    const record = await at.record("vayu", elsewhere);
    expect(record).not.toHaveProperty("status");
    // The vendor's own figures are neither sent nor lost, and nothing is asked any more.
    expect(record).toMatchObject({ paidAmount: 100, legalName: "L" });
    expect((await update(at, ["--legal-name", "M"])).code).toBe(0);
  });

  test("shows in the table what changed beside", async () => {
    await using at = await vayuPlace();
    const { stdout } = await update(at, ["--legal-name", "L", "--yes"]);
    expect(stdout).toContain("changed beside:");
    expect(stdout).toMatch(/- status\s+"?ACTIVE"?\s+\(unset\)/u);
    const markdown = await update(at, ["--legal-name", "M", "--yes", "-o", "markdown"]);
    expect(markdown.stdout).not.toContain("Changed beside");
  });

  test("of many customers asks for them as for everything that is lost", async () => {
    await using at = await vayuPlace();
    await at.write("rows.csv", `id,legalName\n${other},A\n${elsewhere},B\n`);
    const run = (words: readonly string[]) =>
      at.run(["customers", "update", "--from", "rows.csv", "-p", "vayu", ...words]);
    const unasked = await run(["--no-input"]);
    expect(unasked.code).toBe(11);
    expect(unasked.stderr).toContain("1 of 2 updates needs a confirmation");
    const shown = await run(["--dry-run"]);
    expect(shown.stdout).toContain("may be lost: status (not known to this");
    const csv = await run(["--dry-run", "-o", "csv"]);
    expect(csv.stdout).toContain('"status, externalIntegration"');
    expect(await at.record("vayu", elsewhere)).toHaveProperty("status");
    const done = await run(["--yes", "-o", "ndjson"]);
    expect(done.code).toBe(0);
    expect(await at.record("vayu", elsewhere)).not.toHaveProperty("status");
  });

  test("loses nothing that stands within what it carries unasked either", async () => {
    const record = {
      address: { city: "Berlin", county: "X" },
      contacts: [{ name: "Ida", email: "ida@x.example", department: "AP" }],
      cloudProviderSettings: { cloudProvider: "AWS", marketplaceAccountId: "m" },
      customFields: [{ vayuCustomFieldName: "f", valueType: "String", unit: "EUR" }],
    };
    const paths = [
      "address.county",
      "contacts[ida@x.example].department",
      "cloudProviderSettings.marketplaceAccountId",
      "customFields[f].unit",
    ];
    const asked = await updateAgainst("vayu", {
      words: ["--name", "X", "-o", "json"],
      script: [customerAt("vayu", record)],
    });
    expect(asked.code).toBe(11);
    expect(asked.json().mayBeLost).toEqual(paths);
    const script = [customerAt("vayu", record), customerAt("vayu", { ...record, name: "X" })];
    const done = await updateAgainst("vayu", { words: ["--name", "X", "--yes"], script });
    expect(done.code).toBe(0);
    expect(JSON.parse(done.seen.at(-1)?.body ?? "")).toMatchObject({
      address: { city: "Berlin" },
      contacts: [{ name: "Ida", email: "ida@x.example" }],
    });
    expect(done.seen.at(-1)?.body).not.toMatch(/county|department|marketplaceAccountId|unit/u);
  });
});

describe("unknownMembers in the settings", () => {
  const record = { status: "ACTIVE", contacts: [{ email: "ida@x.example", department: "AP" }] };
  const withSetting = async (value: string, script: Parameters<typeof scriptedServer>[0]) => {
    await using server = await scriptedServer(script);
    const env = { ...environment(server.origin), BILLING_VAYU_UNKNOWN_MEMBERS: value };
    const words = [
      "customers",
      "update",
      customerIds.vayu,
      "-p",
      "vayu",
      "--name",
      "X",
      "-o",
      "json",
    ];
    return { ...(await runCli(words, { env })), seen: server.seen };
  };
  const stored = customerAt("vayu", { ...record, name: "X" });

  test("omit: they are left out without a question, and that is said", async () => {
    const { code, json, seen } = await withSetting("omit", [customerAt("vayu", record), stored]);
    expect(code).toBe(0);
    expect(codes(json())).toEqual(["omitted status", "omitted contacts[ida@x.example].department"]);
    expect(seen.at(-1)?.body).toBe('{"name":"X","contacts":[{"email":"ida@x.example"}]}');
  });

  test("send: they go back as they were read", async () => {
    const { code, json, seen } = await withSetting("send", [customerAt("vayu", record), stored]);
    expect({ code, warnings: json().warnings }).toEqual({ code: 0, warnings: [] });
    expect(JSON.parse(seen.at(-1)?.body ?? "")).toEqual({ ...record, name: "X" });
  });

  test("send: also those whose names are printed in quotes", async () => {
    const text =
      '{"name":"X","a.b":1,"x y":2,"":3,"__proto__":4,"constructor":5,"u:":6,"[":7,"a.b.c":{"d.e":8}}';
    const odd: JsonObject = { ...(parseJson(text) as JsonObject) };
    const { code, json, seen } = await withSetting("send", [
      customerAt("vayu", { ...odd, name: "N" }),
      customerAt("vayu", odd),
    ]);
    expect({ code, warnings: json().warnings }).toEqual({ code: 0, warnings: [] });
    expect(parseJson(seen.at(-1)?.body ?? "")).toEqual(odd);
  });

  test("anything else is refused", async () => {
    const { code, stderr } = await withSetting("keep", []);
    expect(code).toBe(3);
    expect(stderr).toContain("unknownMembers must be ask, omit or send");
  });
});

test.each(providerNames)(
  "%s: what changed and was not named is shown in its own words",
  async (provider) => {
    const before = customerAt(provider, { unheardOf: { a: 1, b: 2 }, plan: "pro" });
    const name = provider === "commet" ? "fullName" : "name";
    const after = customerAt(provider, { [name]: "X", unheardOf: { a: 1, b: 3 } });
    const { code, json } = await updateAgainst(provider, {
      words: ["--name", "X", "--yes", "-o", "json"],
      // The answer leaves something out: only a reading shows whether it is gone.
      script: [before, after, after],
    });
    expect(code).toBe(0);
    expect(json().beside).toEqual([
      { field: "unheardOf.b", kind: "changed", before: 2, after: 3 },
      { field: "plan", kind: "removed", before: "pro" },
    ]);
    expect(codes(json())).toEqual(["changed_beside unheardOf.b", "changed_beside plan"]);
  },
);

interface Warned {
  readonly warnings: readonly { readonly code: string; readonly field: string }[];
}

function codes({ warnings }: Warned): readonly string[] {
  return warnings.map(({ code, field }) => `${code} ${field}`);
}
