import { expect, test } from "vitest";
import { callOf } from "../../../src/emulator/server/call-of.ts";

test.each([
  ["GET", "/customers/65f0", "read"],
  ["GET", "/customers/externalId/nw-4471", "read"],
  ["GET", "/customers/external/acct-7741", "read"],
  ["GET", "/companies/cmp_1/customers/acct-7781", "read"],
  ["POST", "/customers/search", "read"],
  ["PUT", "/customers/65f0", "update"],
  ["PUT", "/customers", "update"],
  ["PATCH", "/companies/cmp_1/customers/cus_1", "update"],
  ["GET", "/customers", "list"],
  ["GET", "/customers/", "list"],
  ["POST", "/companies/cmp_1/customers/find", "list"],
  ["POST", "/customers", "create"],
  ["POST", "/companies/cmp_1/customers", "create"],
  ["DELETE", "/customers/65f0", "delete"],
  ["POST", "/login", "login"],
  ["POST", "/customers/65f0/notes", undefined],
  ["POST", "/constructor", undefined],
  ["OPTIONS", "/customers", undefined],
])("%s %s is %s", (method, path, name) => {
  expect(callOf({ method, path })).toBe(name);
});
