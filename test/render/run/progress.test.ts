import { EventEmitter } from "node:events";

import { describe, expect, test } from "vitest";

import { progressLine } from "../../../src/render/run/progress-line.ts";
import {
  createRunProgress,
  factsSince,
  quietLines,
  type RunState,
  turningLine,
} from "../../../src/render/run/progress.ts";
import { createStyle } from "../../../src/render/text/style.ts";

const style = createStyle({ colour: false, columns: 80 });
const at = (done: number, more: Partial<RunState> = {}): RunState => ({
  done,
  total: 1000,
  failed: 0,
  waiting: [],
  ...more,
});
const kirim = (leftMs: number) => ({ waiting: [{ title: "Kirim", leftMs }] });

/** What is said of states, each at its millisecond. */
function said(states: readonly (readonly [now: number, state: RunState])[]): readonly string[] {
  const lines: string[] = [];
  const progress = quietLines(0, factsSince(0), (facts) => {
    lines.push(progressLine(facts, style));
  });
  for (const [now, state] of states) progress.update(now, state);
  return lines;
}

describe("elsewhere than on a terminal", () => {
  test("a short run says nothing", () => {
    expect(
      said([
        [100, at(100)],
        [4900, at(1000)],
      ]),
    ).toEqual([]);
  });

  test("a tenth is said, but not within 5 s of the last line", () => {
    const lines = said([
      [6000, at(100)],
      [7000, at(200)],
      [10_900, at(290)],
      [11_000, at(300)],
      [17_000, at(399)],
      [18_000, at(400)],
    ]);
    expect(lines.map((line) => line.split(" ")[0])).toEqual([
      "100/1,000",
      "300/1,000",
      "400/1,000",
    ]);
  });

  test("a run that goes slowly is heard of every 30 s", () => {
    const seconds = Array.from({ length: 99 }, (_, second) => second + 1);
    const lines = said(seconds.map((second) => [second * 1000, at(second)] as const));
    expect(lines.map((line) => line.split(" ")[0])).toEqual(["30/1,000", "60/1,000", "90/1,000"]);
  });

  test("a long wait is said once, when it begins", () => {
    const lines = said([
      [1000, at(1, kirim(900))],
      [2000, at(2, kirim(41_000))],
      [3000, at(2, kirim(40_000))],
      [20_000, at(2, kirim(3000))],
      [22_000, at(2, kirim(6000))],
      [24_000, at(3)],
      [25_000, at(3, kirim(6000))],
    ]);
    expect(lines).toEqual([
      "2/1,000 · 1/s · waiting for Kirim: 41 s",
      expect.stringMatching(/^3\/1,000 .* waiting for Kirim: 6 s$/u),
    ]);
  });
});

test("rows of an earlier session are done, and tell nothing of the pace", () => {
  const factsOf = factsSince(0);
  factsOf(0, at(600, { earlier: 600 }));
  expect(factsOf(10_000, at(700, { earlier: 600 }))).toMatchObject({
    done: 700,
    ratePerSecond: 10,
    elapsedMs: 10_000,
  });
});

test("on a terminal the line is drawn at most ten times a second, and at the end", () => {
  const steps: string[] = [];
  const spinner = { step: (text: string) => void steps.push(text), stop: () => undefined };
  const progress = turningLine(spinner, factsSince(0), style);
  for (let now = 0; now < 1000; now += 1) progress.update(now, at(now));
  progress.update(1000, at(1000));
  expect(steps).toHaveLength(11);
  expect(steps.at(-1)).toBe("1,000/1,000");
  progress.update(1001, at(999));
  expect(steps).toHaveLength(11);
  progress.stop();
  progress.update(1002, at(999));
  expect(steps).toHaveLength(12);
});

test("the spinner's own sign has its room", () => {
  const steps: string[] = [];
  const spinner = { step: (text: string) => void steps.push(text), stop: () => undefined };
  const narrow = createStyle({ colour: false, columns: 35 });
  turningLine(spinner, factsSince(0), narrow).update(0, at(1, kirim(6000)));
  turningLine(spinner, factsSince(0), { ...narrow, columns: 34 }).update(0, at(1, kirim(6000)));
  expect(steps).toEqual(["1/1,000 · waiting for Kirim: 6 s", "1/1,000"]);
});

function feed(facts: { quiet: boolean; isTTY: boolean }) {
  const written: string[] = [];
  const lines: string[] = [];
  const stream = Object.assign(new EventEmitter(), {
    isTTY: facts.isTTY,
    columns: 80,
    write: (text: string) => written.push(text) > 0,
  }) as unknown as NodeJS.WriteStream;
  const progress = createRunProgress({
    stream,
    quiet: facts.quiet,
    term: "xterm",
    style,
    startedAt: 0,
    clock: { now: () => 0, sleep: async () => undefined },
    say: (line) => lines.push(line),
  });
  progress.update(40_000, at(500));
  progress.stop();
  return { written, lines };
}

test("in a pipe lines are said, and nothing is drawn", async () => {
  expect(feed({ quiet: false, isTTY: false })).toEqual({
    written: [],
    lines: ["500/1,000 · 13/s · ETA 40 s"],
  });
});

test("who asked for quiet hears nothing, anywhere", async () => {
  for (const isTTY of [true, false]) {
    expect(feed({ quiet: true, isTTY })).toEqual({ written: [], lines: [] });
  }
});
