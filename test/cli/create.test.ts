/** `billing customers create`, the whole program on the emulator. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

import { describe, expect, test } from "vitest";

import { runCli, temporaryHome, type World } from "../support/run-cli.ts";
import { customerIds, type ProviderName, providerNames } from "./providers.ts";

/** What each provider needs, and a field more. */
const needed: Readonly<Record<ProviderName, Readonly<Record<string, string>>>> = {
  vayu: { name: "Nord", "legal-name": "Nord AS" },
  commet: { email: "nord@nord.example", name: "Nord" },
  flexprice: { "external-id": "acct-new-9", name: "Nord", city: "Bergen" },
  maple: { "external-id": "acct-new-9", title: "CFO" },
  kirim: { name: "Nord", email: "nord@nord.example" },
};
const flagsOf = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).flatMap(([flag, value]) => [`--${flag}`, value]);

const create = (provider: string, words: readonly string[], world: World = {}) =>
  runCli(["customers", "create", "-p", provider, "--emulator", ...words], world);

describe.each(providerNames)("%s", (provider) => {
  const words = flagsOf(needed[provider]);

  test("makes a customer, which can be read, and is in the history", async () => {
    await using home = await temporaryHome();
    const world = { env: { XDG_STATE_HOME: home.path } };
    const made = await create(provider, [...words, "-o", "json"], world);
    expect(made.code).toBe(0);
    const { id, changeId, ...rest } = made.json();
    expect(rest).toMatchObject({
      outcome: "created",
      creates: true,
      before: {},
      verified: true,
      verifiedBy: "answer",
    });
    const got = await runCli(
      ["customers", "get", id, "-p", provider, "--emulator", "-o", "json"],
      world,
    );
    expect(got.code).toBe(0);
    expect(got.json()).toMatchObject({ id, ...rest.after });
    const shown = await runCli(["history", "show", changeId, "--emulator", "-o", "json"], world);
    expect(shown.json()).toMatchObject({ changeId, id, creates: true, outcome: "created" });
    const list = await runCli(["history", "--emulator"], world);
    expect(list.stdout).toContain("created");
    expect(list.stdout).toContain(id);
  });

  test("is a table of what is added, and the request; a dry run sends nothing", async () => {
    await using home = await temporaryHome();
    const world = { env: { XDG_STATE_HOME: home.path }, columns: 100 };
    const shown = await create(provider, [...words, "--dry-run"], world);
    expect(shown.code).toBe(0);
    expect(shown.stdout).toMatch(/^ {2}\+ \w+ +\(absent\) +\S/mu);
    expect(shown.stdout).toContain("planned · nothing was sent");
    expect(shown.stdout).toMatch(/^POST http/mu);
    const list = await runCli(["history", "--emulator", "-o", "json"], world);
    expect(list.json().changes).toEqual([]);
    const curl = await create(provider, [...words, "--as-curl"], world);
    expect(curl.stdout).toMatch(/^curl \\\n {2}--request 'POST'/u);
    expect(curl.stdout).not.toContain("new for each");
  });

  test("says all that the provider needs, before anything is sent", async () => {
    const none = await create(provider, ["-o", "json"]);
    expect(none.code).toBe(2);
    expect(JSON.parse(none.stderr).error.message).toMatch(
      /makes no customer without|2 things are wrong/u,
    );
  });

  test.each(["reset-after", "empty", "truncate", "html-502"])(
    "sends it once where it takes no key, whatever becomes of the answer: %s",
    async (fault) => {
      await using home = await temporaryHome();
      const world = { env: { XDG_STATE_HOME: home.path } };
      const more = ["--fault", `${provider}:create:${fault}`, "-o", "json"];
      const { code, stdout } = await create(provider, [...words, ...more], world);
      const { outcome } = JSON.parse(stdout);
      const list = await runCli(
        ["customers", "list", "-p", provider, "--emulator", "-q", "-o", "json"],
        world,
      );
      const was = { "html-502": 0 }[fault] ?? 1;
      expect(list.json()).toHaveLength(3 + was);
      expect({ code, outcome }).toEqual(
        was === 1 ? { code: 0, outcome: "created" } : { code: 8, outcome: "unknown" },
      );
    },
  );
});

