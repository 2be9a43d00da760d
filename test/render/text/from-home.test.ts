import { expect, test } from "vitest";

import { fromHome } from "../../../src/render/text/from-home.ts";

test.each([
  ["/home/ida/runs/1", "~/runs/1"],
  ["/home/idas/runs", "/home/idas/runs"],
  ["/home/ida", "/home/ida"],
])("%s is written %s", (path, written) => {
  expect(fromHome(path, "/home/ida")).toBe(written);
});
