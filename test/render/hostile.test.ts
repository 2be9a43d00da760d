/** Whatever an API or a file holds, every renderer shows it harmlessly, within its columns, and whole. */
import { stripVTControlCharacters } from "node:util";

import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";

import { parseJson } from "../../src/domain/json.ts";
import { printMachine } from "../../src/render/machine/machine.ts";
import { displayWidth, prepareMeasuring } from "../../src/render/text/measure.ts";
import { createStyle } from "../../src/render/text/style.ts";
import { hostileTexts } from "../support/hostile-texts.ts";
import { rounds, testSeed } from "../support/random.ts";
import { dangerous, hostileOutcome, hostileText, outcomeFull } from "./hostile.ts";
import { driftFull, hostileDrift } from "./drifts.ts";
import { hostileRecord, recordFull } from "./history.ts";
import {
  copiedLines,
  forMarkdown,
  forPrograms,
  forTerminals,
  type MarkdownRenderer,
  ofRun,
  type Printed,
  type Shown,
  type TerminalRenderer,
} from "./renderers.ts";
import { hostileRow, hostileRun, hostileSummary, rowFull, runFull, summaryFull } from "./runs.ts";

beforeAll(() => prepareMeasuring("é"));

/** The text in every place there is. */
function shownOf(text: string): Shown {
  const rows = [rowFull(text), { ...rowFull(text), row: 2, outcome: "failed" as const }];
  return {
    text,
    outcome: outcomeFull(text),
    rows,
    summary: summaryFull(text, rows),
    record: recordFull(text),
    run: runFull(text),
    drift: driftFull(text),
  };
}

const anything: fc.Arbitrary<Shown> = fc.record({
  text: hostileText,
  outcome: hostileOutcome,
  rows: fc.array(hostileRow, { minLength: 1, maxLength: 4 }),
  summary: hostileSummary,
  record: hostileRecord,
  run: hostileRun,
  drift: hostileDrift,
});
const anyColumns = fc.oneof(
  fc.constantFrom(20, 40, 59, 60, 80, 130, 200),
  fc.integer({ min: 20, max: 200 }),
);

/** Without the spaces at the ends of lines, of which a coloured cell keeps its own. */
const withoutEnds = (text: string): string => text.replaceAll(/ +$/gmu, "");

function expectDrawn(
  { draw, unwrapped, neat, single }: TerminalRenderer,
  shown: Shown,
  columns: number,
): void {
  const copied = copiedLines(shown);
  const drawn = draw(shown, createStyle({ colour: false, columns }));
  expect(drawn).not.toMatch(dangerous);
  for (const line of unwrapped === true ? [] : drawn.split("\n")) {
    if (!copied.includes(line)) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
  }
  if (single === true) expect(drawn).not.toContain("\n");
  if (neat === true) expect(withoutEnds(drawn)).toBe(drawn);
  const coloured = draw(shown, createStyle({ colour: true, columns }));
  if (neat === true) expect(coloured).toContain("\u001B[");
  // Where there is no colour, brackets of ours stand in its place.
  if (drawn.includes("in [ ]: what differs")) return;
  expect(withoutEnds(stripVTControlCharacters(coloured))).toBe(withoutEnds(drawn));
}

function expectTables({ draw, lines }: MarkdownRenderer, shown: Shown): void {
  const text = draw(shown);
  expect(text).not.toMatch(dangerous);
  const tables = text.split("\n\n").filter((block) => block.startsWith("|"));
  const rows = tables.map((table) => table.trimEnd().split("\n"));
  if (lines !== undefined) expect(rows.flat()).toHaveLength(lines(shown));
  for (const table of rows) {
    const cells = table.map((row) => row.replaceAll(String.raw`\|`, "").split("|").length);
    expect(new Set(cells).size).toBe(1);
  }
}

async function expectDocument({ document, schema }: Printed, shown: Shown): Promise<void> {
  const made = document(shown);
  const json = await printMachine(made, "json");
  const ndjson = await printMachine(made, "ndjson");
  const yaml = await printMachine(made, "yaml");
  for (const printed of [json, ndjson, yaml]) expect(printed).not.toMatch(dangerous);
  const wanted = parseJson(JSON.stringify(made));
  expect(parseJson(json)).toEqual(wanted);
  expect(parseJson(ndjson)).toEqual(wanted);
  expect(ndjson.indexOf("\n")).toBe(ndjson.length - 1);
  expect(parse(yaml, { uniqueKeys: true })).toEqual(JSON.parse(json));
  expect(schema.safeParse(JSON.parse(json)).error).toBeUndefined();
}

async function expectRun(shown: Shown): Promise<void> {
  const printed = await ofRun.print(shown);
  expect(printed).not.toMatch(dangerous);
  expect(JSON.parse(printed)).toEqual(ofRun.document(shown));
  expect(ofRun.schema.safeParse(JSON.parse(printed)).error).toBeUndefined();
}

const texts = Object.entries(hostileTexts).map(([name, text]) => ({ name, shown: shownOf(text) }));
const often = { numRuns: rounds(50), seed: testSeed };

describe.each(Object.entries(forTerminals))("%s on a terminal", (_name, renderer) => {
  test.each(texts)("shows $name harmlessly within its columns", ({ shown }) => {
    for (const columns of [20, 40, 80, 200]) expectDrawn(renderer, shown, columns);
  });

  test("shows anything harmlessly within its columns", () => {
    fc.assert(
      fc.property(anything, anyColumns, (shown, columns) => expectDrawn(renderer, shown, columns)),
      often,
    );
  });
});

describe.each(Object.entries(forMarkdown))("%s as Markdown", (_name, renderer) => {
  test.each(texts)("has no line and no cell more for $name", ({ shown }) => {
    expectTables(renderer, shown);
  });

  test("has no line and no cell more for anything", () => {
    fc.assert(
      fc.property(anything, (shown) => expectTables(renderer, shown)),
      often,
    );
  });
});

describe.each(Object.entries(forPrograms))("%s for programs", (_name, printed) => {
  test.each(texts)("holds $name whole", async ({ shown }) => {
    await expectDocument(printed, shown);
  });

  test("holds anything whole", async () => {
    await fc.assert(
      fc.asyncProperty(anything, (shown) => expectDocument(printed, shown)),
      often,
    );
  });
});

describe("a run as it goes on, for programs,", () => {
  test.each(texts)("holds $name whole", async ({ shown }) => {
    await expectRun(shown);
  });

  test("holds anything whole", async () => {
    await fc.assert(fc.asyncProperty(anything, expectRun), often);
  });
});

const rightToLeft = "\u05E9\u05DC\u05D5\u05DD 12 (\u05D0)";
const laidOut = Object.entries(forTerminals).filter(
  ([, { unwrapped, single }]) => unwrapped !== true && single !== true,
);

describe.each([40, 58, 80, 160])("in %d columns of a screen", (columns) => {
  test.each(laidOut)(
    "%s keeps what runs from right to left apart, line by line",
    (_name, { draw }) => {
      const style = createStyle({ colour: false, columns, isScreen: true });
      const shown = shownOf(rightToLeft);
      for (const line of draw(shown, style).split("\n")) {
        // A path is copied, and so is a command.
        if (
          copiedLines(shown).includes(line) ||
          /^(?:results|failed[ \w,]*|journal|(?:undo|resume) with): /u.test(line)
        )
          continue;
        const bare = line.replaceAll(/\u2068[^\u2068\u2069]*\u2069/gu, "");
        expect({ line, bare }).toEqual({
          line,
          bare: expect.not.stringMatching(/[\u0590-\u05FF\u2068\u2069]/u),
        });
      }
    },
  );
});
