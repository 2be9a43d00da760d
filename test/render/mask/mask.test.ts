import { describe, expect, it, test } from "vitest";

import type { FieldChange } from "../../../src/domain/change.ts";
import { BillingError } from "../../../src/domain/errors.ts";
import { parseJson } from "../../../src/domain/json.ts";
import {
  decideMask,
  maskCustomer,
  maskFailure,
  maskOutcome,
  maskRecord,
  maskRowResult,
  maskTally,
} from "../../../src/render/mask/mask.ts";
import { createPersonal } from "../../../src/render/mask/personal.ts";
import { recordOf } from "../../journal/records.ts";
import { outcomeOf, rename } from "../outcomes.ts";
import { rowOf, tallyOf } from "../runs.ts";

const personal = createPersonal(["metadata.vat", "metadata.owner"]);
const masked = (change: FieldChange) =>
  maskOutcome(personal, outcomeOf({ changes: [change] })).changes[0];

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
    "name",
    "legalName",
    "orgName",
    "address.line1",
    "address.postalCode",
    "address.placeId",
    "metadata.owner",
    "metadata.owner.first",
    "native.metadata.owner",
  ])("of %s shows neither value", (field) => {
    const change = masked({ field, kind: "changed", before: "first-value", after: "other-thing" });
    expect(change).toMatchObject({ before: "f…ue", after: "o…ng" });
  });

  it.each([
    "address.city",
    "metadata.tier",
    "metadata.name",
    "customFields[x].name",
    "metadata.owners",
    "owner",
    "metadata.company",
    "status",
  ])("of %s shows both", (field) => {
    const change = {
      field,
      kind: "changed",
      before: "first-value",
      after: "other-thing",
    } as const;
    expect(masked(change)).toEqual(change);
  });

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
    body: {
      contact: "+4755501020",
      name: "Nordwind",
      metadata: { owner: "Bo Berg", tier: "gold" },
      contacts: [{ email: "ida@x.example" }],
    },
  };
  const outcome = maskOutcome(
    personal,
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
  expect(outcome.changes).toEqual([hiddenRename]);
  expect(outcome.unchanged[0]?.value).toEqual({ gstin: "2…Z5", tier: "gold" });
  expect(outcome.request?.url).toBe("https://x.example/c?external_id=i…%40x.example");
  expect(outcome.request?.body).toEqual({
    contact: "+…20",
    name: "N…nd",
    metadata: { owner: "B…rg", tier: "gold" },
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
  const { kind, message, hint, providerError, requestId } = maskFailure(personal, error, outcome);
  expect({ kind, message, hint, providerError, requestId }).toEqual({
    kind: "rejected",
    message: "+…20 is no phone",
    hint: "ask i…@x.example",
    providerError: { status: 400, message: "bad +…20", details: ["email: i…@x.example"] },
    requestId: "r",
  });
});

it("masks in a failure what the customer is, and what was given", () => {
  const error = new BillingError("rejected", "Ida Krol of Elm Street 5 is no Bo Berg");
  const outcome = outcomeOf({
    before: { name: "Ida Krol", address: { line1: "Elm Street 5" } },
    changes: [],
  });
  expect(maskFailure(personal, error, outcome, ["Bo Berg"]).message).toBe(
    "I…ol of E… 5 is no B…rg",
  );
});

it("masks a customer, whole and inside", () => {
  const customer = {
    name: "Ida Krol",
    address: { line1: "Elm Street 5", city: "Oslo" },
    contacts: [{ email: "ida@x.example", title: "CFO" }],
    metadata: { owner: { first: "Ida" }, tier: "gold", note: "ask bo@y.example" },
  };
  expect(maskCustomer(personal, customer)).toEqual({
    name: "I…ol",
    address: { line1: "E… 5", city: "Oslo" },
    contacts: [{ email: "i…@x.example", title: "…" }],
    metadata: { owner: { first: "…" }, tier: "gold", note: "ask b…@y.example" },
  });
});

it("masks a recorded change and leaves its id alone", () => {
  const record = recordOf({
    name: "ida@x.example",
    note: "told ida@x.example",
    changes: [{ field: "email", kind: "changed", before: "ida@x.example", after: "bo@x.example" }],
  });
  expect(maskRecord(personal, record)).toMatchObject({
    changeId: record.changeId,
    name: "i…@x.example",
    note: "told i…@x.example",
    changes: [{ before: "i…@x.example", after: "b…@x.example" }],
  });
});

const hiddenRename = { ...rename, before: "N…cs", after: "N…AG" };

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
  expect(maskRowResult(personal, personalRow)).toEqual({
    ...personalRow,
    id: "i…@x.example",
    externalId: "e…@x.example",
    changes: [
      { field: "phone", kind: "added", after: "+…20", destructive: "removes data" },
      hiddenRename,
    ],
    warnings: [{ code: "c", field: "contacts[i…@x.example].title", message: "+…20 is odd" }],
    error: { code: "rejected", exitCode: 5, message: "+…20 is no phone", hint: "ask i…@x.example" },
  });
  expect(maskRowResult(personal, rowOf({ changes: [] }))).toEqual(rowOf({ changes: [] }));
});

it("masks every row that a tally keeps, and leaves its numbers alone", () => {
  const tally = tallyOf([personalRow, { ...personalRow, outcome: "planned" }]);
  const masked = maskTally(personal, tally);
  expect(JSON.stringify(tally)).toMatch(/ida@/u);
  expect(JSON.stringify(masked)).not.toMatch(/ida@|4755501/u);
  expect([masked.destroying, masked.failures, masked.sample].map(({ length }) => length)).toEqual([
    1, 2, 1,
  ]);
  expect(masked.counts).toEqual(tally.counts);
});
