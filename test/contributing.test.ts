/** CONTRIBUTING says which files a change takes; here it is held to what is there. */
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

import { filesListedIn } from "./support/contributing.ts";

const lists = ["A new field", "A new provider", "A new command", "A new output format"];

test.each(lists)("%s: each file of its list is there", (heading) => {
  const listed = filesListedIn(heading);
  expect(listed.length).toBeGreaterThan(1);
  const found = (file: string) => globSync(file.replaceAll(/<\w+>/gu, "*")).length > 0;
  expect(listed.filter((file) => !found(file))).toEqual([]);
});

test("A new command: its module stands in a folder of its noun and is named where commands are listed", () => {
  const list = readFileSync("src/cli/commands.ts", "utf8");
  const loaded = [...list.matchAll(/import\("(?<path>[^"]+)"\)/gu)].map((match) => match[1] ?? "");
  expect(loaded.length).toBeGreaterThan(5);
  expect(
    loaded.filter((path) => !/^\.\/commands\/\w+\/[\w-]+(?:\.command)?\.ts$/u.test(path)),
  ).toEqual([]);
});

test("the rooms of the table are the rooms of src", () => {
  const [, table = ""] = readFileSync("CONTRIBUTING.md", "utf8").split("\n| room");
  const rooms = [...(table.split("\n\n")[0] ?? "").matchAll(/^\| `(?<room>\w+)`/gmu)];
  const folders = globSync("src/*/").map((path) => path.split("/")[1]);
  expect(new Set(rooms.map((match) => match[1]))).toEqual(new Set(folders));
});