describe("where there is one already", () => {
  const there: Readonly<Partial<Record<ProviderName, readonly string[]>>> = {
    vayu: ["--external-id", "nw-4471", "--name", "X"],
    commet: ["--external-id", "usr_5512", "--email", "x@x.example", "--name", "X"],
    flexprice: ["--external-id", "acct-7741", "--name", "X"],
    maple: ["--external-id", "acct-7781", "--name", "X"],
    kirim: ["--email", "ops@sinar.example", "--name", "X"],
  };

  test.each(Object.entries(there))("%s: fails, is left, or is changed", async (provider, words) => {
    await using home = await temporaryHome();
    const world = { env: { XDG_STATE_HOME: home.path } };
    const tried = async (mode: string) =>
      create(provider, [...words, "--if-exists", mode, "--yes", "-o", "json"], world);
    const failed = await tried("fail");
    expect(failed.code).toBe(5);
    expect(JSON.parse(failed.stderr).error).toMatchObject({
      code: "rejected",
      message: expect.stringContaining("already"),
    });
    const left = await tried("skip");
    expect(left.code).toBe(0);
    expect(left.json()).toMatchObject({ outcome: "unchanged", changes: [] });
    const changed = await tried("update");
    expect(changed.code).toBe(0);
    expect(changed.json()).toMatchObject({ outcome: "updated", id: left.json().id });
    expect(changed.json().warnings).toMatchObject([{ code: "already_there" }]);
    const history = await runCli(["history", "--emulator", "-o", "json"], world);
    expect(history.json().changes).toMatchObject([{ outcome: "updated" }]);
  });

  test.each(Object.entries(there))(
    "%s: the table of what failed is headed by no customer",
    async (provider, words) => {
      for (const [format, name] of [
        ["table", `${provider} · X `],
        ["markdown", `**\`${provider}\` · \`X\`**`],
      ] as const) {
        const { stdout } = await create(provider, [...words, "--if-exists", "fail", "-o", format]);
        expect(stdout.slice(0, name.length)).toBe(name);
        expect(stdout).toContain("no customer was made");
      }
    },
  );

  test("a dry run says the same, and writes nothing", async () => {
    const words = ["--external-id", "acct-7781", "--name", "X", "--dry-run", "-o", "json"];
    expect((await create("maple", words)).code).toBe(5);
    const update = await create("maple", [...words, "--if-exists", "update"]);
    expect(update.json()).toMatchObject({ outcome: "planned", request: { method: "PATCH" } });
  });

  test("what would destroy something is asked about", async () => {
    const words = ["--external-id", "acct-7781", "--status", "archived", "--if-exists", "update"];
    expect((await create("maple", words)).code).toBe(11);
    expect((await create("maple", [...words, "--yes"])).code).toBe(0);
  });

  test("nothing to tell it by is a mistake", async () => {
    const { code, stderr } = await create("vayu", ["--name", "X", "--if-exists", "skip"]);
    expect(code).toBe(2);
    expect(stderr).toContain("nothing tells whether the customer is there");
    expect(stderr).toContain("externalId");
  });
});

describe("from a file", () => {
  test("what get prints stands for its fields", async () => {
    const got = await runCli(
      ["customers", "get", "cus_2Nb8LmPq", "-p", "maple", "--emulator", "-o", "yaml"],
      {},
    );
    const made = await create(
      "maple",
      ["--external-id", "acct-new", "-f", "-", "--dry-run", "-o", "json"],
      { stdin: got.stdout },
    );
    expect(made.code).toBe(0);
    expect(made.json().request.body).toMatchObject({
      identifier: "acct-new",
      name: "Mara Lind",
      metadata: { tier: "gold" },
    });
    expect(made.json().request.body).not.toHaveProperty("id");
  });

  test("in the provider's own words", async () => {
    const made = await create("kirim", ["-f", "-", "--native", "--dry-run", "-o", "json"], {
      stdin: '{"name":"X","metadata":{"a":1},"email":null}',
    });
    expect(made.json().request.body).toEqual({ name: "X", metadata: { a: 1 } });
  });

  test("a pipe that nobody reads is said", async () => {
    const { code, stderr } = await create("kirim", [], { stdin: '{"name":"X"}' });
    expect(code).toBe(2);
    expect(stderr).toContain("makes no customer without name");
    expect(stderr).toContain("add --file -");
  });

  test("a status that Kirim takes on an update alone is refused", async () => {
    const { code, stderr } = await create("kirim", ["--set", "status=active", "--name", "X"]);
    expect(code).toBe(2);
    expect(stderr).toContain('"status" is read-only at Kirim');
  });
});

