import { expect, test } from "vitest";
import { parseJson } from "../../src/domain/json.ts";
import {
  type Check,
  dateTime,
  email,
  integer,
  listOf,
  members,
  nullable,
  number,
  oneOf,
  text,
} from "../../src/emulator/checks.ts";

test.each<[string, Check, string, boolean]>([
  ["an email", email, '"a+b@c.example"', true],
  ["no email", email, '"a@b"', false],
  ["an email with a blank", email, '"a b@c.example"', false],
  ["a date-time with an offset", dateTime, '"2026-08-02T16:40:00.004-04:00"', true],
  ["a bare date", dateTime, '"2026-08-02"', false],
  ["a huge integer", integer, "12345678901234567890", true],
  ["a fraction as integer", integer, "1.5", false],
  ["a huge number", number, "1e400", true],
  ["a number as text", number, '"1"', false],
  ["a known word", oneOf("a", "b"), '"b"', true],
  ["an unknown word", oneOf("a", "b"), '"c"', false],
  ["null where it may be", nullable(text), "null", true],
  ["null where it may not be", text, "null", false],
])("%s", (_, check, value, fine) => {
  expect(check(parseJson(value), "field")).toHaveLength(fine ? 0 : 1);
});

test("every flaw is named by its place", () => {
  const check = members(
    { list: listOf(members({ name: text }, { required: ["name"] })) },
    { closed: true, required: ["id"] },
  );
  const value = parseJson('{"list":[{},{"name":1}],"constructor":1}');
  expect(check(value, "").map(({ field, kind }) => `${field} ${kind}`)).toEqual([
    "id missing",
    "list[0].name missing",
    "list[1].name invalid",
    "constructor unknown",
  ]);
});
