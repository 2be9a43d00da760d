/** A file that is named to be written is none that is read: the configuration, a secret, or an input. */
import { link, mkdir, stat, symlink } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { runCli } from "../support/run-cli.ts";
import { place, type Place } from "./plans.ts";
import { customerIds } from "./providers.ts";
import { runPlace } from "./runs.ts";

const config = "provider: maple\nproviders: { maple: { token: { file: secret } } }\n";

async function configured(): Promise<Place> {
  const at = await place();
  await at.write(".billingrc", config);
  await at.write("secret", "tok_kept");
  await at.write("patch.json", '{"name": "North"}');
  await mkdir(join(at.path, "sub"));
  await symlink(".billingrc", join(at.path, "soft.json"));
  await link(join(at.path, ".billingrc"), join(at.path, "hard.json"));
  await symlink("sub/.billingrc.yml", join(at.path, "dangling.json"));
  await symlink("patch.json", join(at.path, "patch-link.json"));
  return at;
}

const ofConfiguration = "is a file of the configuration";

test.each([
  [".billingrc", ofConfiguration],
  [".billingrc.json", ofConfiguration],
  ["soft.json", ofConfiguration],
  ["hard.json", ofConfiguration],
  ["dangling.json", ofConfiguration],
  ["sub/.billingrc.yaml", ofConfiguration],
  ["secret", ofConfiguration],
  ["patch.json", "is the file of --file"],
  ["patch-link.json", "is the file of --file"],
])("a plan is not saved to %s", async (named, told) => {
  await using at = await configured();
  const words = ["-f", "patch.json", "-n", "--out", named, "-q"];
  const { code, stdout, stderr } = await at.update("maple", words);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(`error: --out: "${named}" ${told}`);
  expect(stderr).toContain("hint: it would be written over: name another file");
  expect(await at.read(".billingrc")).toBe(config);
  expect(await at.read("secret")).toBe("tok_kept");
  expect(await at.read("patch.json")).toBe('{"name": "North"}');
});

test.each(["--config", "BILLING_CONFIG"])("nor to the file of %s", async (by) => {
  await using at = await configured();
  await at.write("own.yaml", "provider: maple\n");
  await at.write("flags.json", "{}");
  const words = ["--name", "N", "-n", "--out", "own.yaml"];
  const { code, stderr } =
    by === "--config"
      ? await at.update("maple", [...words, "--config", "own.yaml"])
      : await at.update("maple", words, { env: { BILLING_CONFIG: "own.yaml" } });
  expect(code).toBe(2);
  expect(stderr).toContain(`--out: "own.yaml" ${ofConfiguration}`);
  expect(await at.read("own.yaml")).toBe("provider: maple\n");
});

test.each(["--results", "--failed", "--out"])(
  "a run writes %s over nothing it reads",
  async (flag) => {
    await using at = await runPlace();
    await at.write(".billingrc", "provider: maple\n");
    await at.write("meta.json", '{"tier": "gold"}');
    await symlink(".billingrc", join(at.path, "soft"));
    await link(join(at.path, ".billingrc"), join(at.path, "hard"));
    await symlink("rows.csv", join(at.path, "rows"));
    await symlink("meta.json", join(at.path, "meta"));
    const rows = `id,name\n${customerIds.maple},North\n`;
    for (const named of [".billingrc.json", "soft", "hard", "rows", "rows.csv", "meta"]) {
      const words = ["-p", "maple", "--metadata-file", "meta.json", flag, named];
      const mode = flag === "--out" ? ["-n"] : ["-y"];
      const { code, stderr } = await at.from("rows.csv", rows, [...words, ...mode]);
      expect({ named, code }).toEqual({ named, code: 2 });
      expect(stderr).toContain(`${flag}: "${named}" is `);
    }
    expect(await at.read(".billingrc")).toBe("provider: maple\n");
    expect(await at.read("rows.csv")).toBe(rows);
  },
);

