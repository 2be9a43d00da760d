/** `billing customers drift`, the whole program on the emulator and on servers that answer for it. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { runCli, temporaryHome, type World } from "../support/run-cli.ts";
import { gateBefore } from "../support/gate.ts";
import { scriptedServer } from "../support/scripted-server.ts";
import { credentials, customerAt, customerIds, environment } from "./providers.ts";

const drift = (words: string, world: World = {}) =>
  runCli(["customers", "drift", ...words.split(" ")], world);
const emulated = (words: string, world: World = {}) => drift(`${words} --emulator`, world);
const both = `maple:${customerIds.maple} flexprice:${customerIds.flexprice}`;

interface Row {
  readonly field: string;
  readonly verdict: string;
  readonly values: readonly { readonly state: string; readonly value?: unknown }[];
}

describe("customers side by side", () => {
  test("are shown with the fields in which they differ", async () => {
    const { code, stdout, stderr } = await emulated(`${both} -q`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^maple · cus_2Nb8LmPq · Mara Lind\naccount: company cmp_/u);
    expect(stdout).toMatch(/^flexprice · cust_01K5\w+ · Fjord Analytics AS\naccount: region us/mu);
    expect(stdout).toMatch(/^ {4}FIELD +maple +flexprice$/mu);
    expect(stdout).toMatch(/^ {2}~ address\.city +Oslo +Trondheim +differs$/mu);
    expect(stdout).toMatch(/^ {2}~ phone +\+47 555 01 020 +\(absent\) +differs$/mu);
    expect(stdout).not.toMatch(/status|timezone/u);
    expect(stdout).toMatch(/^ {4}4 fields the same\n {4}9 fields not compared: .*\ndiffers · /mu);
  });

  test("and with --show-unchanged the others too", async () => {
    const { stdout } = await emulated(`${both} -q --show-unchanged`, { columns: 120 });
    expect(stdout).toMatch(/^ {2}= status +ACTIVE +published +same$/mu);
    expect(stdout).toMatch(/^ {4}timezone +\(no such field\) +Europe\/Oslo +not compared$/mu);
    expect(stdout).not.toContain("the same\n");
  });

  test("are one document, with every field", async () => {
    const { code, json } = await emulated(`${both} -o json`);
    const { outcome, customers, fields } = json();
    expect({ code, outcome }).toEqual({ code: 0, outcome: "differs" });
    expect(customers).toMatchObject([
      { name: "maple", provider: "maple", by: "id", id: customerIds.maple, title: "Mara Lind" },
      { name: "flexprice", account: { mode: "emulated" } },
    ]);
    const row = (name: string) => (fields as readonly Row[]).find(({ field }) => field === name);
    expect(row("status")).toEqual({
      field: "status",
      verdict: "same",
      values: [
        { state: "value", value: "ACTIVE", group: 1 },
        { state: "value", value: "published", group: 1 },
      ],
    });
    expect(row("timezone")?.values[0]).toEqual({ state: "unsupported" });
    expect(row("phone")?.values[1]).toEqual({ state: "absent", group: 2 });
  });

  test("in chosen fields alone", async () => {
    const { stdout } = await emulated(`${both} -q -o csv --fields status,address.city,native.id`);
    expect(stdout.split("\n")).toEqual([
      "field,verdict,maple,flexprice",
      "status,same,ACTIVE,published",
      "address.city,differs,Oslo,Trondheim",
      `native.id,differs,${customerIds.maple},${customerIds.flexprice}`,
      "",
    ]);
  });

  test.each([
    [`${both} --detailed-exitcode`, 10],
    [`${both} --detailed-exitcode --fields status`, 0],
    [`${both} --fields name`, 0],
  ])("%s: exit code %d", async (words, code) => {
    expect(await emulated(words)).toMatchObject({ code });
  });

  test("masked where that is wanted, and still different", async () => {
    const { stdout } = await emulated(`${both} -q --mask --fields address.postalCode,email`);
    expect(stdout).toMatch(/^ {2}~ address\.postalCode +… \(1\) +… \(2\) +differs$/mu);
    expect(stdout).not.toMatch(/billing@|faktura@|Mara/u);
  });

  test("are named in every way there is", async () => {
    const ways = [
      "cus_2Nb8LmPq cus_2Nd1AaBb -p maple",
      "acct-7781 maple:id=cus_2Nd1AaBb --by external-id -p maple",
      "maple:external-id=acct-7781 maple:cus_2Nd1AaBb",
      "maple:acct-7781 maple:id=cus_2Nd1AaBb --by external-id",
      "acct-7781 -p maple --by external-id maple:external-id=acct-9",
    ];
    for (const words of ways) {
      const { code, json } = await emulated(`${words} -o json`);
      expect([words, code]).toEqual([words, 0]);
      expect(json().customers).toMatchObject([
        { name: "maple 1", id: "cus_2Nb8LmPq" },
        { name: "maple 2", id: "cus_2Nd1AaBb" },
      ]);
    }
  });

  test("may turn out to be one", async () => {
    const { code, stdout, stderr } = await emulated(
      "maple:cus_2Nb8LmPq maple:external-id=acct-7781",
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^same · \d+ fields compared$/mu);
    expect(stderr).toContain("warning: maple 2 is the same customer as maple 1\n");
  });
});

describe("one that cannot be read", () => {
  test("leaves the others", async () => {
    const { code, stdout, stderr } = await emulated(`${both} commet:cus_nope --show-unchanged -q`);
    expect(code).toBe(9);
    expect(stdout).toMatch(/^commet · cus_nope\n {2}not read: Commet has no customer cus_nope/mu);
    expect(stdout).toMatch(/^ {4}FIELD +maple +flexprice$/mu);
    expect(stdout).toMatch(/ · 2 of 3 customers read$/mu);
    expect(stderr).toMatch(
      /^error: 1 of 3 customers could not be read: commet:cus_nope: Commet has no customer/u,
    );
  });

  test("is told in the document, and on stderr", async () => {
    const { code, json, stderr } = await emulated("cus_2Nb8LmPq cus_nope -p maple -o json");
    expect(code).toBe(9);
    expect(json()).toMatchObject({
      outcome: "incomplete",
      customers: [{ id: "cus_2Nb8LmPq" }, { reference: "cus_nope", error: { code: "not_found" } }],
    });
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: "partial", exitCode: 9 } });
  });

  test("and no other: its own exit code, and nothing on stdout", async () => {
    const { code, stdout, stderr } = await emulated("cus_a cus_b -p maple -q");
    expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    expect(stderr).toMatch(
      /^error: 2 of 2 customers could not be read: maple:cus_a: .*; maple:cus_b: /u,
    );
  });

  test("for want of a credential: nothing is sent there", async () => {
    await using server = await scriptedServer([customerAt("kirim")]);
    const { BILLING_MAPLE_TOKEN: _token, ...env } = environment(server.origin);
    const words = `maple:cus_1 kirim:${customerIds.kirim}`;
    const { code, stdout, stderr } = await drift(`${words} -q`, { env });
    expect(code).toBe(9);
    expect(stdout).toMatch(/^maple · cus_1\n {2}not read: .*token/mu);
    expect(stderr).toMatch(/^error: 1 of 2 customers could not be read: maple:cus_1: /u);
    expect(server.seen).toHaveLength(1);
  });

  test("for want of more than one thing: each is told", async () => {
    const words = `maple:cus_1 kirim:${customerIds.kirim} -q`;
    const { code, stdout, stderr } = await drift(words);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toMatch(/^error: 2 of 2 customers could not be read: maple:cus_1: 2 things/u);
    expect(stderr).toMatch(/^ {2}.*Maple Billing needs token/mu);
    expect(stderr).toMatch(/^ {2}.*Maple Billing needs companyId/mu);
    expect(stderr).toMatch(/^hint: /mu);
  });

  test.each([
    [401, 3],
    [404, 4],
    [400, 5],
  ])("%d everywhere: exit code %d", async (status, wanted) => {
    await using server = await scriptedServer([
      { status, body: { error: { code: "no", message: "no" } } },
      { status, body: { error: { code: "no", message: "no" } } },
    ]);
    const words = `commet:cus_1 commet:cus_2 --no-retry`;
    const { code } = await drift(words, { env: environment(server.origin) });
    expect(code).toBe(wanted);
  });
});

test("only reads are sent, each with the credential of its own provider", async () => {
  await using server = await scriptedServer([customerAt("kirim")]);
  await using other = await scriptedServer([customerAt("commet")]);
  const env = {
    ...environment(server.origin),
    BILLING_COMMET_BASE_URL: other.origin,
  };
  const words = `kirim:${customerIds.kirim} commet:${customerIds.commet}`;
  const { code, stdout } = await drift(`${words} -o yaml`, { env });
  expect(code).toBe(0);
  expect([...server.seen, ...other.seen].map(({ method }) => method)).toEqual(["GET", "GET"]);
  expect(JSON.stringify(server.seen)).not.toContain(credentials.commet);
  expect(JSON.stringify(other.seen)).not.toContain(credentials.kirim);
  for (const secret of Object.values(credentials)) expect(stdout).not.toContain(secret);
});

test("all are read at once", async () => {
  const script = [customerAt("kirim"), customerAt("kirim"), customerAt("kirim")];
  await using server = await scriptedServer(script);
  await using gate = await gateBefore(server.origin, () => true);
  const id = customerIds.kirim;
  const words = `kirim:${id} kirim:${id.replace("7", "8")} kirim:${id.replace("7", "9")}`;
  const done = drift(words, { env: environment(gate.origin) });
  await gate.arrived(3);
  await gate.open();
  // The script has one customer for all of them.
  expect(await done).toMatchObject({ code: 9 });
});

test("Ctrl-C ends it at once, with what was read so far unshown", async () => {
  await using server = await scriptedServer([]);
  await using gate = await gateBefore(server.origin, () => true);
  const pressed = new AbortController();
  const done = drift(`kirim:${customerIds.kirim} commet:${customerIds.commet}`, {
    env: environment(gate.origin),
    interrupted: pressed.signal,
  });
  await gate.arrived(2);
  pressed.abort();
  expect(await done).toMatchObject({ code: 130, stdout: "" });
});

test("profiles are named customer by customer", async () => {
  await using home = await temporaryHome();
  await using live = await scriptedServer([customerAt("kirim")]);
  await using staging = await scriptedServer([customerAt("kirim", { status: "pending" })]);
  const { writeFile } = await import("node:fs/promises");
  const account = (origin: string) => ({ kirim: { apiKey: "kdv_live_x", baseUrl: origin } });
  const config = {
    providers: account(live.origin),
    profiles: { staging: { providers: account(staging.origin) } },
  };
  await writeFile(join(home.path, "rc.json"), JSON.stringify(config), { mode: 0o600 });
  const id = customerIds.kirim;
  const { code, json } = await drift(`kirim:${id} kirim@staging:${id} --config rc.json -o json`, {
    cwd: home.path,
  });
  expect(code).toBe(0);
  expect(json().customers).toMatchObject([
    { name: "kirim" },
    { name: "kirim@staging", account: { profile: "staging" } },
  ]);
  expect(live.seen).toHaveLength(1);
  expect(staging.seen).toHaveLength(1);
});

describe("refused before anything is sent:", () => {
  test.each([
    ["maple:cus_1", "one customer has nothing to be compared with"],
    ["acct-1 --by external-id -p maple", "one customer has nothing to be compared with"],
    ["maple:cus_1 maple:cus_1", "maple:cus_1: is named twice"],
    ["mapel:cus_1 maple:cus_1", 'mapel:cus_1: there is no provider "mapel"; did you mean "maple"?'],
    ["mapel:cus_1 cus_2 -p maple", 'there is no provider "mapel"; did you mean "maple"?'],
    ["Maple:cus_1 maple:cus_2", 'there is no provider "Maple"; did you mean "maple"?'],
    ["maple:externalId=a maple:b", '"externalId" is no kind of id; did you mean "external-id"?'],
    ["maple:email=a maple:b", 'maple:email=a: "email" is no kind of id'],
    ["maple@:a maple:b", "maple@:a: no profile stands behind the @"],
    ["maple: maple:b", "maple:: the customer's id is empty"],
    ["maple:external-id= maple:b", "maple:external-id=: the customer's id is empty"],
    ["vayu:a maple:b", 'vayu:a: "a" is not a customer id of Vayu'],
    ["maple:../x maple:b", "maple:../x: "],
    ["cus_1 cus_2", "2 things are wrong with the input\n  cus_1: which provider's customer is it?"],
    ["a b -p maple,vayu", "a: which of maple, vayu is it at?"],
    ["a -p mapel,vayu", '--provider: there is no provider "mapel"; did you mean "maple"?'],
    ["maple:a maple:b -p maple", '--provider: "maple" says nothing'],
    ["acct-1 --by external-id -p kirim,maple", "Kirim cannot find a customer by external id"],
    ["kirim:external-id=a maple:b", "Kirim cannot find a customer by external id"],
    ["maple:a maple:b --fields adress", '--fields: there is no field "adress"'],
    ["maple:a maple:b --fields id", '--fields: there is no field "id"'],
    [
      Array.from({ length: 21 }, (_, index) => `maple:c${index}`).join(" "),
      "21 customers are too many to stand side by side",
    ],
  ])("%s", async (words, said) => {
    await using server = await scriptedServer([]);
    const { code, stdout, stderr } = await drift(words, { env: environment(server.origin) });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(said);
    expect(server.seen).toEqual([]);
  });
});

test("of all providers, those that cannot look the id up are left out and named", async () => {
  const { code, stderr, json } = await emulated("acct-7781 --by external-id -p all -o json");
  expect(code).toBe(9);
  expect(json().customers.map(({ name }: { readonly name: string }) => name)).toEqual([
    "vayu",
    "commet",
    "flexprice",
    "maple",
  ]);
  expect(stderr).toContain("3 of 4 customers could not be read");
  const people = await emulated("acct-7781 --by external-id -p all");
  expect(people.stderr).toMatch(/^Kirim is left out: Kirim has no look-up by your own id/mu);
});

test("an id of one's own may have a colon in it", async () => {
  const { stderr } = await emulated("crm:7 --by external-id -p maple,vayu -q");
  expect(stderr).toContain("maple:crm:7: Maple Billing has no customer with external id crm:7");
});

test("text of a provider drives no terminal, and leaves no column", async () => {
  const nasty = customerAt("kirim", { name: "\u001B[2J\u202E| x\n", metadata: { "\u001B]0;": 1 } });
  await using server = await scriptedServer([nasty]);
  await using other = await scriptedServer([customerAt("commet")]);
  const env = { ...environment(server.origin), BILLING_COMMET_BASE_URL: other.origin };
  const words = `kirim:${customerIds.kirim} commet:${customerIds.commet}`;
  const { stdout } = await drift(`${words} -q`, { env });
  expect(stdout).toContain(String.raw`"\x1b[2J\u202e| x\n"`);
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/u);
});

test.each([
  [["--emulator"], {}],
  [[], { BILLING_EMULATOR: "1" }],
] as const)("%j %j: the emulator has no profiles, and passes none over", async (words, env) => {
  const refs = ["maple@live:cus_1", "maple@test:cus_1", "kirim:cus_2"];
  const { code, stdout, stderr } = await runCli(["customers", "drift", ...refs, ...words], {
    env,
  });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  for (const profile of ["live", "test"]) {
    expect(stderr).toContain(
      `maple@${profile}:cus_1: the emulator has one Maple Billing, and no other one in a profile\n`,
    );
    expect(stderr).toContain(`leave @${profile} out, or compare the accounts themselves`);
  }
});
