import { stripVTControlCharacters } from "node:util";

import { expect, test } from "vitest";

import type { JsonObject } from "../../src/domain/json.ts";

import { place } from "./plans.ts";
import { customerIds, providerNames } from "./providers.ts";

const phone = "+4930111222";
const contact = "ida@northwind.example";
const taxId = "DE811907980";

/** Everything personal in what these tests change. */
const personal = [
  phone,
  contact,
  "Ida Krol",
  taxId,
  "bo@n.example",
  "Bo Berg",
  "DE811907999",
  "+49301119",
];
const words = [
  "--set",
  `contacts[${contact}].phone=+49301119`,
  "--set",
  `contacts[${contact}].name=Bo Berg`,
  "--set",
  'taxIds:=["DE811907999"]',
];

test.each(["table", "markdown"])(
  "masked, nothing personal is in the %s, and the change is",
  async (format) => {
    await using at = await place();
    for (const more of [["--dry-run"], ["--yes"]]) {
      const { code, stdout, stderr } = await at.update("vayu", [
        ...words,
        "--mask",
        "--show-unchanged",
        "-o",
        format,
        ...more,
      ]);
      expect(code).toBe(0);
      for (const text of personal) expect(stdout + stderr).not.toContain(text);
      expect(stdout).toContain("contacts[i…@northwind.example].phone");
      expect(stdout).toContain("+…22");
      expect(stdout).toContain("+…19");
    }
    const history = await at.run(["history", "--mask"]);
    const { changeId } = (await at.run(["history", "-o", "json"])).json().changes[0];
    const shown = await at.run(["history", "show", changeId, "--mask"]);
    for (const text of personal) expect(history.stdout + shown.stdout).not.toContain(text);
    expect(shown.stdout).toContain("contacts[i…@northwind.example].phone");
  },
);

test("the question whether to do it is masked as well", async () => {
  await using at = await place();
  const { code, stdout, stderr } = await at.update("vayu", [...words, "--mask"], { typed: "n" });
  expect(code).toBe(11);
  expect(stripVTControlCharacters(stderr)).toContain("contacts[i…@northwind.example].phone");
  for (const text of personal) expect(stdout + stderr).not.toContain(text);
});

test("documents for programs are never masked", async () => {
  await using at = await place();
  for (const format of ["json", "ndjson", "yaml"]) {
    const { stdout } = await at.update("vayu", [...words, "--mask", "-n", "-o", format]);
    expect(stdout).toContain(phone);
    expect(stdout).toContain(taxId);
  }
});

test.each<[Record<string, string>, readonly string[], boolean]>([
  [{}, [], false],
  [{ CI: "true" }, [], true],
  [{ CI: "1" }, [], true],
  [{ CI: "" }, [], false],
  [{ CI: "false" }, [], false],
  [{ CI: "true" }, ["--no-mask"], false],
  [{}, ["--mask"], true],
])("with %j and %j it is masked: %j", async (env, flags, masked) => {
  await using at = await place();
  const { stdout } = await at.update("maple", ["--email", "new@fjord.example", "-n", ...flags], {
    env,
  });
  expect(stdout.includes("billing@fjord.example")).toBe(!masked);
  expect(stdout.includes("new@fjord.example")).toBe(!masked);
});

test("what a conflict says is masked too", async () => {
  await using at = await place();
  await at.plan("vayu", ["--set", `contacts[${contact}].phone=+49301119`]);
  const { contacts } = (await at.record("vayu")) as unknown as { contacts: JsonObject[] };
  await at.edit("vayu", { contacts: [{ ...contacts[0], phone: "+4930999888" }] });
  const { code, stdout, stderr } = await at.run(["apply", "plan.json", "--mask"]);
  expect(code).toBe(6);
  expect(stdout).toContain("changed since:");
  expect(stderr).toContain("contacts[i…@northwind.example].phone changed since");
  for (const text of [...personal, "+4930999888"]) expect(stdout + stderr).not.toContain(text);
});

test("what the vendor drops or refuses is told masked", async () => {
  await using at = await place();
  const dropped = [
    "--email",
    "secret.person@fjord.example",
    "--fault",
    "maple:update:drop;members=email",
  ];
  const { code, stdout, stderr } = await at.update("maple", [...dropped, "--mask"]);
  expect(code).toBe(5);
  expect(stdout + stderr).not.toMatch(/secret\.person|billing@/u);
  const missing = await at.update("vayu", ["--set", "contacts[no@one.example].title=X", "--mask"]);
  expect(missing.code).toBe(2);
  expect(missing.stderr).not.toContain(contact);
});

