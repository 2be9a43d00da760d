import { describe, expect, test } from "vitest";

import { parseJson, printJson } from "../../../src/domain/json.ts";
import { createSecrets } from "../../../src/domain/text/secrets.ts";

const key = "sk_live_0123456789abcdef";

describe("a value with a secret in it", () => {
  const secrets = createSecrets([key]);

  test("is masked however deep it stands, and nothing else of it changes", () => {
    const value = { a: [{ b: `x ${key} y`, c: 1, d: null, e: undefined }], f: true };
    expect(secrets.redactValue(value)).toEqual({
      a: [{ b: "x *** y", c: 1, d: null, e: undefined }],
      f: true,
    });
    expect(secrets.isIn(value)).toBe(true);
  });

  test.each(["\n", "\r\n  ", "\n\t ", String.raw`\n`, String.raw`\r\n `])(
    "is masked where %j divides it",
    (lineEnd) => {
      const value = { a: [`x ${key.slice(0, 9)}${lineEnd}${key.slice(9)} y`] };
      expect(secrets.redactValue(value)).toEqual({ a: ["x *** y"] });
      expect(secrets.isIn(value)).toBe(true);
    },
  );

  test("is masked before it is laid out, so that no line end or escape divides it", () => {
    const { text } = secrets.redactValue({ text: `a|${key}|b` });
    expect(text).toBe("a|***|b");
  });

  test.each([["sk"], [{ a: [1, "x"], b: parseJson("12345678901234567890") }], [null], [undefined]])(
    "%j holds none and is given back itself",
    (value) => {
      expect(secrets.redactValue(value)).toBe(value);
      expect(secrets.isIn(value)).toBe(false);
    },
  );

  test("what is no plain value is left as it is", () => {
    const value = { at: new Date(0), match: /x/u, act: () => key };
    expect(secrets.redactValue(value)).toBe(value);
  });
});

test("keys stay, whatever the secret is", () => {
  const secrets = createSecrets(["metadata", "external_id", "requestId"]);
  const value = { metadata: { external_id: "metadata" }, requestId: "my requestId" };
  expect(secrets.redactValue(value)).toEqual({
    metadata: { external_id: "***" },
    requestId: "my ***",
  });
});

test.each([key, "words-of-a-token-alone", "1234567890123456", "ключ-без-цифр-внутри"])(
  "a key that can be nothing else than a credential is masked: %s",
  (secret) => {
    const secrets = createSecrets([secret]);
    expect(secrets.redactValue({ errors: { [secret]: "invalid" } })).toEqual({
      errors: { "***": "invalid" },
    });
  },
);

test("a secret of digits alone is masked as a number, and the document stays one", () => {
  const secrets = createSecrets(["12345678", "98765432109876543210"]);
  const value = parseJson('{"a":12345678,"b":98765432109876543210,"c":1234567}');
  expect(printJson(secrets.redactValue(value))).toBe('{"a":"***","b":"***","c":1234567}');
});

test("a secret that is learnt later is masked from then on", () => {
  const secrets = createSecrets();
  expect(secrets.redact(key)).toBe(key);
  secrets.add(key);
  expect(secrets.redact(key)).toBe("***");
});

test("members named like an object's own parts are kept", () => {
  const secrets = createSecrets([key]);
  const value = parseJson(`{"__proto__":{"a":"${key}"},"constructor":"x"}`);
  expect(printJson(secrets.redactValue(value))).toBe('{"__proto__":{"a":"***"},"constructor":"x"}');
});
