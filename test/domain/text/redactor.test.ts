import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { freeOf, redactor } from "../../../src/domain/text/redactor.ts";

describe("a secret is masked", () => {
  const secret = 'kdv_"live"/a+b=c&ü';
  const redact = redactor([secret]);
  test.each([
    ["as it is", secret],
    ["within JSON", JSON.stringify(secret).slice(1, -1)],
    [
      "within JSON with escaped slashes",
      JSON.stringify(secret).slice(1, -1).replaceAll("/", "\\/"),
    ],
    ["percent-encoded", encodeURIComponent(secret)],
    [
      "percent-encoded in lower case",
      encodeURIComponent(secret).replaceAll(/%../g, (x) => x.toLowerCase()),
    ],
    ["in a form", new URLSearchParams({ a: secret }).toString().slice(2)],
  ])("%s, wherever it stands", (_, form) => {
    expect(redact(`${form} and x${form}y`)).toBe("*** and x***y");
  });

  test.each([
    ["a line's end", "\n"],
    ["that of another system, and an indentation", "\r\n    "],
    ["an escaped one", String.raw`\n`],
    ["another escaped one", String.raw`\r\n`],
  ])("broken anywhere by %s", (_, end) => {
    for (let at = 1; at < secret.length; at += 1) {
      const broken = `${secret.slice(0, at)}${end}${secret.slice(at)}`;
      expect(redact(`key ${broken} and${end}more`)).toBe(`key *** and${end}more`);
    }
  });

  test("broken again and again, with every letter on a line of its own", () => {
    expect(redactor(["sk_live_51Hx"])("sk_live_51Hx".split("").join("\n"))).toBe("***");
  });

  test.each(["", ":", "me:", "you"])("inside base64 behind %j", (before) => {
    const key = "sk_live_51HxT0pSecretKey";
    for (const encoding of ["base64", "base64url"] as const) {
      const encoded = Buffer.from(`${before}${key}:rest`).toString(encoding);
      const masked = redactor([key])(encoded);
      expect(masked).toContain("***");
      expect(Buffer.from(masked.replace("***", ""), "base64").toString()).not.toContain("live");
    }
  });

  test("every one of several, the longer before the shorter that begins like it", () => {
    expect(redactor(["abc", "abcdef", "xyz"])("abcdef abc xyz abd")).toBe("*** *** *** abd");
  });

  test("characters with a meaning in patterns mean themselves", () => {
    expect(redactor(["a.*[b]$^|(c)"])("a.*[b]$^|(c) aXXb")).toBe("*** aXXb");
  });

  test("a dollar sign or half a character is no obstacle", () => {
    expect(redactor(["p$&$1", "\u{D83E}"])("p$&$1 \u{D83E}")).toBe("*** ***");
  });

  test("no occurrence is left, whatever surrounds it", () => {
    const word = fc.string({ minLength: 1 }).filter((text) => !text.includes("*"));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.array(fc.string()), (secrets, between) => {
        const text = secrets.map((each, index) => each + (between[index] ?? "")).join("");
        const masked = redactor(secrets)(text);
        expect(secrets.filter((each) => masked.includes(each))).toEqual([]);
      }),
    );
  });
});

test("a text without secrets stays as it is, and an empty secret is none", () => {
  const text = "nothing to hide: ***";
  expect(redactor([])(text)).toBe(text);
  expect(redactor([""])(text)).toBe(text);
  expect(redactor(["secret"])(text)).toBe(text);
});

describe("one look at the whole of a value", () => {
  test("finds every form of a secret, as a value and as a key, also where printing escapes it", () => {
    const secret = String.raw`kdv_"live"/a+b=c&\ü`;
    const isFree = freeOf([secret]);
    const json = JSON.stringify(secret).slice(1, -1);
    const forms = [
      secret,
      json,
      json.replaceAll("/", String.raw`\/`),
      encodeURIComponent(secret),
      Buffer.from(secret).toString("base64"),
    ];
    for (const form of forms) {
      expect(isFree({ a: [`x${form}y`] })).toBe(false);
      expect(isFree({ [form]: 1 })).toBe(false);
    }
    expect(isFree({ a: ["kdv_live"], b: 12, c: null, d: undefined })).toBe(true);
  });

  test("never misses what masking would find", () => {
    const unit = fc.constantFrom("a", '"', "\\", "/", "\n", "ü", "😀", "\ud83d", "\ude00", "1");
    const text = fc.string({ unit, maxLength: 6 });
    fc.assert(
      fc.property(text, text, text, (before, secret, behind) => {
        const value = `${before}${secret}${behind}`;
        const isMasked = redactor([secret])(value) !== value;
        return !(isMasked && freeOf([secret])(value));
      }),
    );
  });

  test("tells nothing of what cannot be printed", () => {
    expect(freeOf(["12345678"])(12345678n)).toBe(false);
    expect(freeOf(["12345678"])(undefined)).toBe(false);
  });
});