describe("what only a creation takes", () => {
  test.each([
    ["kirim", ["--name", "X", "--set", "teamId=t_1"], { name: "X", team_id: "t_1" }],
    [
      "maple",
      ["--external-id", "x", "--set", 'billingEmails:=["a@a.example"]'],
      { identifier: "x", billing_emails: ["a@a.example"] },
    ],
    [
      "flexprice",
      ["--external-id", "x", "--name", "X", "--set", "taxRateOverrides:=[]"],
      { external_id: "x", name: "X", tax_rate_overrides: [] },
    ],
  ])("%s", async (provider, words, body) => {
    const made = await create(provider, [...words, "-o", "json"]);
    expect(made.code).toBe(0);
    const codes = made.json().warnings.map(({ code }: { readonly code: string }) => code);
    expect(codes).not.toContain("done_besides");
    const planned = await create(provider, [...words, "--dry-run", "-o", "json"]);
    expect(planned.json().request.body).toEqual(body);
    const native = await create(provider, ["-f", "-", "--native", "--dry-run", "-o", "json"], {
      stdin: JSON.stringify(body),
    });
    expect(native.json().request.body).toEqual(body);
  });

  test.each([
    ["kirim", "cus_7H2KX0M4QWERTN8B3ZC5DVA9PG", "teamId=t_1"],
    ["maple", "cus_2Nb8LmPq", "billingEmails:=[]"],
    ["flexprice", "cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD", "taxRateOverrides:=[]"],
  ])("an update at %s refuses it", async (provider, id, set) => {
    const words = ["customers", "update", id, "-p", provider, "--emulator", "--set", set];
    const { code, stderr } = await runCli(words);
    expect(code).toBe(2);
    expect(stderr).toContain("only when a customer is made");
  });

  test("Flexprice's default taxes are told where nothing is said of taxes", async () => {
    const made = await create("flexprice", ["--external-id", "x", "--name", "X", "-o", "json"]);
    expect(made.json().warnings).toMatchObject([{ code: "done_besides" }]);
  });
});

test("two creations of one own id wait for each other: one is made", async () => {
  await using home = await temporaryHome();
  const world = {
    env: { XDG_STATE_HOME: home.path },
    now: () => Date.now(),
    sleep: (milliseconds: number) => setTimeout(milliseconds),
  };
  const words = ["--external-id", "same", "--name", "X", "-o", "json"];
  const codes = await Promise.all([create("vayu", words, world), create("vayu", words, world)]);
  expect(new Set(codes.map(({ code }) => code))).toEqual(new Set([0, 5]));
});

describe.each(providerNames)("from %s, printed", (from) => {
  test.each(["json", "yaml"])(
    "a customer is what another one can be like, as %s",
    async (format) => {
      await using home = await temporaryHome();
      const world = { env: { XDG_STATE_HOME: home.path }, cwd: home.path };
      const words = ["customers", "get", customerIds[from], "-p", from, "--emulator", "-o", format];
      await writeFile(join(home.path, "one"), (await runCli(words, world)).stdout);
      const own = from === "kirim" ? {} : { "external-id": "copy-1" };
      const flags = flagsOf({ ...needed[from], name: "Copy", ...own });
      const made = await create(from, ["-f", "one", ...flags, "-o", "json"], world);
      expect({ code: made.code, stderr: made.stderr }).toEqual({
        code: 0,
        stderr: expect.any(String),
      });
      expect(made.json()).toMatchObject({ outcome: "created", after: { name: "Copy" } });
    },
  );
});

describe("how a field is cleared is no remedy", () => {
  test.each<readonly [string, ...(readonly string[])]>([
    ["leave it out", "--email", ""],
    ["leave it out", "--set", "email="],
    ["leave it out", "--set", "email:=null"],
    ["leave it out, to store an empty text tier:='\"\"'", "--metadata", "tier="],
    ["leave it out", "-f", "one.json"],
    ["leave it out", "--from", "one.json"],
  ])("%s: %s %s", async (hint, ...words) => {
    await using home = await temporaryHome();
    const world = { env: { XDG_STATE_HOME: home.path }, cwd: home.path };
    await writeFile(join(home.path, "one.json"), '{"name":"A","email":""}');
    const name = words[0] === "--from" ? [] : ["--name", "A"];
    const { code, stderr } = await create("kirim", [...name, ...words, "-q"], world);
    expect(code).toBe(2);
    expect(stderr).toContain(`hint: ${hint}\n`);
    expect(stderr).not.toMatch(/unset|null to clear/u);
  });
});

test("--native is told of the call that makes a customer", async () => {
  const native = async (body: object) =>
    (await create("maple", ["-f", "-", "--native"], { stdin: JSON.stringify(body) })).stderr;
  expect(await native({ identifier: "x", nmae: "X" })).toContain(
    `Maple Billing's create call has no "nmae"; did you mean "name"?`,
  );
  expect(await native({ native: { name: "X" } })).toContain(
    "--native takes the body of Maple Billing's create call",
  );
});
