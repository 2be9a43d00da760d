import { expect, test } from "vitest";

import { inOrder } from "../../src/bulk/ordering.ts";

/** Rows 1, 2, 4, 5 are to come. */
const next = (row: number) => [1, 2, 4, 5].find((one) => one > row);

function collected() {
  const given: string[] = [];
  return { given, order: inOrder<string>(next, async (value) => void given.push(value)) };
}

test("what comes early waits for what is due", async () => {
  const { given, order } = collected();
  await order.put(4, "four");
  await order.put(2, "two");
  expect(given).toEqual([]);
  await order.put(1, "one");
  expect(given).toEqual(["one", "two", "four"]);
  await order.put(5, "five");
  expect(given).toEqual(["one", "two", "four", "five"]);
});

test("one is given after the other, also when giving takes its time", async () => {
  const given: number[] = [];
  const release: (() => void)[] = [];
  const order = inOrder<number>(
    (row) => row + 1,
    (value) =>
      new Promise((resolve) => {
        release.push(() => {
          given.push(value);
          resolve();
        });
      }),
  );
  const puts = [order.put(1, 1), order.put(2, 2), order.put(3, 3)];
  for (const expected of [1, 2, 3]) {
    while (release.length === 0) await new Promise(setImmediate);
    expect(release).toHaveLength(1);
    release.shift()?.();
    while (given.length < expected) await new Promise(setImmediate);
  }
  await Promise.all(puts);
  expect(given).toEqual([1, 2, 3]);
});

test("what will not come is passed over in the end", async () => {
  const { given, order } = collected();
  await order.put(5, "five");
  await order.put(2, "two");
  await order.flush();
  expect(given).toEqual(["two", "five"]);
});

test("nobody runs far ahead of the slowest, until some will not come at all", async () => {
  const order = inOrder<number>(
    (row) => row + 1,
    async () => undefined,
  );
  await order.room(2001);
  let passed = false;
  const waits = async () => {
    await order.room(2002);
    passed = true;
  };
  const far = waits();
  await new Promise(setImmediate);
  expect(passed).toBe(false);
  await order.put(1, 1);
  await far;
  let freed = false;
  const waitsLonger = async () => {
    await order.room(9000);
    freed = true;
  };
  const farther = waitsLonger();
  await new Promise(setImmediate);
  expect(freed).toBe(false);
  order.open();
  await farther;
});
