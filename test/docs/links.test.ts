/** How the pages hang together: their links, their contents, and how long a newcomer has to read. */
import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, test } from "vitest";

import { projectFileNames } from "../../src/config/files/paths.ts";
import { matches, notIn, pageNamed, pages, root } from "./pages.ts";

const readme = pageNamed("README.md");
const inRepository = (path: string) => existsSync(join(root, path));

/** What follows `#` in a link to a heading. */
const anchorsOf = (prose: string): readonly string[] =>
  [...prose.matchAll(/^#+ (.+)$/gmu)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
const anchors = new Map(pages.map(({ name, prose }) => [name, anchorsOf(prose)]));

test("README.md is at most 18 kB", () => {
  expect(Buffer.byteLength(readme.text)).toBeLessThanOrEqual(18_000);
});

test("the map in README.md leads to every page of docs, and to no other", () => {
  const map = /^## Documentation\n(?<map>[^]*?)^## /mu.exec(readme.prose)?.groups?.["map"] ?? "";
  const others = pages.filter((page) => page !== readme).map(({ name }) => name);
  expect(others.length).toBeGreaterThan(0);
  expect(matches(map, /^- \[[^\]]+\]\(([^)]+)\)/gmu).toSorted()).toEqual(others);
});

describe.each(pages)("$name", ({ name, prose }) => {
  const links = matches(prose, /\]\((?!https?:)([^)]+)\)/gu).map((link) => {
    const [path = "", anchor] = link.split("#");
    return {
      link,
      file: path === "" ? name : posix.join(posix.dirname(name), path),
      anchor,
    };
  });

  test("every link leads to a file that is there", () => {
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter(({ file }) => !inRepository(file))).toEqual([]);
  });

  test("every link to a heading leads to one", () => {
    const lost = links.filter(
      ({ file, anchor }) => anchor !== undefined && anchors.get(file)?.includes(anchor) !== true,
    );
    expect(lost).toEqual([]);
  });

  test("no two headings are the same", () => {
    expect(anchors.get(name)).toEqual([...new Set(anchors.get(name))]);
  });

  test("every second-level heading is in the table of contents", () => {
    const headings = matches(prose, /^## (.+)$/gmu);
    expect(headings.length).toBeGreaterThan(0);
    expect(matches(prose, /^- \[([^\]]+)\]\(#/gmu)).toEqual(headings);
  });

  test("every file that it names is there", () => {
    const named = matches(
      prose,
      /`((?:src|test|bin|docs)\/[^`\s]*|[A-Z]+\.md|LICENSE|\.billingrc\.[a-z]+)`/gu,
    );
    expect(named.filter(notIn(projectFileNames)).filter((file) => !inRepository(file))).toEqual([]);
  });
});
