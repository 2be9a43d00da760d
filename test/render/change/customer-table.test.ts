import { expect, test } from "vitest";

import { customerTable } from "../../../src/render/change/customer-table.ts";
import { createStyle } from "../../../src/render/text/style.ts";

const subject = {
  provider: "commet",
  id: "cus_7Qm2rT",
  account: {},
  title: "Kraft",
  customer: {
    name: "Kraft\u001B[2J",
    phone: null,
    address: { city: "Bergen", postalCode: "5003" },
    contacts: [{ email: "ida@f.no", title: "AP" }],
    metadata: { "a.b": "1", tier: 2 },
  },
};

test("a record is shown with every value under the path that changes it", () => {
  expect(customerTable(subject, createStyle({ colour: false, columns: 80 }))).toBe(
    String.raw`commet · cus_7Qm2rT · Kraft
    FIELD                      VALUE
    name                       "Kraft\x1b[2J"
    phone                      (null)
    address.city               Bergen
    address.postalCode         "5003"
    contacts[ida@f.no].email   ida@f.no
    contacts[ida@f.no].title   AP
    metadata["a.b"]            "1"
    metadata.tier              2
`,
  );
});

test("on a narrow terminal values stand below their fields", () => {
  const { customer: _, ...rest } = subject;
  const narrow = createStyle({ colour: false, columns: 30 });
  expect(customerTable({ ...rest, customer: { name: "Kraft" } }, narrow)).toBe(
    "commet · cus_7Qm2rT · Kraft\n    name\n      Kraft\n",
  );
});
