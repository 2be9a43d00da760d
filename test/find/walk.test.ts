import { describe, expect, test } from "vitest";

import { cursorWalk, offsetWalk } from "../../src/find/walk.ts";
import { randomNumbers, rounds, testSeed } from "../support/random.ts";

const recordsOf = (ids: readonly string[]) => ids.map((id) => ({ id }));

/** Customers `1`, `2`, … as many as wanted. */
const numbered = (count: number) => [...Array(count).keys()].map((n) => String(n + 1));

/**
 * Walks through a list by offset.
 *
 * @param between what happens to the list before each page but the first
 */
function walked(
  list: string[],
  size: number,
  between: (list: string[], page: number) => void,
  counts = true,
) {
  const walk = offsetWalk(size);
  const taken: string[] = [];
  for (let page = 0; page < 10_000; page += 1) {
    if (page > 0) between(list, page);
    const from = walk.next();
    const offset = typeof from === "number" ? from : 0;
    const ids = list.slice(offset, offset + size);
    const total = counts ? { total: list.length } : {};
    const step = walk.take({ records: recordsOf(ids), ...total }, ids);
    if ("astray" in step) return { taken, astray: step.astray };
    taken.push(...step.fresh.map(({ id }) => (typeof id === "string" ? id : "")));
    if (step.ended) return { taken };
  }
  throw new Error("it never ends");
}

describe("pages by offset", () => {
  test.each([0, 1, 9, 10, 11, 95, 100])("%s customers, each once", (count) => {
    for (const counts of [true, false]) {
      expect(walked(numbered(count), 10, () => {}, counts)).toEqual({ taken: numbered(count) });
    }
  });

  test("a customer that was read disappears: the one that slips forward is not passed over", () => {
    const { taken } = walked(numbered(30), 10, (list, page) => {
      if (page === 1) list.shift();
    });
    expect(taken).toEqual(numbered(30));
  });

  test("more disappear than pages overlap: it is read again from further ahead", () => {
    const { taken } = walked(numbered(500), 100, (list, page) => {
      if (page === 2) list.splice(0, 60);
    });
    expect(taken).toEqual(numbered(500));
  });

  test("a new customer in front pushes none onto a second page", () => {
    const { taken } = walked(numbered(30), 10, (list) => list.unshift(`new ${list.length}`));
    expect(taken).toEqual(numbered(30));
  });

  test("random comings and goings: whoever stays is listed once, and nobody twice", () => {
    const random = randomNumbers(testSeed);
    const below = (limit: number) => Math.floor(random() * limit);
    for (let round = 0; round < rounds(300); round += 1) {
      const list = numbered(below(300));
      const stays = new Set(list);
      // Smaller pages can come again and again: three new customers each time push all that is new out of them.
      const size = 7 + below(60);
      let made = 0;
      const { taken, astray } = walked(list, size, () => {
        for (let times = below(4); times > 0; times -= 1) {
          if (random() < 0.5) list.splice(below(list.length + 1), 0, `new ${(made += 1)}`);
          else for (const id of list.splice(below(list.length), below(40))) stays.delete(id);
        }
      });
      expect(astray, `seed ${testSeed}, round ${round}`).toBeUndefined();
      expect(new Set(taken).size, `seed ${testSeed}, round ${round}`).toBe(taken.length);
      const missed = [...stays].filter((id) => !taken.includes(id));
      expect(missed, `seed ${testSeed}, round ${round}`).toEqual([]);
    }
  });

  test("an API that does not heed the offset is noticed", () => {
    const walk = offsetWalk(10);
    const page = { records: recordsOf(numbered(10)) };
    for (let times = 0; times < 5; times += 1) {
      expect(walk.take(page, numbered(10))).toMatchObject({ ended: false });
    }
    expect(walk.take(page, numbered(10))).toEqual({ astray: "it leads back to the same page" });
  });

  test("an API that counts more than it lists is noticed", () => {
    const list = numbered(10);
    const walk = offsetWalk(10);
    walk.take({ records: recordsOf(list), total: 50 }, list);
    const rest = list.slice(5);
    expect(walk.take({ records: recordsOf(rest), total: 50 }, rest)).toEqual({
      astray: "it counts more customers than it lists",
    });
  });
});

describe("pages by cursor", () => {
  const page = (ids: readonly string[], next?: string) =>
    [{ records: recordsOf(ids), ...(next === undefined ? {} : { next }) }, ids] as const;

  test("what two pages share is taken once", () => {
    const walk = cursorWalk();
    expect(walk.next()).toBeUndefined();
    expect(walk.take(...page(["1", "2"], "a"))).toEqual({
      fresh: recordsOf(["1", "2"]),
      ended: false,
    });
    expect(walk.next()).toBe("a");
    expect(walk.take(...page(["2", "3"]))).toEqual({ fresh: recordsOf(["3"]), ended: true });
  });

  test("a cursor at the end, behind which nothing stands, ends the list", () => {
    const walk = cursorWalk();
    walk.take(...page(["1"], "a"));
    expect(walk.take(...page([], "b"))).toEqual({ fresh: [], ended: true });
  });

  test("a cursor that leads back is noticed", () => {
    const walk = cursorWalk();
    walk.take(...page(["1"], "a"));
    expect(walk.take(...page(["2"], "a"))).toEqual({ astray: "it leads back to the same page" });
  });
});
