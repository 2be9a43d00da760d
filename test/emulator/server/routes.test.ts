import { expect, test } from "vitest";
import { findRoute, matchPath, type Route } from "../../../src/emulator/server/routes.ts";

test.each([
  ["/customers/:id", "/customers/a%2Fb%20c", ["a/b c"]],
  ["/customers", "/customers", []],
  ["/customers/", "/customers/", []],
  ["/:a/x/:b", "/1/x/2", ["1", "2"]],
  ["/customers/:id", "/customers/", undefined],
  ["/customers/:id", "/customers/a/b", undefined],
  ["/customers/:id", "/customers/%E0%A4", undefined],
  ["/customers", "/Customers", undefined],
  ["/customers", "/customer%73", undefined],
])("%s and %s give %j", (pattern, path, parameters) => {
  expect(matchPath(pattern, path)).toEqual(parameters);
});

test("the first route of the method and the path is taken, with what stands in its path", () => {
  const routes: readonly Route<string, unknown>[] = [
    ["GET", "/customers/find", (call) => ["find", call]],
    ["GET", "/customers/:id", (call, ...all) => ["read", call, all]],
    ["PUT", "/:company/customers/:id", (call, ...all) => ["update", call, all]],
  ];
  const result = (method: string, path: string) => findRoute(routes, method, path)?.act("call");
  expect(result("GET", "/customers/find")).toEqual(["find", "call"]);
  expect(result("GET", "/customers/a%20b")).toEqual(["read", "call", ["a b"]]);
  expect(result("PUT", "/x/customers/y")).toEqual(["update", "call", ["x", "y"]]);
  expect(result("PUT", "/customers/find")).toBeUndefined();
  expect(findRoute(routes, "GET", "/customers/a%20b", String)?.parameters).toEqual(["a%20b"]);
});
