import { expect, test } from "vitest";

import { withinBytes } from "../../../src/render/ci/within-bytes.ts";

test("what has room is kept as it is", () => {
  const bounded = withinBytes(1000);
  bounded.add("a\n");
  bounded.add("b");
  expect(bounded.text()).toBe("a\nb");
  expect(bounded.room).toBe(797);
});

test.each([300, 301, 350, 999, 1000])(
  "at most %i bytes: whole lines, and how many are not there",
  (most) => {
    const bounded = withinBytes(most);
    for (let line = 0; line < 100; line += 1) bounded.add(`${"ä".repeat(20)} ${line}\n\n`);
    const text = bounded.text();
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(most);
    const kept = text.match(/^ä{20} \d+$/gmu)?.length ?? 0;
    expect(kept).toBeGreaterThan(0);
    expect(text.endsWith(`\n\n${100 - kept} lines have no room here.\n`)).toBe(true);
  },
);

test("what comes behind something left out is left out, too", () => {
  const bounded = withinBytes(300);
  bounded.add(`${"x".repeat(200)}\n`);
  bounded.add("short\n");
  expect(bounded.text().trim()).toBe("2 lines have no room here.");
});

test("without room for a sentence there is nothing", () => {
  const bounded = withinBytes(10);
  bounded.add("x\n");
  expect(bounded.text()).toBe("");
  expect(bounded.room).toBeLessThan(0);
});