const undoLast = ["undo", "--last", "-y"];
const changesAt = ["customers", "update", customerIds.maple, "-p", "maple", "--name", "N"];
const commands: readonly (readonly string[])[] = [
  changesAt,
  ["apply", "plan.json", "-y"],
  undoLast,
  ["history", "--resolve"],
  ["api", "PATCH", `/customers/${customerIds.maple}`, "-p", "maple", "-f", "patch.json", "-y"],
  ["customers", "update", "--from", "rows.ndjson", "-p", "maple", "-y"],
];

test.each(commands)(
  "%s %s records its changes in no file of the configuration",
  async (...words) => {
    await using at = await configured();
    await at.write("rows.ndjson", `{"id":"${customerIds.maple}","name":"N"}\n`);
    await at.plan("maple", ["--name", "B"]);
    await mkdir(join(at.path, "dir"));
    await symlink("../.billingrc", join(at.path, "dir", "journal.ndjson"));
    for (const named of [
      ".billingrc",
      "soft.json",
      "hard.json",
      "secret",
      "dir",
      "dangling.json",
    ]) {
      for (const [flags, env, by] of [
        [["--journal", named], {}, "--journal"],
        [[], { BILLING_JOURNAL: named }, "BILLING_JOURNAL"],
      ] as const) {
        const { code, stdout, stderr } = await at.run([...words, ...flags, "-q"], { env });
        expect({ named, code, stdout }).toEqual({ named, code: 2, stdout: "" });
        expect(stderr).toContain(`error: ${by}: "${named}" ${ofConfiguration}`);
      }
    }
    expect(await at.read(".billingrc")).toBe(config);
    expect(await at.read("secret")).toBe("tok_kept");
  },
);

test.each<[string, readonly string[], string]>([
  [
    "rows.ndjson",
    ["customers", "update", "--from", "rows.ndjson", "-p", "maple", "-y"],
    "is what the rows are read from",
  ],
  ["plan.json", ["apply", "plan.json", "-y"], "is the plan that is carried out"],
  ["patch.json", [...changesAt.slice(0, -2), "-f", "patch.json"], "is the file of --file"],
])("nor in its own input: %s", async (input, words, told) => {
  await using at = await configured();
  await at.write("rows.ndjson", `{"id":"${customerIds.maple}","name":"N"}\n`);
  await at.plan("maple", ["--name", "B"]);
  await link(join(at.path, input), join(at.path, "other"));
  const before = await at.read(input);
  const { code, stderr } = await at.run([...words, "-q"], { env: { BILLING_JOURNAL: "other" } });
  expect({ code, stderr }).toMatchObject({ code: 2 });
  expect(stderr).toContain(`error: BILLING_JOURNAL: "other" ${told}`);
  expect(await at.read(input)).toBe(before);
});

test("the emulator keeps its records in no file that is read", async () => {
  await using at = await place();
  await at.write("maple.json", "provider: maple\n");
  const own = ["--emulator", "--emulator-state", at.path, "--config", "maple.json"];
  const { code, stderr } = await runCli([...changesAt, ...own], { cwd: at.path });
  expect(code).toBe(2);
  expect(stderr).toContain(`${join(at.path, "maple.json")}" is a file of the configuration`);
  expect(await at.read("maple.json")).toBe("provider: maple\n");
});

test.each([
  ["stdout", "the file of --results already", ["--results", "out"]],
  ["stdin", "stdin", []],
])("what is printed goes to no file that is written or read: %s", async (which, told, words) => {
  await using at = await runPlace();
  const rows = `id,name\n${customerIds.maple},North\n`;
  await at.write("rows.csv", rows);
  await at.write("out", "");
  const { dev, ino } = await stat(join(at.path, "out"));
  const { code, stdout, stderr } = await at.run(
    [
      "customers",
      "update",
      "--from",
      which === "stdin" ? "-" : "rows.csv",
      "-p",
      "maple",
      "-y",
      ...words,
    ],
    {
      stdoutFile: `${dev} ${ino}`,
      ...(which === "stdin" ? { stdin: rows, stdinFile: `${dev} ${ino}` } : {}),
    },
  );
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(`error: stdout: it goes to ${told}`);
});
