import { expect, test } from "vitest";
import * as z from "zod";

import {
  historySchema,
  recordSchema,
  runRecordSchema,
} from "../../../src/domain/documents/history.ts";

test("the shapes can be published as JSON Schema", () => {
  expect(z.toJSONSchema(recordSchema)).toMatchObject({
    type: "object",
    additionalProperties: false,
    required: expect.arrayContaining(["changeId", "at", "outcome", "changes", "fields"]),
  });
  expect(z.toJSONSchema(runRecordSchema)).toMatchObject({
    additionalProperties: false,
    required: expect.arrayContaining(["type", "run", "rows", "counts"]),
  });
  expect(z.toJSONSchema(historySchema)).toMatchObject({ required: ["changes", "damaged"] });
});
