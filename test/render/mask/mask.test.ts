import { describe, expect, it, test } from "vitest";

import type { FieldChange } from "../../../src/domain/change.ts";
import { BillingError } from "../../../src/domain/errors.ts";
import { parseJson } from "../../../src/domain/json.ts";
import {
  decideMask,
  maskFailure,
  maskOutcome,
  maskRecord,
  maskRowResult,
  maskTally,
} from "../../../src/render/mask/mask.ts";
import { recordOf } from "../../journal/records.ts";
import { outcomeOf, rename } from "../outcomes.ts";
import { rowOf, tallyOf } from "../runs.ts";

const masked = (change: FieldChange) => maskOutcome(outcomeOf({ changes: [change] })).changes[0];

test.each<[boolean | undefined, string | undefined, boolean]>([
  [undefined, undefined, false],
  [undefined, "true", true],
  [undefined, "0", false],
  [false, "true", false],
  [true, undefined, true],
])("the flag %j and CI %j decide: %j", (flag, ci, expected) => {
  expect(decideMask(flag, { CI: ci })).toBe(expected);
});

describe("a masked change", () => {
  it.each([
    "email",
    "phone",
    "taxDocument",
    "taxIds[DE1234567]",
    "metadata.pan",
    "metadata.contact_email",
    'metadata["Billing E-Mail"]',
    "contacts[a@b.example].title",
  ])("of %s shows neither value", (field) => {
    const change = masked({ field, kind: "changed", before: "first-value", after: "other-thing" });
    expect(change).toMatchObject({ before: "f…ue", after: "o…ng" });
  });

  it.each(["name", "address.city", "metadata.tier", "metadata.company", "status"])(
    "of %s shows both",
    (field) => {
      const change = {
        field,
        kind: "changed",
        before: "first-value",
        after: "other-thing",
      } as const;
      expect(masked(change)).toEqual(change);
    },
  );

  it("stays a change where both values look alike", () => {
    const change = masked({
      field: "phone",
      kind: "changed",
      before: "+4712345",
      after: "+4799945",
      stored: { value: "+4700045" },
    });
    expect(change).toMatchObject({
      before: "+…45 (before)",
      after: "+…45 (after)",
      stored: { value: "+…45 (stored)" },
    });
  });

  it("stays a change where whole lists look alike", () => {
    const change = masked({
      field: "taxIds",
      kind: "changed",
      before: ["DE111X9"],
      after: ["DE222X9"],
    });
    expect(change).toMatchObject({ before: '["D…X9"] (before)', after: '["D…X9"] (after)' });
  });

  it("hides every digit of a number, and what is personal inside another value", () => {
    expect(
      masked({ field: "metadata.phone", kind: "added", after: parseJson("4755501020123456789") }),
    ).toMatchObject({ after: "4…89" });
    expect(
      masked({
        field: "metadata.billing",
        kind: "added",
        after: { email: "ida@x.example", tier: "a", note: "ask bo@y.example" },
      }),
    ).toMatchObject({ after: { email: "i…@x.example", tier: "a", note: "ask b…@y.example" } });
  });

  it("hides an item whose name needs escapes", () => {
    const change = masked({
      field: String.raw`contacts[a\]secret@x.example].title`,
      kind: "removed",
      before: "AP",
    });
    expect(change?.field).toBe("contacts[a…@x.example].title");
  });
});

