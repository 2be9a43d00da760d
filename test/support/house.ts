/** Prints what the house aims at and where it stands: `npm run house`. */
import { globSync, readFileSync } from "node:fs";
import { dirname } from "node:path";

import { framesToUpdate } from "./frames.ts";

interface File {
  readonly path: string;
  readonly lines: number;
}

const files: readonly File[] = globSync("src/**/*.ts")
  .toSorted()
  .map((path) => ({ path, lines: readFileSync(path, "utf8").split("\n").length - 1 }));

const sum = (some: readonly File[]): number => some.reduce((total, { lines }) => total + lines, 0);
const median = (some: readonly File[]): number =>
  some.map(({ lines }) => lines).toSorted((one, other) => one - other)[some.length >> 1] ?? 0;
const longest = (some: readonly File[]): File | undefined =>
  some.toSorted((one, other) => other.lines - one.lines)[0];
const filesBy = (nameOf: (path: string) => string) => {
  const names = new Set(files.map(({ path }) => nameOf(path)));
  return [...names].map((name) => ({
    name,
    inside: files.filter(({ path }) => nameOf(path) === name),
  }));
};
const rooms = filesBy((path) => path.split("/")[1] ?? "");
const folders = filesBy(dirname)
  .map(({ name, inside }) => ({ path: name, files: inside.length }))
  .filter((folder) => folder.files > 15);
const frames = await framesToUpdate();

const long = files.filter(({ lines }) => lines > 250);
const namesOf = (some: readonly { readonly path: string }[]): string =>
  some.map(({ path }) => path).join(", ");

console.table([
  { aim: "lines of src", is: sum(files), "at most": 26_000 },
  {
    aim: "lines of src/cli",
    is: sum(files.filter(({ path }) => path.startsWith("src/cli/"))),
    "at most": 3500,
  },
  { aim: "files", is: files.length },
  { aim: "lines of the median file", is: median(files), "at most": 60 },
  { aim: "lines of the longest file", is: longest(files)?.lines, "at most": 250 },
  { aim: "folders with more than 15 files", is: folders.length, "at most": 0 },
  { aim: "frames from main to updateCustomer", is: frames.length, "at most": 8 },
]);
console.table(
  rooms.map(({ name, inside }) => ({
    room: name.replace(/\.ts$/u, ""),
    files: inside.length,
    lines: sum(inside),
    median: median(inside),
    longest: longest(inside)?.path,
  })),
);
console.log(`frames: ${frames.join(" > ")}`);
if (long.length > 0) console.log(`longer than 250 lines: ${namesOf(long)}`);
if (folders.length > 0) console.log(`more than 15 files: ${namesOf(folders)}`);
