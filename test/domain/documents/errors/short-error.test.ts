import { expect, test } from "vitest";

import { shortError } from "../../../../src/domain/documents/errors/short-error.ts";

const long = "x".repeat(9000);
const facts = { code: "rejected", exitCode: 5 } as const;

test("every text of an error is shortened, and all else stays", () => {
  const error = shortError({
    ...facts,
    message: `"${long}"`,
    hint: long,
    requestId: long,
    complaints: [{ place: { name: long, line: 2 }, message: `"${long}"`, hint: long }],
    providerError: {
      status: 400,
      code: long,
      type: long,
      message: long,
      param: long,
      details: [long],
      docUrl: long,
    },
  });
  expect(error).toMatchObject({ ...facts, providerError: { status: 400 } });
  expect(error.complaints?.[0]?.place?.line).toBe(2);
  const texts = JSON.stringify(error).match(/"(?:[^"\\]|\\.)*"/gu) ?? [];
  expect(texts.filter((text) => text.length > 4100)).toEqual([]);
});

test("a short one is the same", () => {
  const error = { ...facts, message: "no", providerError: { status: 400, code: "x" } };
  expect(shortError(error)).toEqual(error);
});