it("masks headings, unchanged fields, warnings, what moved and the request", () => {
  const request = {
    method: "PUT",
    url: "https://x.example/c?external_id=ida%40x.example",
    headers: {},
    body: { contact: "+4755501020", name: "N", contacts: [{ email: "ida@x.example" }] },
  };
  const outcome = maskOutcome(
    outcomeOf({
      title: "ida@x.example",
      changes: [rename],
      moved: [{ field: "phone", kind: "changed", before: "+4755501020", after: "+4755501021" }],
      unchanged: [{ field: "metadata", value: { gstin: "22AAAAA0000A1Z5", tier: "gold" } }],
      warnings: [
        {
          code: "c",
          field: "contacts[ida@x.example].title",
          message: "did not store contacts[ida@x.example].title, phone was +4755501020",
        },
      ],
      request,
      preparation: { because: "b", request },
    }),
  );
  expect(JSON.stringify({ ...outcome, before: {}, after: {} })).not.toMatch(
    /ida@|ida%40|4755501|22AAAAA/u,
  );
  expect(outcome.changes).toEqual([rename]);
  expect(outcome.unchanged[0]?.value).toEqual({ gstin: "2…Z5", tier: "gold" });
  expect(outcome.request?.url).toBe("https://x.example/c?external_id=i…%40x.example");
  expect(outcome.request?.body).toEqual({
    contact: "+…20",
    name: "N",
    contacts: [{ email: "i…@x.example" }],
  });
});

it("masks a failure by what its outcome knows, and addresses in any", () => {
  const error = new BillingError("rejected", "+4755501020 is no phone", {
    hint: "ask ida@x.example",
    provider: "maple",
    providerError: { status: 400, message: "bad +4755501020", details: ["email: ida@x.example"] },
    requestId: "r",
  });
  const outcome = outcomeOf({ changes: [{ field: "phone", kind: "added", after: "+4755501020" }] });
  const { kind, message, hint, providerError, requestId } = maskFailure(error, outcome);
  expect({ kind, message, hint, providerError, requestId }).toEqual({
    kind: "rejected",
    message: "+…20 is no phone",
    hint: "ask i…@x.example",
    providerError: { status: 400, message: "bad +…20", details: ["email: i…@x.example"] },
    requestId: "r",
  });
});

it("masks a recorded change and leaves its id alone", () => {
  const record = recordOf({
    name: "ida@x.example",
    note: "told ida@x.example",
    changes: [{ field: "email", kind: "changed", before: "ida@x.example", after: "bo@x.example" }],
  });
  expect(maskRecord(record)).toMatchObject({
    changeId: record.changeId,
    name: "i…@x.example",
    note: "told i…@x.example",
    changes: [{ before: "i…@x.example", after: "b…@x.example" }],
  });
});

const personalRow = rowOf({
  id: "ida@x.example",
  externalId: "ext-ida@x.example",
  outcome: "failed",
  changes: [
    { field: "phone", kind: "added", after: "+4755501020", destructive: "removes data" },
    rename,
  ],
  warnings: [{ code: "c", field: "contacts[ida@x.example].title", message: "+4755501020 is odd" }],
  error: {
    code: "rejected",
    exitCode: 5,
    message: "+4755501020 is no phone",
    hint: "ask ida@x.example",
  },
});

it("masks a row: its ids, changes, warnings and error", () => {
  expect(maskRowResult(personalRow)).toEqual({
    ...personalRow,
    id: "i…@x.example",
    externalId: "e…@x.example",
    changes: [
      { field: "phone", kind: "added", after: "+…20", destructive: "removes data" },
      rename,
    ],
    warnings: [{ code: "c", field: "contacts[i…@x.example].title", message: "+…20 is odd" }],
    error: { code: "rejected", exitCode: 5, message: "+…20 is no phone", hint: "ask i…@x.example" },
  });
  expect(maskRowResult(rowOf({}))).toEqual(rowOf({}));
});

it("masks every row that a tally keeps, and leaves its numbers alone", () => {
  const tally = tallyOf([personalRow, { ...personalRow, outcome: "planned" }]);
  const masked = maskTally(tally);
  expect(JSON.stringify(tally)).toMatch(/ida@/u);
  expect(JSON.stringify(masked)).not.toMatch(/ida@|4755501/u);
  expect([masked.destroying, masked.failures, masked.sample].map(({ length }) => length)).toEqual([
    1, 2, 1,
  ]);
  expect(masked.counts).toEqual(tally.counts);
});
