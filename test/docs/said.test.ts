/** What the pages say about flags, commands, variables, codes and providers is what the program has. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { commands } from "../../src/cli/commands.ts";
import { environmentVariables } from "../../src/config/environment.ts";
import { exitCodes } from "../../src/domain/errors.ts";
import { topics } from "../../src/cli/commands/help/topics.ts";
import { allProviders } from "../../src/providers/registry.ts";
import { matches, notIn, pageNamed, pages, root } from "./pages.ts";

const readme = pageNamed("README.md");
const all = pages.map(({ text }) => text).join("\n");
const specs = await Promise.all(commands.map(({ load }) => load()));
const options = specs.flatMap(({ flags }) => flags);

const flagsIn = (prose: string) => matches(prose, /(?<![\w-])--[a-z][a-z0-9-]*/gu);
const commandsIn = (prose: string) => matches(prose, /`billing ([a-z][^`]*)`/gu);
const variablesIn = (text: string) => matches(text, /\bBILLING_[A-Z_]*[A-Z]\b/gu);
const scriptsIn = (text: string) => matches(text, /npm run ([a-z-]+)/gu);

const cellsOf = (line: string): readonly string[] =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
/** Rows of the table whose first heading is this one. */
const rowsUnder = (text: string, heading: string): readonly (readonly string[])[] => {
  const lines = text.split("\n");
  const rest = lines.slice(lines.findIndex((line) => cellsOf(line)[0] === heading) + 2);
  const end = rest.findIndex((line) => !line.startsWith("|"));
  return rest.slice(0, end).map(cellsOf);
};

describe.each(pages)("$name", ({ text, prose }) => {
  test("every flag it mentions is an option of some command", () => {
    const flags = options.flatMap(({ long, negatable }) => [
      `--${long}`,
      ...(negatable === true ? [`--no-${long}`] : []),
    ]);
    expect(flagsIn(prose).filter(notIn([...flags, "--help", "--help-all", "--version"]))).toEqual(
      [],
    );
  });

  test("every command it mentions exists", () => {
    const words = commands.map((command) => command.words);
    const unknown = commandsIn(prose).filter(
      (text) => !words.some((word) => `${text} `.startsWith(`${word} `)),
    );
    expect(unknown).toEqual([]);
  });

  test("every variable it mentions is heeded", () => {
    const names = environmentVariables(allProviders).map(({ name }) => name);
    expect(variablesIn(text).filter(notIn(names))).toEqual([]);
  });

  test("every npm script it mentions is in package.json", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    expect(scriptsIn(text).filter(notIn(Object.keys(scripts)))).toEqual([]);
  });
});

test("there is something to check", () => {
  expect(flagsIn(all).length).toBeGreaterThan(20);
  expect(commandsIn(all).length).toBeGreaterThan(3);
  expect(variablesIn(all).length).toBeGreaterThan(3);
  expect(scriptsIn(all).length).toBeGreaterThan(1);
});

test("the README asks for the Node that package.json asks for", () => {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly engines: { readonly node: string };
  };
  expect(engines.node).toBe(`>=${matches(readme.prose, /Node (\d+\.\d+) or newer/gu).join()}`);
});

test("the table of exit codes is the program's", () => {
  const shown = rowsUnder(readme.text, "Code").map(([code, name]) => [name, Number(code)]);
  expect(Object.fromEntries(shown)).toEqual({ ok: 0, ...exitCodes });
  const help = topics["exit-codes"]?.() ?? "";
  for (const row of rowsUnder(readme.text, "Code")) {
    const words = row.join(" ").replaceAll("`", "");
    expect(help.replaceAll(/ +/gu, " ")).toContain(`${words}\n`);
  }
});

test("the list of the fields' flags is the program's, with the providers that have each", async () => {
  const all = allProviders.map(({ id }) => id).join(", ");
  const shown = [...readme.prose.matchAll(/^- (?<where>[a-z, ]+): (?<flags>`--.*)$/gmu)].flatMap(
    ({ groups: { where = "", flags = "" } = {} }) =>
      [...flags.matchAll(/`--(?<flag>[a-z0-9-]+)`/gu)].map(
        ({ groups }) => `${groups?.["flag"]}: ${where.replace("all five", all)}`,
      ),
  );
  const update = await commands.find(({ words }) => words === "customers update")?.load();
  const fields = (update?.flags ?? [])
    .filter(({ group }) => /^What to change(?:, at one provider)?:$/u.test(group ?? ""))
    .map(({ long, help }) => `${long}: ${/\(([a-z, ]+)\)/u.exec(help)?.[1] ?? all}`);
  expect(fields.length).toBeGreaterThan(20);
  expect(shown.toSorted()).toEqual(fields.toSorted());
});

test("the table of providers names each with the address that it is called at", () => {
  const rows = new Map(
    rowsUnder(pageNamed("docs/providers.md").text, "Provider").map(([name = "", ...rest]) => [
      name,
      rest.join(" "),
    ]),
  );
  expect([...rows.keys()]).toEqual(allProviders.map(({ id }) => `\`${id}\``));
  const missing = allProviders.flatMap(({ id, baseUrl }) =>
    (typeof baseUrl === "string" ? [baseUrl] : Object.values(baseUrl.urls)).filter(
      (url) => rows.get(`\`${id}\``)?.includes(`\`${url}\``) !== true,
    ),
  );
  expect(missing).toEqual([]);
});

test("the page of facts names the sources of every provider, with the day each was read", () => {
  const sources = pageNamed("docs/provider-facts.md").text.matchAll(
    /^- <(?<url>[^>]+)> \((?<read>[\d-]+)\)/gmu,
  );
  expect([...sources].map(({ groups }) => ({ ...groups }))).toEqual(
    allProviders.flatMap(({ documents }) => documents),
  );
});
