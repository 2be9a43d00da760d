import { win32 } from "node:path";
import { expect, test } from "vitest";

import { fromHome } from "../../../src/render/text/from-home.ts";

test.each([
  ["/home/ida/runs/1", "~/runs/1"],
  ["/home/idas/runs", "/home/idas/runs"],
  ["/home/ida", "/home/ida"],
])("%s is written %s", (path, written) => {
  expect(fromHome(path, "/home/ida")).toBe(written);
});

test("a path of Windows is shortened the same way", () => {
  const home = win32.join("C:\\", "Users", "ida");
  expect(fromHome(win32.join(home, "runs", "1"), home)).toBe("~\\runs\\1");
  expect(fromHome(win32.join("C:\\", "Users", "idas"), home)).toBe("C:\\Users\\idas");
});
