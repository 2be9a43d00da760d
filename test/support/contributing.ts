/** What CONTRIBUTING.md says, for the tests that hold it to its word. */
import { readFileSync } from "node:fs";

/** The files in the first column of the table under a heading: `src/providers/<id>.ts`, folders as `folder/*`. */
export function filesListedIn(heading: string): readonly string[] {
  const text = readFileSync("CONTRIBUTING.md", "utf8");
  const [, section] = text.split(`### ${heading}\n`);
  if (section === undefined) throw new Error(`CONTRIBUTING.md has no heading "${heading}"`);
  const [own = ""] = section.split(/^#/mu);
  const files = [...own.matchAll(/^\| `(?<file>[^`]+)`/gmu)].map((match) => match[1] ?? "");
  return files.map((file) => (file.endsWith("/") ? `${file}*` : file));
}
