/** Who is asked when, and who sees what before it is sent. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

import { describe, expect, test } from "vitest";

import { confirmModes } from "../../src/domain/confirmation.ts";
import { runCli, temporaryHome } from "../support/run-cli.ts";
import { place } from "./plans.ts";

const kirim = "cus_7H2KX0M4QWERTN8B3ZC5DVA9PG";
const update = ["customers", "update", kirim, "-p", "kirim", "--emulator"];
const changes = {
  adds: ["--metadata", "brand_new=1"],
  changes: ["--name", "Sinar Baru"],
  destroys: ["--unset", "email"],
} as const;
const asked = {
  never: [],
  destructive: ["destroys"],
  "changes-data": ["changes", "destroys"],
  always: ["adds", "changes", "destroys"],
} as const satisfies Readonly<Record<(typeof confirmModes)[number], readonly string[]>>;
const cases = confirmModes.flatMap((mode) =>
  (["adds", "changes", "destroys"] as const).map(
    (kind) => [mode, kind, asked[mode].some((one) => one === kind)] as const,
  ),
);

/** A home whose emulator and journal last as long as it does. */
async function home(config?: string) {
  const made = await temporaryHome();
  if (config !== undefined) {
    await mkdir(join(made.path, "config/billing"), { recursive: true });
    await writeFile(join(made.path, "config/billing/config.yaml"), config);
  }
  const run = async (words: readonly string[], typed?: string) => {
    const { code, stdout, stderr } = await runCli(words, {
      cwd: made.path,
      env: {
        XDG_STATE_HOME: join(made.path, "state"),
        XDG_CONFIG_HOME: join(made.path, "config"),
      },
      ...(typed === undefined ? { stdin: "" } : { typed }),
    });
    return { code, stdout, stderr: stripVTControlCharacters(stderr) };
  };
  return { path: made.path, run, [Symbol.asyncDispose]: () => made[Symbol.asyncDispose]() };
}

const question = "[y/N]";
const isSame = (text: string) => /^(?:unchanged|planned)\b/mu.test(text);

describe.each(cases)("--confirm %s and a change that %s", (mode, kind, isAsked) => {
  const words = [...update, ...changes[kind], "--confirm", mode];

  test("where nobody is, needs --yes or goes through", async () => {
    await using at = await home();
    const { code, stderr } = await at.run(words);
    expect(code).toBe(isAsked ? 11 : 0);
    if (isAsked) expect(stderr).toContain("confirm with --yes");
    expect(stderr).not.toContain("FIELD");
    expect((await at.run([...words, "--yes"])).code).toBe(0);
    const again = await at.run([...words, "--yes", "-n"]);
    expect(again.stdout).toMatch(/^unchanged /mu);
  });

  test("at a terminal is shown first, and asked about or not", async () => {
    await using at = await home();
    const refused = await at.run(words, "n");
    expect(refused.stderr.includes(question)).toBe(isAsked);
    expect(refused.code).toBe(isAsked ? 11 : 0);
    // Shown once, above the question or before it is sent.
    expect(refused.stderr.split("FIELD")).toHaveLength(2);
    expect(refused.stderr.includes("planned · sent now")).toBe(!isAsked);
    if (!isAsked) return;
    const confirmed = await at.run(words, "y");
    expect(confirmed.code).toBe(0);
    expect(confirmed.stderr.split("FIELD")).toHaveLength(2);
  });
});

test("--yes answers, whatever is asked, and the change is shown all the same", async () => {
  await using at = await home("confirm: always");
  const { code, stderr } = await at.run([...update, ...changes.destroys, "--yes"], "n");
  expect(code).toBe(0);
  expect(stderr).not.toContain(question);
  expect(stderr).toContain("planned · sent now");
});

test("quiet shows nothing but a question, and forms for programs show what is asked about alone", async () => {
  for (const words of [["-q"], ["-o", "json"]]) {
    await using at = await home();
    expect((await at.run([...update, ...changes.changes, ...words], "n")).stderr).toBe("");
    const { stderr } = await at.run([...update, ...changes.destroys, ...words], "n");
    expect(stderr).toContain("FIELD");
    expect(stderr).toContain(question);
  }
});

test("the configuration says it, the command line says it louder", async () => {
  await using at = await home("{ confirm: always, profiles: { calm: { confirm: never } } }");
  const adding = [...update, ...changes.adds];
  expect((await at.run(adding)).code).toBe(11);
  expect((await at.run([...adding, "--confirm", "destructive"])).code).toBe(0);
  const destroying = [...update, ...changes.destroys];
  expect((await at.run([...destroying, "--profile", "calm"])).code).toBe(0);
});

