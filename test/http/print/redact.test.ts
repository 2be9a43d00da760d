import { expect, test } from "vitest";
import { maskHeader, maskSecretFields, secretFieldValues } from "../../../src/http/print/redact.ts";

test.each([
  ["Authorization", "***"],
  ["Proxy-Authorization", "***"],
  ["x-api-key", "***"],
  ["X-Auth-Token", "***"],
  ["Cookie", "***"],
  ["set-cookie", "***"],
  ["idempotency-key", "v"],
  ["x-request-id", "v"],
  ["www-authenticate", "v"],
  ["content-type", "v"],
])("the header %s shows %s", (name, shown) => {
  expect(maskHeader(name, "v")).toBe(shown);
});

test.each([
  ['{"refreshToken":"abc"}', '{"refreshToken":"***"}'],
  ['{ "accessToken" : "a\\"b" , "x": 1 }', '{ "accessToken" : "***" , "x": 1 }'],
  [
    '{"access_token":"a","id_token":"b","token":"c"}',
    '{"access_token":"***","id_token":"***","token":"***"}',
  ],
  [
    '{"apiKey":"a","client_secret":"b","password":"c"}',
    '{"apiKey":"***","client_secret":"***","password":"***"}',
  ],
  ['{"refreshToken":"abc", cut', '{"refreshToken":"***", cut'],
  ['{"tokens":"5","name":"token"}', '{"tokens":"5","name":"token"}'],
])("%s reads %s", (text, masked) => {
  expect(maskSecretFields(text)).toBe(masked);
});

test("a credential of 10 MB is one", () => {
  const value = "w".repeat(10_000_000);
  expect(maskSecretFields(`{"token":"${value}"}`)).toBe('{"token":"***"}');
  expect(secretFieldValues(`{"token":"${value}"}`)[0]).toHaveLength(value.length);
});
