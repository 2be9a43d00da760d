import { expect, test } from "vitest";

import { isJsonObject, type Json } from "../../../../src/domain/json.ts";
import { pick, start } from "./fresh.ts";

const fjord = "/customers/cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD";
const ida = { first_name: "Ida", email: "ida@fjord.example", is_primary: true };

const put = (persons: Json) => start().call("PUT", fjord, { contact_persons: persons });

test("the list is replaced; everyone gets an id and says whether they are the primary one", () => {
  const { call } = start();
  const first = pick(call("PUT", fjord, { contact_persons: [ida] }), "contact_persons");
  expect(first).toEqual([{ ...ida, id: expect.stringMatching(/^cper_\w{26}$/u) }]);
  const desk = { id: "cper_own", first_name: "Desk", last_name: "" };
  expect(pick(call("PUT", fjord, { contact_persons: [desk] }), "contact_persons")).toEqual([
    { id: "cper_own", first_name: "Desk", is_primary: false },
  ]);
  expect(pick(call("GET", fjord), "contact_persons")).toHaveLength(1);
});

test("an emptied list is no member any more, a missing one stays", () => {
  const { call } = start();
  call("PUT", fjord, { contact_persons: [ida] });
  expect(pick(call("PUT", fjord, { name: "Fjord" }), "contact_persons")).toHaveLength(1);
  expect(pick(call("PUT", fjord, { contact_persons: [] }), "contact_persons")).toBeUndefined();
});

test.each<[string, Json, string]>([
  ["no first name", [{ last_name: "Krol" }], "FirstName"],
  ["an empty first name", [{ first_name: "" }], "FirstName"],
  ["no e-mail address", [ida, { first_name: "A", email: "a" }], "Email"],
])("refused by the validator: %s", (_title, persons, name) => {
  const answer = put(persons);
  const details = pick(answer, "details");
  expect(answer.status).toBe(400);
  expect(isJsonObject(details) ? Object.keys(details) : []).toEqual([name]);
});

test("two primary persons are one too many", () => {
  const answer = put([ida, { ...ida, email: "b@fjord.example" }]);
  expect(answer.status).toBe(400);
  expect(pick(answer, "message")).toBe("At most one contact person may be primary");
});

test.each<[string, Json]>([
  ["no list", { first_name: "A" }],
  ["a number for a text", [{ first_name: 1 }]],
  ["a text for a flag", [{ first_name: "A", is_primary: "yes" }]],
])("not decoded: %s", (_title, persons) => {
  expect(pick(put(persons), "message")).toBe("Invalid request format");
});

test("a new customer has the people it was created with", () => {
  const request = { external_id: "acct-9", name: "New", contact_persons: [ida] };
  const answer = start().call("POST", "/customers", request);
  expect(answer.status).toBe(201);
  expect(pick(answer, "contact_persons")).toMatchObject([ida]);
  expect(pick(answer, "billing_currency")).toBeUndefined();
});
