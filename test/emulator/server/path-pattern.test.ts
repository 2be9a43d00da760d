import { expect, test } from "vitest";
import { matchPath } from "../../../src/emulator/server/path-pattern.ts";

test.each([
  ["/customers/:id", "/customers/a%2Fb%20c", { id: "a/b c" }],
  ["/customers", "/customers", {}],
  ["/:a/x/:b", "/1/x/2", { a: "1", b: "2" }],
  ["/customers/:id", "/customers/", undefined],
  ["/customers/:id", "/customers/a/b", undefined],
  ["/customers/:id", "/customers/%E0%A4", undefined],
  ["/customers", "/Customers", undefined],
])("%s and %s give %j", (pattern, path, parameters) => {
  expect(matchPath(pattern, path)).toEqual(parameters);
});
