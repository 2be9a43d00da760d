import { expect, test } from "vitest";

import { failureIn } from "../../../src/providers/wire/failures.ts";
import { commet } from "../../../src/providers/commet.ts";
import { entryAt } from "../../../src/providers/wire/members.ts";
import { renamed } from "../../../src/providers/vocabulary.ts";

test("what every object inherits is no entry of a table", () => {
  expect(entryAt({ name: 1 }, "name")).toBe(1);
  expect(entryAt({ name: 1 }, "constructor")).toBeUndefined();
  expect(entryAt(undefined, "name")).toBeUndefined();
});

test("a vendor's member called constructor keeps its name and value", () => {
  const codec = renamed<"list">({ name: "vayuCustomFieldName" });
  const native = [{ vayuCustomFieldName: "x", constructor: "y", toString: "z" }];
  const common = [{ name: "x", constructor: "y", toString: "z" }];
  expect(codec.decode(native)).toEqual(common);
  expect(codec.encode(common)).toEqual(native);
});

test("an error code called constructor has the kind of its status, and no hint of ours", () => {
  const body = JSON.stringify({ code: "constructor", message: "no" });
  const error = failureIn(commet, { status: 422, headers: {}, body }, "customer cus_1");
  expect(error).toMatchObject({ kind: "rejected", exitCode: 5 });
  expect(error.hint).toBeUndefined();
});
