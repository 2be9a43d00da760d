/** The pages for users, README.md and docs/*.md, as a program sees them. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A fenced block; `lines` are those between the fences. */
export interface Block {
  readonly language: string;
  /** Index of its first line in the file, from 0. */
  readonly start: number;
  readonly lines: readonly string[];
}

export interface Page {
  /** Path from the root of the repository, with slashes: `docs/bulk.md`. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
  /** The text without its fenced blocks. */
  readonly prose: string;
  readonly blocks: readonly Block[];
}

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** README.md first. */
export const pages: readonly Page[] = [
  "README.md",
  ...globSync("docs/**/*.md", { cwd: root }).toSorted(),
].map((name) => {
  const path = join(root, name);
  const text = readFileSync(path, "utf8");
  return { name, path, text, prose: proseOf(text), blocks: blocksIn(text) };
});

/** @throws {Error} if there is no page of this name. */
export function pageNamed(name: string): Page {
  const page = pages.find((page) => page.name === name);
  if (page === undefined) throw new Error(`there is no page ${name}`);
  return page;
}

/** What a pattern finds, or its first group, each once. */
export function matches(text: string, pattern: RegExp): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? match[0]))];
}

/** Whether a word is none of these. */
export function notIn(known: readonly string[]): (word: string) => boolean {
  return (word) => !known.includes(word);
}

function blocksIn(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let open: { readonly language: string; readonly start: number } | undefined;
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    const fence = /^```(?<language>\w*)$/u.exec(line)?.groups?.["language"];
    if (fence === undefined) continue;
    if (open === undefined) open = { language: fence, start: index + 1 };
    else {
      blocks.push({ ...open, lines: lines.slice(open.start, index) });
      open = undefined;
    }
  }
  return blocks;
}

function proseOf(text: string): string {
  return text.replaceAll(/^```[^]*?^```$/gmu, "");
}
