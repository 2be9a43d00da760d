import { expect, it } from "vitest";

import { inShard, parseShard } from "../../../src/bulk/input/shard.ts";

it("reads which of how many", () => {
  expect(parseShard("2/8")).toEqual({ index: 2, count: 8 });
  expect(parseShard("1024/1024")).toEqual({ index: 1024, count: 1024 });
});

it.each(["", "2", "0/8", "9/8", "1/0", "1/1025", "-1/8", "1/8 ", "1.5/8", "a/b"])(
  "refuses %j",
  (text) => {
    expect(() => parseShard(text)).toThrow(`--shard: ${JSON.stringify(text)} is not a shard`);
  },
);

it("gives every key to one shard, about as many to each", () => {
  const shards = Array.from({ length: 8 }, (_, index) => ({ index: index + 1, count: 8 }));
  const counts = shards.map(() => 0);
  for (let at = 0; at < 8000; at += 1) {
    const mine = shards.filter((shard) => inShard(shard, `cus_${at}`));
    expect(mine).toHaveLength(1);
    const index = (mine[0]?.index ?? 0) - 1;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(200);
});

// Machines that run different versions share one file: these never change.
it.each([
  ["cus_1", 7],
  ["cus_2", 2],
  ["", 3],
  ["кунде", 4],
])("the shard of %j stays what it is", (key, index) => {
  expect(inShard({ index, count: 8 }, key)).toBe(true);
});