test("a heading that is an address is masked", async () => {
  await using at = await place();
  await at.edit("maple", { name: "mara@fjord.example" });
  const { stdout } = await at.update("maple", ["--title", "CTO", "--mask"]);
  expect(stdout).toContain("m…@fjord.example");
  expect(stdout).not.toContain("mara@");
});

const everywhere = { env: { CI: "true", COLUMNS: "220" } };

test.each(providerNames)("what get and list show of %s is masked where CI is set", async (name) => {
  await using at = await place();
  const own = ["-p", name];
  const plain = (
    await at.run(["customers", "get", customerIds[name], ...own, "-o", "json"])
  ).json();
  const said = ["name", "email", "phone", "legalName"]
    .map((field) => plain[field])
    .concat(plain.address?.line1, plain.address?.postalCode)
    .filter((value): value is string => typeof value === "string" && value.length > 4);
  expect(said.length).toBeGreaterThan(1);
  for (const words of [
    ["get", customerIds[name], ...own],
    ["get", customerIds[name], ...own, "--fields", "id,name,email,native"],
    ["list", ...own],
    ["list", ...own, "-o", "markdown"],
  ]) {
    const masked = await at.run(["customers", ...words], everywhere);
    expect(masked.code).toBe(0);
    for (const text of said) expect(masked.stdout + masked.stderr).not.toContain(text);
    expect(masked.stdout).toContain(String(plain.id));
    const open = await at.run(["customers", ...words, "--no-mask"], everywhere);
    expect(open.stdout).toContain(plain.name);
  }
});

test("what the configuration masks is masked by every command", async () => {
  await using at = await place();
  await at.write(".billingrc", "mask: [metadata.vat]\n");
  const set = ["--metadata", "vat=SECRET-1", "--metadata", "tier=plain-1"];
  const outputs = [
    await at.update("maple", [...set, "-n", "--mask"]),
    await at.update("maple", [...set, "-n", "--mask", "-o", "markdown"]),
    await at.update("maple", [...set, "--mask"]),
    await at.update("maple", ["--title", "X", "-n", "--show-unchanged", "--mask"]),
    await at.run(["customers", "get", customerIds.maple, "-p", "maple", "--mask"]),
    await at.run(["customers", "get", customerIds.maple, "-p", "maple"], everywhere),
    await at.run([
      "customers",
      "list",
      "-p",
      "maple",
      "--fields",
      "id,metadata.vat,metadata.tier",
      "--mask",
    ]),
  ];
  const { changeId } = (await at.run(["history", "-o", "json"])).json().changes[0];
  outputs.push(await at.run(["history", "show", changeId, "--mask"]));
  for (const { code, stdout, stderr } of outputs) {
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining("SECRET") });
    expect(stdout).not.toContain("SECRET-1");
    expect(stdout).toContain("plain-1");
    expect(stdout).toContain("S…-1");
  }
  const open = await at.run(["customers", "get", customerIds.maple, "-p", "maple", "--no-mask"]);
  expect(open.stdout).toContain("SECRET-1");
});

test("what cannot say what is masked stops a command that masks", async () => {
  await using at = await place();
  await at.write(".billingrc", "mask: [metdata.vat]\n");
  const { code, stdout, stderr } = await at.run(["history", "--mask"]);
  expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
  expect(stderr).toContain(".billingrc:1:8: mask.0 must be a field, such as metadata.vat");
  expect((await at.run(["history"])).code).toBe(0);
});

test("an error repeats nothing personal of the command line", async () => {
  await using at = await place();
  const { code, stderr } = await at.update("maple", ["--email", "Ida Krol Street", "--mask"]);
  expect(code).toBe(2);
  expect(stderr).toContain("email");
  expect(stderr).not.toContain("Ida Krol");
  const missing = await at.run(
    ["customers", "get", "ida@none.example", "--by", "external-id", "-p", "maple"],
    everywhere,
  );
  expect(missing.code).toBe(4);
  expect(missing.stderr).toContain("i…@none.example");
});
