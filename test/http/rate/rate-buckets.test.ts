import { expect, test } from "vitest";
import {
  classOf,
  rateBucketsOf,
  needsOf,
  putBack,
  takeAll,
  untilAll,
} from "../../../src/http/rate/rate-buckets.ts";

const reads = { of: "reads", requests: 10, seconds: 1, burst: 20 } as const;
const writes = { of: "writes", requests: 1, seconds: 1, burst: 20 } as const;
const all = { of: "all", requests: 5, seconds: 1, burst: 20 } as const;

test.each([
  ["GET", "reads"],
  ["HEAD", "reads"],
  ["PATCH", "writes"],
  ["PUT", "writes"],
  ["POST", "writes"],
])("%s is one of the %s", (method, name) => {
  expect(classOf({ method })).toBe(name);
});

test.each([
  [[reads, writes], ["reads", "writes"], { reads: 1, writes: 1 }],
  [[reads, writes], ["writes"], { writes: 1 }],
  [[all], ["reads", "writes"], { all: 2 }],
  [[all, writes], ["reads", "writes"], { all: 2, writes: 1 }],
  [[writes], ["reads"], {}],
  [[], ["reads", "writes"], { all: 2 }],
] as const)("under %j, %j take %j", (rates, classes, expected) => {
  const needs = needsOf(rateBucketsOf(rates, 0), classes);
  expect(Object.fromEntries(needs.map(({ bucket, count }) => [bucket.of, count]))).toEqual(
    expected,
  );
});

test("all is taken at once or not at all, and what was put back can be taken again", () => {
  const needs = needsOf(rateBucketsOf([reads, writes], 0), ["reads", "writes"]);
  expect(untilAll(needs, 0)).toBe(0);
  takeAll(needs);
  expect(untilAll(needs, 0)).toBe(1000);
  expect(needs.map(({ bucket }) => bucket.held)).toEqual([1, 1]);
  putBack(needs);
  expect(untilAll(needs, 0)).toBe(0);
  expect(needs.map(({ bucket }) => bucket.held)).toEqual([0, 0]);
});
