import { join, posix, win32 } from "node:path";
import { expect, test } from "vitest";
import {
  displayPath,
  expandPath,
  ignoredPlaces,
  projectDirectories,
} from "../../../src/config/files/paths.ts";
import { createWorld } from "../world.ts";

test("the search ends at the repository's root, before home, or at once", async () => {
  await using world = await createWorld();
  const { home, project, plain, outside } = world;
  const deep = join(project, "sub/deep");
  expect(projectDirectories(deep, home)).toEqual([deep, join(project, "sub"), project]);
  expect(projectDirectories(plain, home)).toEqual([plain]);
  expect(projectDirectories(home, home)).toEqual([]);
  expect(projectDirectories(outside, home)).toEqual([outside]);
});

test("paths are shown as one would write them", async () => {
  await using world = await createWorld();
  const { home, project, outside } = world;
  expect(displayPath(join(project, ".billingrc"), project, home)).toBe(".billingrc");
  expect(displayPath(join(home, ".billingrc"), project, home)).toBe("~/.billingrc");
  expect(displayPath(join(outside, "x"), project, home)).toBe(join(outside, "x"));
});

test("~ is the home directory, anything else starts at the file", () => {
  expect(expandPath("~/x", "/a", "/home")).toBe("/home/x");
  expect(expandPath("~", "/a", "/home")).toBe("/home");
  expect(expandPath("x", "/a", "/home")).toBe("/a/x");
  expect(expandPath("/x", "/a", "/home")).toBe("/x");
});

test.each([
  ["~\\x", "C:\\Users\\ida\\x"],
  ["~/x/y", "C:\\Users\\ida\\x\\y"],
  ["~", "C:\\Users\\ida"],
  ["x", "D:\\work\\x"],
  ["..\\x", "D:\\x"],
  ["E:\\x", "E:\\x"],
  ["\\\\server\\share\\x", "\\\\server\\share\\x"],
])("on Windows %s is %s", (named, path) => {
  expect(expandPath(named, "D:\\work", "C:\\Users\\ida", win32)).toBe(path);
});

test("a backslash behind ~ is a character of a name elsewhere", () => {
  expect(expandPath("~\\x", "/a", "/home", posix)).toBe("/a/~\\x");
});

test.each(["state", "./state", "~/state", " /state"])("%j is no absolute path", (place) => {
  const env = { XDG_STATE_HOME: place, XDG_CONFIG_HOME: place, XDG_CACHE_HOME: place };
  expect(ignoredPlaces({ env })).toEqual([
    {
      code: "variable_ignored",
      message:
        "XDG_CONFIG_HOME is ignored, as it is not an absolute path: the user's configuration is looked for in ~/.config/billing",
    },
    {
      code: "variable_ignored",
      message:
        "XDG_STATE_HOME is ignored, as it is not an absolute path: records are kept in ~/.local/state/billing",
    },
  ]);
});

test.each(["/state", "", undefined])("%j is none that is ignored", (place) => {
  const env = { XDG_STATE_HOME: place, XDG_CONFIG_HOME: place };
  expect(ignoredPlaces({ env })).toEqual([]);
});
