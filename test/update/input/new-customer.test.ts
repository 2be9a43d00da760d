import { expect, test } from "vitest";

import { fieldPath, printPath } from "../../../src/domain/path.ts";
import { readDocument } from "../../../src/patch/document.ts";
import { asCreated } from "../../../src/providers/creation.ts";
import { type ProviderId, providers } from "../../../src/providers/registry.ts";
import { patchOfNewCustomer } from "../../../src/update/input/new-customer.ts";

function fieldsIn(text: string, native = false, provider: ProviderId = "maple") {
  const read = readDocument(Buffer.from(text), "new.json");
  if ("complaints" in read) throw new Error("it cannot be read");
  const found = patchOfNewCustomer(read.document, asCreated(providers[provider]), native);
  return "complaints" in found
    ? found.complaints.map(({ message }) => message)
    : Object.fromEntries(
        found.patch.edits.map((edit) => [
          printPath(fieldPath(edit.field, edit.rest)),
          edit.op === "unset" ? null : edit.value,
        ]),
      );
}

test("null leaves the field out", () => {
  expect(fieldsIn('{"name":"A","email":null}')).toEqual({ name: "A" });
});

test("a printed customer stands for its fields, and nothing of its own goes along", () => {
  const printed = {
    provider: "maple",
    id: "cus_1",
    name: "A",
    email: "",
    address: { city: "Oslo", state: "" },
    companyId: "cmp_1",
    createdAt: "2026-01-01T00:00:00Z",
    revision: "sha256:0",
    native: { id: "cus_1" },
  };
  expect(fieldsIn(JSON.stringify({ ...printed, metadata: { tier: "gold" } }))).toEqual({
    name: "A",
    "address.city": "Oslo",
    "metadata.tier": "gold",
  });
});

test("what its provider sets itself, or the new one's, does not go along", () => {
  const printed = { id: "1", name: "A", createdAt: "2026-01-01T00:00:00Z", revision: "sha256:0" };
  const kirim = {
    ...printed,
    provider: "kirim",
    status: "active",
    object: "customer",
    teamId: "t1",
  };
  expect(fieldsIn(JSON.stringify(kirim), false, "kirim")).toEqual({ name: "A", teamId: "t1" });
  expect(fieldsIn(JSON.stringify(kirim))).toEqual({ name: "A", status: "active" });
  const flexprice = { ...printed, provider: "flexprice", status: "published", tenantId: "t" };
  expect(fieldsIn(JSON.stringify(flexprice), false, "flexprice")).toEqual({ name: "A" });
  expect(fieldsIn(JSON.stringify(flexprice))).toEqual({ name: "A" });
});

test("a document that somebody wrote names nothing that only the provider sets", () => {
  expect(fieldsIn('{"id":"cus_1","name":"A"}')).toEqual([
    '"id" can only be read: Maple Billing sets it itself',
  ]);
});