test("a number of rows in the configuration is of no matter to a single change", async () => {
  await using at = await home("confirmRows: 1");
  expect((await at.run([...update, ...changes.changes])).code).toBe(0);
  expect((await at.run(["undo", "--last", "--emulator"])).code).toBe(0);
});

test("a clone's file may ask for more and not for less", async () => {
  for (const [project, code] of [
    ["confirm: never", 11],
    ["confirm: always", 11],
  ] as const) {
    await using at = await home();
    await writeFile(join(at.path, ".billingrc"), project);
    expect((await at.run([...update, ...changes.destroys])).code).toBe(code);
    const adds = await at.run([...update, ...changes.adds]);
    expect(adds.code).toBe(project === "confirm: always" ? 11 : 0);
  }
});

test("apply, undo and create ask by the same rule", async () => {
  await using at = await place();
  const always = ["--confirm", "always"];
  await at.plan("kirim", changes.adds);
  expect((await at.run(["apply", "plan.json", ...always])).code).toBe(11);
  expect((await at.run(["apply", "plan.json"])).code).toBe(0);
  expect((await at.run(["undo", "--last", ...always])).code).toBe(11);
  const create = ["customers", "create", "-p", "kirim", "--name", "Toko"];
  expect((await at.run([...create, ...always])).code).toBe(11);
  expect((await at.run([...create, "--confirm", "changes-data"])).code).toBe(0);
});

test("a raw write asks, unless nothing is asked about", async () => {
  await using at = await home();
  const call = ["api", "PATCH", `/customers/${kirim}`, "-p", "kirim", "--emulator", "-f", "b.json"];
  await writeFile(join(at.path, "b.json"), '{"name":"X"}');
  for (const mode of confirmModes) {
    const { code } = await at.run([...call, "--confirm", mode]);
    expect([mode, code]).toEqual([mode, mode === "never" ? 0 : 11]);
  }
});

describe("a run", () => {
  const rows = (kind: keyof typeof changes) =>
    ({
      adds: `{"id":"${kirim}","metadata":{"brand_new":"1"}}\n`,
      changes: `{"id":"${kirim}","name":"Sinar Baru"}\n`,
      destroys: `{"id":"${kirim}","email":null}\n`,
    })[kind];
  const run = ["customers", "update", "--from", "rows.ndjson", "-p", "kirim", "--emulator"];

  test.each(cases)("--confirm %s, and rows that %s", async (mode, kind, isAsked) => {
    await using at = await home();
    await writeFile(join(at.path, "rows.ndjson"), rows(kind));
    const words = [...run, "--confirm", mode];
    const alone = await at.run([...words, "-q"]);
    expect(alone.code).toBe(isAsked ? 11 : 0);
    if (isAsked) expect(alone.stderr).toContain("1 of 1 updates needs a confirmation");
    else return;
    const refused = await at.run(words, "n");
    expect(refused.code).toBe(11);
    expect(refused.stderr).toContain("Carry it out? [y/N]");
    expect(refused.stderr).toMatch(/^kirim: .*emulated$/mu);
    expect((await at.run(words, "y")).code).toBe(0);
  });

  test("rows that change nothing are not shown as if they were sent", async () => {
    await using at = await home();
    await writeFile(join(at.path, "rows.ndjson"), rows("adds"));
    expect((await at.run(run, "n")).stderr).toContain("planned · sent now");
    const again = await at.run(run, "n");
    expect(again.code).toBe(0);
    expect(again.stderr).not.toContain("sent now");
    expect(again.stdout).toContain("UNCHANGED");
  });

  test("at a terminal it is shown before its first row is written, and asked about from so many rows", async () => {
    await using at = await home("confirmRows: 2");
    await writeFile(join(at.path, "rows.ndjson"), rows("adds"));
    const one = await at.run(run, "n");
    expect(one.code).toBe(0);
    expect(one.stderr).toMatch(/\+ metadata\.brand_new 1\n[^]*planned · sent now\n/u);
    expect(one.stderr).not.toContain(question);
    await writeFile(
      join(at.path, "rows.ndjson"),
      `{"id":"${kirim}","name":"A"}\n{"id":"cus_0000000000000000000000000Z","name":"B"}\n`,
    );
    const two = await at.run(run, "n");
    expect(two.code).toBe(11);
    expect(two.stderr).toContain(question);
    expect((await at.run(run)).code).toBe(11);
    const never = await at.run([...run, "--confirm", "never"]);
    expect(isSame(never.stdout)).toBe(false);
    expect(never.code).toBe(9);
  });

  test("is not read twice where nobody watches and nothing is asked", async () => {
    await using at = await home();
    await writeFile(join(at.path, "rows.ndjson"), rows("changes"));
    const { stderr } = await at.run([...run, "--debug"]);
    expect(stderr.match(/^.*GET /gmu)).toHaveLength(1);
  });
});
