/** The README is run: what it shows is what happens. `npx vitest run readme -u` writes what happens into it. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

import { commands } from "../src/cli/commands.ts";
import { environmentVariables } from "../src/config/environment.ts";
import { projectFileNames } from "../src/config/files/paths.ts";
import { exitCodes } from "../src/domain/errors.ts";
import { allProviders } from "../src/providers/registry.ts";
import { nodeRuntimes } from "./support/nodes.ts";
import { blocksIn, openShell, proseOf } from "./support/readme.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const readmePath = join(root, "README.md");
const readme = readFileSync(readmePath, "utf8");
const prose = proseOf(readme);
const blocks = blocksIn(readme);
const usesJq = (lines: readonly string[]) => lines.some((line) => /^\$ .*\bjq\b/u.test(line));
const withoutJq = spawnSync("jq", ["--version"]).status !== 0;

const matches = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? match[0])),
];
const cellsOf = (line: string): readonly string[] =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
/** Rows of the table whose first heading is this one. */
const rowsUnder = (heading: string): readonly (readonly string[])[] => {
  const lines = readme.split("\n");
  const rest = lines.slice(lines.findIndex((line) => cellsOf(line)[0] === heading) + 2);
  const end = rest.findIndex((line) => !line.startsWith("|"));
  return rest.slice(0, end).map(cellsOf);
};
const inRepository = (path: string) => existsSync(join(root, path));
const notIn =
  (known: readonly string[]) =>
  (word: string): boolean =>
    !known.includes(word);

describe("what it shows", () => {
  test("every command prints what is printed below it", { timeout: 120_000 }, async () => {
    const [node] = nodeRuntimes();
    if (node === undefined) throw new Error("this machine has no Node");
    const directory = mkdtempSync(join(tmpdir(), "billing-readme-"));
    try {
      const shell = openShell(directory, node);
      const lines = readme.split("\n");
      const shown = blocks.filter(({ language }) => language === "console");
      expect(shown.length).toBeGreaterThan(10);
      const written: {
        readonly start: number;
        readonly end: number;
        readonly as: readonly string[];
      }[] = [];
      for (const block of shown) {
        if (withoutJq && usesJq(block.lines)) {
          console.warn(`README.md:${block.start}: not run, for jq is not on this machine`);
          continue;
        }
        const { start } = block;
        written.push({ start, end: start + block.lines.length, as: await shell.transcript(block) });
      }
      for (const { start, end, as } of written.toReversed())
        lines.splice(start, end - start, ...as);
      await expect(lines.join("\n")).toMatchFileSnapshot(readmePath);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });

  test.skipIf(withoutJq)("jq is on this machine, so no block was left out", () => {
    expect(blocks.filter(({ lines }) => usesJq(lines)).length).toBeGreaterThan(1);
  });

  test("a block is a console, which is run, or one of the few lines for setting up", () => {
    expect([...new Set(blocks.map(({ language }) => language))].toSorted()).toEqual([
      "console",
      "sh",
    ]);
  });
});

describe("what it says", () => {
  test("every link within it leads to a heading", () => {
    const headings = [...prose.matchAll(/^#+ (.+)$/gmu)].map(([, title = ""]) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
        .replaceAll(" ", "-"),
    );
    expect(new Set(headings).size).toBe(headings.length);
    expect(matches(prose, /\]\(#([^)]+)\)/gu).filter(notIn(headings))).toEqual([]);
  });

  test("every second-level heading is in the table of contents", () => {
    const contents = matches(prose, /^- \[([^\]]+)\]\(#/gmu);
    expect(matches(prose, /^## (.+)$/gmu)).toEqual(contents);
  });

  test("every file it mentions is there", () => {
    const links = matches(prose, /\]\((?!#|https?:)([^)]+)\)/gu);
    const named = matches(
      prose,
      /`((?:src|test|bin)\/[^`\s]*|[A-Z]+\.md|LICENSE|\.billingrc\.[a-z]+)`/gu,
    );
    const files = [...links, ...named].filter(notIn(projectFileNames));
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !inRepository(file))).toEqual([]);
  });

  test("the table of exit codes is the program's", () => {
    const shown = rowsUnder("Code").map(([code, name]) => [name, Number(code)]);
    expect(Object.fromEntries(shown)).toEqual({ ok: 0, ...exitCodes });
  });

  test("the table of providers names each with the address that it is called at", () => {
    const rows = new Map(
      rowsUnder("Provider").map(([name = "", ...rest]) => [name, rest.join(" ")]),
    );
    expect([...rows.keys()]).toEqual(allProviders.map(({ id }) => `\`${id}\``));
    const missing = allProviders.flatMap(({ id, baseUrl }) =>
      (typeof baseUrl === "string" ? [baseUrl] : Object.values(baseUrl.urls)).filter(
        (url) => rows.get(`\`${id}\``)?.includes(`\`${url}\``) !== true,
      ),
    );
    expect(missing).toEqual([]);
  });

  test("every flag it mentions is an option of some command", async () => {
    const specs = await Promise.all(commands.map(({ load }) => load()));
    const flags = specs.flatMap(({ flags: known }) =>
      known.flatMap(({ long, negatable }) => [
        `--${long}`,
        ...(negatable === true ? [`--no-${long}`] : []),
      ]),
    );
    const mentioned = matches(prose, /(?<![\w-])--[a-z][a-z0-9-]*/gu);
    expect(mentioned.length).toBeGreaterThan(20);
    expect(mentioned.filter(notIn([...flags, "--help", "--version"]))).toEqual([]);
  });

  test("every command it mentions exists", () => {
    const words = commands.map((command) => command.words);
    const mentioned = matches(prose, /`billing ([a-z][^`]*)`/gu);
    expect(mentioned.length).toBeGreaterThan(3);
    expect(
      mentioned.filter((text) => !words.some((word) => `${text} `.startsWith(`${word} `))),
    ).toEqual([]);
  });

  test("every variable it mentions is heeded", () => {
    const names = environmentVariables(allProviders).map(({ name }) => name);
    expect(matches(readme, /\bBILLING_[A-Z_]*[A-Z]\b/gu).filter(notIn(names))).toEqual([]);
  });

  test("every npm script it mentions is in package.json, and so is the Node it asks for", () => {
    const { scripts, engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      readonly scripts: Readonly<Record<string, string>>;
      readonly engines: { readonly node: string };
    };
    const asked = matches(readme, /npm run ([a-z-]+)/gu);
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.filter(notIn(Object.keys(scripts)))).toEqual([]);
    expect(engines.node).toBe(`>=${matches(prose, /Node (\d+\.\d+) or newer/gu).join()}`);
  });
});
