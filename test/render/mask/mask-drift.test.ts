import { expect, test } from "vitest";

import { maskDrift } from "../../../src/render/mask/mask-drift.ts";
import { createPersonal } from "../../../src/render/mask/personal.ts";
import { customerNamed } from "../drifts.ts";

test("what is about a person is masked wherever it stands; which are the same stays", () => {
  const error = { code: "not_found", exitCode: 4, message: "no ida@fjord.example" } as const;
  const reference = "ida@fjord.example";
  const masked = maskDrift(createPersonal(["metadata.vat"]), {
    outcome: "differs",
    customers: [
      customerNamed("vayu", { title: "Northwind" }),
      { name: "maple", provider: "maple", by: "external-id", reference, error },
    ],
    fields: [
      {
        field: "contacts[ida@fjord.example].title",
        verdict: "differs",
        values: [{ state: "value", value: "Treasurer", group: 1 }, { state: "unread" }],
      },
      {
        field: "metadata.vat",
        verdict: "same",
        values: [
          { state: "value", value: "NO 123", group: 1 },
          { state: "absent", group: 1 },
        ],
      },
      { field: "metadata.tier", verdict: "same", values: [{ state: "value", value: "gold" }] },
    ],
  });
  expect(masked).toEqual({
    outcome: "differs",
    customers: [
      customerNamed("vayu", { title: "N…nd" }),
      {
        name: "maple",
        provider: "maple",
        by: "external-id",
        reference: "i…@fjord.example",
        error: { ...error, message: "no i…@fjord.example" },
      },
    ],
    fields: [
      {
        field: "contacts[i…@fjord.example].title",
        verdict: "differs",
        values: [{ state: "value", value: "T…er", group: 1 }, { state: "unread" }],
      },
      {
        field: "metadata.vat",
        verdict: "same",
        values: [
          { state: "value", value: "N…23", group: 1 },
          { state: "absent", group: 1 },
        ],
      },
      { field: "metadata.tier", verdict: "same", values: [{ state: "value", value: "gold" }] },
    ],
  });
});
