import { expect, test } from "vitest";
import { NoAnswer } from "../../../src/domain/exchange.ts";
import {
  printNoAnswer,
  printRequest,
  printResponse,
} from "../../../src/http/print/print-exchange.ts";
import { redactor } from "../../../src/domain/text/redactor.ts";

const redact = redactor(["s3cr3t"]);

test("a request is shown with its credentials masked by name and by value", () => {
  const request = {
    method: "POST",
    url: "https://api.test/login?key=s3cr3t",
    headers: { Authorization: "Bearer other", "X-Note": "s3cr3t", accept: "*/*" },
    body: '{\n  "refreshToken": "other",\n  "name": "s3cr3t & co"\n}',
  };
  expect(printRequest(request, redact)).toBe(
    [
      "> POST https://api.test/login?key=***",
      "> Authorization: ***",
      "> X-Note: ***",
      "> accept: */*",
      ">",
      "> {",
      '>   "refreshToken": "***",',
      '>   "name": "*** & co"',
      "> }",
      "",
    ].join("\n"),
  );
});

test("an answer is shown with its status and the time it took", () => {
  const response = { status: 200, headers: { "set-cookie": "c=1", date: "now" }, body: "fine" };
  expect(printResponse(response, 12, redact)).toBe(
    "< HTTP 200 after 12 ms\n< set-cookie: ***\n< date: now\n<\n< fine\n",
  );
});

test("an empty body is not shown", () => {
  expect(printResponse({ status: 204, headers: {}, body: "" }, 0, redact)).toBe(
    "< HTTP 204 after 0 ms\n",
  );
});

test("a long body is cut, and no credential is cut in half with it", () => {
  const body = `${"x".repeat(4094)}s3cr3t${"y".repeat(100)}`;
  const text = printResponse({ status: 200, headers: {}, body }, 1, redact);
  expect(text).toContain(`< ${"x".repeat(4094)}**\n< (101 more characters)\n`);
  expect(text).not.toContain("s3");
});

test("an answer cannot drive the terminal", () => {
  const body = "a\u{1B}[2J\u{7}\r\nb\u{202E}c\u{2028}d\u{9B}";
  const text = printResponse({ status: 200, headers: { x: "\u{1B}]0;t" }, body }, 1, redact);
  expect(text).toContain(String.raw`< x: \u001b]0;t`);
  expect(text).toContain(
    `${String.raw`< a\u001b[2J\u0007\u000d`}\n${String.raw`< b\u202ec\u2028d\u009b`}\n`,
  );
});

test.each([
  [true, "the request may have arrived"],
  [false, "the request did not arrive"],
])("a missing answer says whether the request arrived (%s)", (sent, words) => {
  const error = new NoAnswer("api.test hung up (ECONNRESET)", { sent, code: "ECONNRESET" });
  expect(printNoAnswer(error, 5, redact)).toBe(
    `< no answer after 5 ms: api.test hung up (ECONNRESET); ${words}\n`,
  );
});
