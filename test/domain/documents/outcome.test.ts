import { expect, test } from "vitest";
import * as z from "zod";

import { customerSchema, outcomeSchema } from "../../../src/domain/documents/outcome.ts";
import { parseJson } from "../../../src/domain/json.ts";
import { customerDocument } from "../../../src/update/input/customer-document.ts";
import { connectionTo } from "../../update/customers.ts";

test("the shapes can be published as JSON Schema", () => {
  expect(z.toJSONSchema(outcomeSchema)).toMatchObject({
    additionalProperties: false,
    required: expect.arrayContaining("provider account id outcome changes before after".split(" ")),
    properties: { before: { type: "object" } },
  });
  expect(z.toJSONSchema(customerSchema)).toMatchObject({
    required: ["provider", "account", "id", "revision", "native"],
    additionalProperties: {},
  });
});

test("a customer has the fields of the vocabulary beside the document's own", () => {
  const native = parseJson('{"id":"1","metadata":{"n":12345678901234567890.10}}');
  const customer = { id: "1", name: "Northwind", metadata: { n: native } };
  const document = customerDocument(
    connectionTo(() => Promise.reject(new Error("nothing is sent")), "vayu"),
    {
      id: "1",
      native: { id: "1" },
      customer,
    },
  );
  expect(customerSchema.parse(document)).toEqual(document);
  expect(customerSchema.safeParse({ ...document, native: [] }).success).toBe(false);
});
