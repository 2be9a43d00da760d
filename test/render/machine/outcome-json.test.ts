import { expect, test } from "vitest";

import { outcomeDocument } from "../../../src/render/machine/outcome-json.ts";
import { outcomeOf, rename } from "../outcomes.ts";

test("an update is one document with what changed, before and after", () => {
  const outcome = outcomeOf({
    requestId: "req_1",
    warnings: [{ code: "deprecated", field: "taxId", message: "use taxIds" }],
  });
  expect(JSON.stringify(outcomeDocument(outcome))).toBe(
    '{"provider":"vayu","account":{},"id":"65f0c1a2b3d4e5f60718293a","outcome":"updated","changes":[{"field":"name","kind":"changed","before":"Northwind Robotics","after":"Northwind Robotics AG"}],"before":{"name":"Northwind Robotics"},"after":{"name":"Northwind Robotics AG"},"warnings":[{"code":"deprecated","field":"taxId","message":"use taxIds"}],"verified":true,"requestId":"req_1"}',
  );
});

test("what is absent is a missing key, never null", () => {
  const outcome = outcomeOf({
    changes: [
      { field: "locale", kind: "added", after: "nb" },
      { field: "phone", kind: "removed", before: null },
      { field: "source", kind: "changed", after: "fair", unreadable: true },
      { field: "aliases", kind: "changed", before: [1, 2], after: [2, 1], orderOnly: true },
      { ...rename, stored: {} },
      { ...rename, stored: { value: null } },
    ],
  });
  expect(outcomeDocument(outcome)["changes"]).toEqual([
    { field: "locale", kind: "added", after: "nb" },
    { field: "phone", kind: "removed", before: null },
    { field: "source", kind: "changed", after: "fair", unreadable: true },
    { field: "aliases", kind: "changed", before: [1, 2], after: [2, 1], orderOnly: true },
    { ...rename, stored: {} },
    { ...rename, stored: { value: null } },
  ]);
});

test("a plan carries the request", () => {
  const request = {
    method: "PUT",
    url: "https://connect.withvayu.com/customers/1",
    headers: { "content-type": "application/json" },
    body: { name: "Northwind Robotics AG" },
  };
  const document = outcomeDocument(outcomeOf({ outcome: "planned", request }));
  expect(document["request"]).toEqual(request);
});
