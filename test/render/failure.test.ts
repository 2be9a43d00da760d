import { expect, test } from "vitest";

import { BillingError } from "../../src/domain/errors.ts";
import { failureText } from "../../src/render/failure.ts";
import { failureDocument } from "../../src/render/machine/failure-json.ts";
import { failureSchema } from "../../src/domain/documents/errors/failure.ts";
import { createStyle } from "../../src/render/text/style.ts";

const style = createStyle({ colour: false, columns: 80 });

const refused = new BillingError("rejected", "maple refused the change", {
  provider: "maple",
  requestId: "req_1",
  hint: "give a valid e-mail address",
  providerError: {
    status: 422,
    code: "validation_error",
    type: "invalid_request",
    message: "Invalid \u001B[31memail",
    param: "email",
    details: ["email: not an address", "email: too short"],
  },
});

test("a refusal says what the provider said", () => {
  expect(failureText(refused, style)).toBe(
    String.raw`error: maple refused the change
  maple said: Invalid \x1b[31memail
  code: validation_error
  type: invalid_request
  field: email
  detail: email: not an address
  detail: email: too short
  HTTP status: 422
  request id: req_1
hint: give a valid e-mail address
`,
  );
});

test("a refusal is a document for programs", () => {
  const document = failureDocument(refused);
  expect(document).toEqual({
    error: {
      code: "rejected",
      exitCode: 5,
      message: "maple refused the change",
      hint: "give a valid e-mail address",
      provider: "maple",
      status: 422,
      providerError: refused.providerError,
      requestId: "req_1",
    },
  });
  failureSchema.parse(document);
});

const wrong = BillingError.usage([
  {
    location: { name: "patch.json", line: 3, column: 7 },
    message: 'unknown key "nmae"',
    hint: "name",
  },
  { location: { name: "--city" }, message: "an empty value clears nothing" },
]);

test("every complaint has its line and place", () => {
  expect(failureText(wrong, style)).toBe(`\
error: 2 things are wrong with the input
  patch.json:3:7: unknown key "nmae"
    name
  --city: an empty value clears nothing
`);
});

test("complaints are in the document with their places", () => {
  const document = failureDocument(wrong);
  expect(document).toEqual({
    error: {
      code: "usage",
      exitCode: 2,
      message: "2 things are wrong with the input",
      complaints: [
        {
          place: { name: "patch.json", line: 3, column: 7 },
          message: 'unknown key "nmae"',
          hint: "name",
        },
        { place: { name: "--city" }, message: "an empty value clears nothing" },
      ],
    },
  });
  failureSchema.parse(document);
});

test("a single complaint is said once", () => {
  const error = BillingError.usage([
    {
      location: { name: "--city" },
      message: "is empty",
      hint: "to clear it: --unset address.city",
    },
  ]);
  expect(failureText(error, style)).toBe(`\
error: --city: is empty
hint: to clear it: --unset address.city
`);
});

test.each([[new TypeError("x is not\na function")], ["x is not\na function"]])(
  "anything else that is thrown is a bug and asks for a report: %o",
  (thrown) => {
    expect(failureText(thrown, style)).toMatch(
      /^error: x is not\\na function\nhint: this is a bug in billing: please report it .*\n$/u,
    );
    const document = failureDocument(thrown);
    failureSchema.parse(document);
    expect(document).toMatchObject({ error: { code: "internal", exitCode: 1 } });
  },
);

test("the stack is shown only when debugging", () => {
  const error = new Error("\u001B[2J");
  expect(failureText(error, style)).not.toContain("failure.test");
  const text = failureText(error, style, { debug: true });
  expect(text).toContain("failure.test");
  expect(text).not.toContain("\u001B");
});
