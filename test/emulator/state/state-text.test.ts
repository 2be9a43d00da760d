import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/domain/json.ts";
import { put, recorded, remove, stateOf } from "../../../src/emulator/state/records.ts";
import {
  applyLine,
  parseContent,
  parseLines,
  printLine,
  printState,
} from "../../../src/emulator/state/state-text.ts";
import type { VendorState } from "../../../src/emulator/vendor.ts";

/** A whole state, and the lines of two changes to it. */
function written(): { whole: string; lines: readonly string[]; states: readonly unknown[] } {
  const state = stateOf('[{"id":"a","n":9007199254740993},{"id":"b"},{"id":"東\\n{\\"after\\":"}]');
  put(state, "other", "key", { at: 1 });
  const whole = [...printState(state)].join("");
  const states = [plain(state)];
  const changed = (act: (noted: VendorState) => void): string => {
    const { changes } = recorded(state, act);
    states.push(plain(state));
    return printLine("1 2 3", changes, state);
  };
  const lines = [
    changed((noted) => {
      put(noted, "customers", "c", { id: "c", "": [null] });
      put(noted, "customers", "a", { id: "a", n: "{" });
      put(noted, "other", "nothing", null);
    }),
    changed((noted) => {
      remove(noted, "customers", "b");
      remove(noted, "other", "key");
    }),
  ];
  return { whole, lines, states };
}

/** Text of its own, with the order of keys. */
function plain({ customers, other }: VendorState): string {
  return JSON.stringify([Object.entries(customers), Object.entries(other)]);
}

function read(content: Buffer): { state: string; appendable: boolean } | undefined {
  const parsed = parseContent(content);
  return parsed && { state: plain(parsed.state), appendable: parsed.extent !== undefined };
}

test("a state and what became of it come back, numbers, order and removals included", () => {
  const { whole, lines, states } = written();
  expect(read(Buffer.from(whole))).toEqual({ state: states[0], appendable: true });
  const all = Buffer.from(whole + lines.join(""));
  expect(read(all)).toEqual({ state: states[2], appendable: true });
  expect(parseContent(all)?.extent).toEqual({ whole: Buffer.byteLength(whole), end: all.length });
});

test("cut off at any byte of its lines, it is the state before the broken line", () => {
  const { whole, lines, states } = written();
  const all = Buffer.from(whole + lines.join(""));
  const start = Buffer.byteLength(whole);
  const second = start + Buffer.byteLength(lines[0] ?? "");
  for (let length = start; length <= all.length; length += 1) {
    const atEnd = [start, second, all.length].includes(length);
    const index = length < second ? 0 : length < all.length ? 1 : 2;
    expect([length, read(all.subarray(0, length))]).toEqual([
      length,
      { state: states[index], appendable: atEnd },
    ]);
  }
});

test("a state written by hand is read; without a line break at its end nothing may follow it", () => {
  const state = plain(stateOf('[{"id":"a"}]'));
  const text = '{\n  "customers": {"a": {"id": "a"}},\n  "other": {}\n}';
  expect(read(Buffer.from(text))).toEqual({ state, appendable: false });
  expect(read(Buffer.from(`${text}\n`))).toEqual({ state, appendable: true });
});

test.each([
  "{}",
  "[]",
  '{"after":1,"customers":{},"other":{},"gone":{"customers":[],"other":[]}}',
  '{"after":"1","customers":{"a":1},"other":{},"gone":{"customers":[],"other":[]}}',
  '{"after":"1","customers":{},"other":{},"gone":{"customers":[1],"other":[]}}',
  '{"after":"1","customers":{},"other":{},"gone":{}}',
  '{"after":"1","customers":{},',
])("%s in the middle is damage, not a line that broke off", (line) => {
  const { whole, lines } = written();
  expect(parseLines(Buffer.from(`${line}\n`))).toBeUndefined();
  expect(parseContent(Buffer.from(`${whole}${lines[0]}${line}\n${lines[1]}`))).toBeUndefined();
});

test("a large state is printed in chunks, and they make one text", () => {
  const customers = Object.fromEntries(
    Array.from({ length: 5000 }, (_, n): [string, JsonObject] => [
      `c${n}`,
      { id: `c${n}`, text: "x".repeat(200) },
    ]),
  );
  const chunks = [...printState({ customers, other: {} })];
  expect(chunks.length).toBeGreaterThan(2);
  expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThan(300_000);
  expect(JSON.parse(chunks.join(""))).toEqual({ customers, other: {} });
});

test("keys of one's own are not taken over", () => {
  const state = stateOf("[]");
  put(state, "other", "mine", 1);
  put(state, "other", "lost", 1);
  const line = {
    after: "",
    customers: {},
    other: { mine: 2, theirs: 2 },
    gone: { customers: [], other: ["mine", "lost"] },
  };
  applyLine(line, state, ["mine"]);
  expect(state.other).toEqual({ mine: 1, theirs: 2 });
});
