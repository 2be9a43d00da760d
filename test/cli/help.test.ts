import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { exitCodes } from "../../src/domain/errors.ts";
import { fieldNames, fieldOf } from "../../src/domain/fields.ts";
import { environmentVariables } from "../../src/config/environment.ts";
import { allProviders } from "../../src/providers/registry.ts";
import { commands } from "../../src/cli/commands.ts";
import { runCli, temporaryHome } from "../support/run-cli.ts";
import { providerNames } from "./providers.ts";

/** What is printed on stdout by words that must succeed without saying anything else. */
async function printed(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

test("help exit-codes lists every code with its name", async () => {
  const text = await printed("help", "exit-codes");
  expect(text).toMatch(/^0 +ok +\S/mu);
  for (const [name, code] of Object.entries(exitCodes)) {
    expect(text).toMatch(new RegExp(`^${code} +${name} +\\S`, "mu"));
  }
});

test("help environment lists every variable", async () => {
  const text = await printed("help", "environment");
  for (const { name, help } of environmentVariables(allProviders)) {
    expect(text).toMatch(new RegExp(`^${name} +\\S`, "mu"));
    expect(help).not.toBe("");
  }
  expect(text).toContain("BILLING_MAPLE_COMPANY_ID");
});

test("help config is a configuration that is accepted", async () => {
  await using home = await temporaryHome();
  await writeFile(join(home.path, ".billingrc"), await printed("help", "config"));
  const { stderr } = await runCli(["customers", "get", "..", "-p", "maple"], {
    cwd: home.path,
    env: { MAPLE_TOKEN: "token-of-maple" },
  });
  expect(stderr).toContain('error: <id>: ".." cannot be part of');
});

test.each([40, 80])(
  "at %s columns, help config says the same in narrower comments",
  async (width) => {
    const { stdout } = await runCli(["help", "config"], { env: { COLUMNS: String(width) } });
    const [whole, narrow] = [(await printed("help", "config")).split("\n"), stdout.split("\n")];
    const isProse = (line: string) => /^ *#(?! \w+: )/u.test(line);
    const settings = (lines: readonly string[]) => lines.filter((line) => !isProse(line));
    expect(settings(narrow)).toEqual(settings(whole));
    const prose = (lines: readonly string[]) => lines.filter(isProse);
    const words = (lines: readonly string[]) =>
      prose(lines)
        .join(" ")
        .replaceAll(/[#\s]+/gu, " ");
    expect(words(narrow)).toBe(words(whole));
    const longest = (lines: readonly string[]) => Math.max(...lines.map(({ length }) => length));
    expect(longest(prose(narrow))).toBeLessThanOrEqual(width);
    expect(longest(prose(whole))).toBeGreaterThan(width);
  },
);

test("help files names every place", async () => {
  const text = await printed("help", "files");
  for (const location of [".billingrc", "XDG_CONFIG_HOME", "XDG_STATE_HOME"]) {
    expect(text).toContain(location);
  }
});

test("help providers and providers show every field at every provider", async () => {
  const text = await printed("providers");
  expect(await printed("help", "providers")).toBe(text);
  for (const field of fieldNames) expect(text).toContain(`\n${field} `);
  for (const provider of providerNames) expect(text).toContain(provider.toUpperCase());
});

test.each(providerNames)("providers %s shows its names, limits and sources", async (name) => {
  const text = await printed("providers", name);
  expect(text).toMatch(/^FIELD +VENDOR'S NAME +SET +READ +CLEAR +LIMITS AND NOTES$/mu);
  expect(text).toMatch(/^ {2}https:\/\/\S+ \(read 20\d\d-\d\d-\d\d\)$/mu);
  const { providers } = JSON.parse(await printed("providers", name, "-o", "json"));
  expect(providers).toHaveLength(1);
  for (const { field } of providers[0].fields) expect(text).toContain(`\n${field} `);
});

test.each(commands.map(({ words, summary }) => ({ words, summary })))(
  "billing $words --help, wherever it stands, and billing help $words are the same",
  async ({ words, summary }) => {
    const path = words.split(" ");
    const text = await printed(...path, "--help");
    expect(text.replaceAll(/\s+/gu, " ")).toContain(summary);
    expect(text).toContain(`Usage: billing ${words}`);
    expect(text).toContain("Examples:\n  $ ");
    expect(await printed(...path, "-h")).toBe(text);
    expect(await printed(...path, "--junk", "--help")).toBe(text);
    // The topic of that name is what people look for.
    if (words !== "providers") expect(await printed("help", ...path)).toBe(text);
  },
);

test.each(commands.map(({ words }) => words))(
  "billing %s --help is short: three examples, and where the rest is",
  async (words) => {
    const path = words.split(" ");
    const short = await printed(...path, "--help");
    expect(short.match(/^ {2}\$ /gmu)?.length).toBeLessThanOrEqual(3);
    const all = await printed(...path, "--help-all");
    const { flags } = (await commands.find((command) => command.words === words)?.load()) ?? {};
    for (const { long } of flags ?? []) expect(all).toContain(`--${long}`);
    const left = /^(?<left>\d+) more options: billing .* --help-all$/mu.exec(short)?.groups?.[
      "left"
    ];
    const shown = (flags ?? []).filter(({ long }) =>
      new RegExp(`^ +(?:-\\w, )?--${long}(?:[ ,]|$)`, "mu").test(short),
    );
    expect(Number(left ?? 0)).toBe((flags ?? []).length - shown.length);
  },
);

test.each(commands.map(({ words }) => words))(
  "billing %s --help fills one screen, whichever provider is named, and a telephone's width",
  async (words) => {
    for (const provider of [undefined, ...providerNames]) {
      const asked = [...words.split(" "), "--help", ...(provider ? ["-p", provider] : [])];
      const { stdout } = await runCli(asked, { columns: 80 });
      expect({ provider, lines: stdout.trimEnd().split("\n").length }).toSatisfy(
        ({ lines }) => lines > 8 && lines <= 40,
      );
      const narrow = await runCli(asked, { columns: 40 });
      expect(narrow.stdout.split("\n").filter((line) => line.length > 40)).toEqual([]);
      expect(stdout).not.toContain("\n\n\n");
    }
  },
);

test("the examples of a provider come first where it is named", async () => {
  const create = await printed("customers", "create", "--help", "-p", "kirim");
  expect(create).toMatch(/Examples:\n {2}\$ .* -p kirim /u);
  const update = await printed("customers", "update", "--help", "-p", "maple");
  expect(update).toMatch(/Examples:\n {2}\$ .* -p maple /u);
});

test.each(providerNames)("with -p %s, help has its fields alone", async (name) => {
  const provider = allProviders.find(({ id }) => id === name);
  for (const words of [
    ["-p", name, "--help"],
    ["--help-all", `--provider=${name}`],
  ]) {
    const text = await printed("customers", "update", ...words);
    for (const field of fieldNames) {
      const { flag } = fieldOf(field);
      if (flag === undefined || provider === undefined) continue;
      const mapping = provider.fields[field];
      const isSettable = mapping !== undefined && mapping.access !== "read-only";
      // Alone on its line, or among names.
      const isShown = new RegExp(
        `^  (?:-\\w, |  --.*)?--(?:\\[no-\\])?${flag}[ ,\\n]|^    --(?:\\[no-\\])?${flag}[ \\n]`,
        "mu",
      ).test(text);
      expect({ flag, isShown }).toEqual({ flag, isShown: isSettable });
    }
    expect(text).not.toMatch(/\((?:vayu|commet|flexprice|maple|kirim)[,)]/u);
  }
});

test("billing --help lists history show", async () => {
  expect(await printed("--help")).toMatch(/^ {2}history show +\S/mu);
});

test("the full help of update lists every flag of a field once, and every option", async () => {
  const text = await printed("customers", "update", "--help-all");
  for (const field of fieldNames) {
    const { flag } = fieldOf(field);
    if (flag === undefined) continue;
    const lines = text.match(new RegExp(`^  (?:-\\w, )?--${flag}[ ,\\n]`, "gmu"));
    expect({ flag, times: lines?.length }).toEqual({ flag, times: 1 });
  }
  for (const option of ["--provider", "--metadata", "--set", "--unset", "--file", "--native"]) {
    expect(text).toContain(option);
  }
  for (const option of ["--dry-run", "--as-curl", "--yes", "--no-input", "--detailed-exitcode"]) {
    expect(text).toContain(option);
  }
  expect(text.split("\n").every((line) => line.length <= 100)).toBe(true);
});
