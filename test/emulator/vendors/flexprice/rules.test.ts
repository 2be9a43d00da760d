/** What the server makes of odd texts, as its own code does when it is run. */
import { expect, test } from "vitest";

import type { Json } from "../../../../src/domain/json.ts";
import { call, demoCustomer, freshEmulator } from "../../support.ts";
import { json, pick, start } from "./fresh.ts";

const fjord = "/customers/cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD";

test.each<[string, Json]>([
  ["a name", { name: "A\0B" }],
  ["a key of metadata", { metadata: { "a\0": "b" } }],
  ["a value of metadata", { metadata: { a: "\0" } }],
  ["a person's name", { contact_persons: [{ first_name: "\0" }] }],
])("a NUL in %s is an error of the database, and nothing is stored", (_title, body) => {
  const vendor = start();
  const before = vendor.call("GET", fjord);
  const answer = vendor.call("PUT", fjord, body);
  expect(answer.status).toBe(500);
  expect(pick(answer, "code")).toBe("database_error");
  expect(vendor.call("GET", fjord).body).toEqual(before.body);
});

test.each<[string, Json]>([
  ["an external id", { external_id: "A\0B" }],
  ["one of several", { external_ids: ["acct-1", "\0"] }],
  ["an id", { customer_ids: ["cust_\0"] }],
  ["an e-mail address", { email: "a\0@b.example" }],
  ["metadata", { metadata: { tier: "\0" } }],
  [
    "a condition",
    {
      filters: [
        { field: "name", operator: "contains", data_type: "string", value: { string: "A\0" } },
      ],
    },
  ],
])("a NUL in %s that is searched for is an error of the database", (_title, filter) => {
  const answer = start().call("POST", "/customers/search", filter);
  expect(answer.status).toBe(500);
  expect(pick(answer, "code")).toBe("database_error");
});

test.each(["/customers?external_id=a%00", "/customers/external/a\0", "/customers/cust_\0"])(
  "and in %j",
  (path) => {
    const answer = start().call("GET", path);
    expect(answer.status).toBe(500);
    expect(pick(answer, "code")).toBe("database_error");
  },
);

test("a backslash and u0000 are six characters", () => {
  expect(pick(start().call("PUT", fjord, { name: String.raw`\u0000` }), "name")).toBe("\\u0000");
});

test("half of a surrogate pair is stored as U+FFFD, in keys as well", () => {
  const answer = start().call("PUT", fjord, '{"name":"a\\ud800b","metadata":{"\\udc00":"x"}}');
  expect(json(answer)).toMatchObject({ name: "a\uFFFDb", metadata: { "\uFFFD": "x" } });
});

test("a byte order mark is no JSON", async () => {
  await using emulator = await freshEmulator();
  const path = `/customers?id=${demoCustomer("flexprice").path.split("/").at(-1)}`;
  const refused = await call(emulator, "flexprice", "PUT", path, { text: '\uFEFF{"name":"A"}' });
  expect(refused.status).toBe(400);
  expect(refused.json["message"]).toBe("Invalid request format");
});

test.each(['"q"@x.co', '"a b"@x.co', "a+b@x.co"])("%s is an e-mail address", (email) => {
  expect(pick(start().call("PUT", fjord, { email }), "email")).toBe(email);
});

test.each(['"q@x.co', "a@b", "A <a@x.co>"])("%s is none", (email) => {
  expect(start().call("PUT", fjord, { email }).status).toBe(400);
});

test.each<[string, Json, number]>([
  ["a tax treatment", { tax_treatment: "exempt" }, 200],
  ["another one", { tax_treatment: "reverse" }, 400],
  ["an empty one", { tax_treatment: "" }, 400],
  ["a currency", { billing_currency: "usd" }, 200],
  ["a currency of four letters", { billing_currency: "usdt" }, 400],
])("%s", (_title, body, status) => {
  expect(start().call("PUT", fjord, body).status).toBe(status);
});

test("an empty currency clears the currency", () => {
  const { call: ask } = start();
  ask("PUT", fjord, { billing_currency: "usd" });
  expect(pick(ask("PUT", fjord, { billing_currency: "" }), "billing_currency")).toBeUndefined();
});

test.each<[string, string, Json]>([
  ["a GSTIN's 13th character is a digit or a letter", "27AAPFU0939F0ZV", 200],
  ["and nothing else", "27AAPFU0939F-ZV", 400],
])("%s", (_title, gstin, status) => {
  expect(start().call("PUT", fjord, { metadata: { gstin } }).status).toBe(status);
});

test("tax numbers that do not fit are explained", () => {
  const { call: ask } = start();
  const metadata = { gstin: "27AAPFU0939F1ZV", pan: "AAPFU0939G" };
  expect(pick(ask("PUT", fjord, { metadata }), "details")).toEqual({
    pan_from_gstin: "AAPFU0939F",
  });
  expect(pick(ask("PUT", fjord, { metadata: { hsn_sac: "12345" } }), "message")).toContain(
    "4, 6 or 8 digits",
  );
});
