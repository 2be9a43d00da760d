import { describe, expect, test } from "vitest";

import type { UpdateOutcome } from "../../../src/domain/change.ts";
import { changeTable } from "../../../src/render/change/table.ts";
import { prepareMeasuring } from "../../../src/render/text/measure.ts";
import { createStyle } from "../../../src/render/text/style.ts";
import { move, outcomeOf, rename, untitle } from "../outcomes.ts";

await prepareMeasuring("界");

function draw(
  outcome: UpdateOutcome,
  columns: number,
  options: { showUnchanged?: boolean; unicode?: boolean } = {},
): string {
  const { unicode = true, ...rest } = options;
  return changeTable(outcome, createStyle({ colour: false, columns, unicode }), rest);
}

const nine = Array.from({ length: 9 }, (_, index) => ({ field: `metadata.k${index}`, value: "v" }));
const three = outcomeOf({ changes: [rename, move, untitle], unchanged: nine });

describe("brackets around what differs", () => {
  const long = (digit: string) => `Speicherstrasse ${digit}, third floor, door on the left`;
  const changes = [
    { field: "name", kind: "changed", before: long("1"), after: long("2") },
  ] as const;

  test.each([200, 80, 40])("are explained, at %i columns", (columns) => {
    const text = draw(outcomeOf({ changes }), columns);
    expect(text.replaceAll(/\s+/gu, " ")).toMatch(/\[1\].*\[2\].*in \[ \]: what differs/u);
  });

  test("do not stand where colour shows it", () => {
    const style = createStyle({ colour: true, columns: 120 });
    expect(changeTable(outcomeOf({ changes }), style)).not.toMatch(/\[\d\]|\[ \]/u);
  });
});

describe("the table", () => {
  test("shows before and after, what was left alone, and how it ended", () => {
    expect(draw(three, 80)).toBe(
      `\
vayu · 65f0c1a2b3d4e5f60718293a · Northwind Robotics            3 changes
    FIELD                      BEFORE               AFTER
  ~ name                       Northwind Robotics   Northwind Robotics AG
  ~ address.city               Berlin               Hamburg
  - contacts[ida@f.no].title   AP                   (unset)
    9 fields unchanged
updated · stored as sent, says the answer
`,
    );
  });

  test("has remarks at the end of the line where there is room", () => {
    const outcome = outcomeOf({
      outcome: "planned",
      verified: false,
      changes: [
        {
          field: "aliases",
          kind: "changed",
          orderOnly: true,
          before: ["a", "b"],
          after: ["b", "a"],
        },
        { ...untitle, destructive: "clears a value" },
      ],
    });
    expect(draw(outcome, 100)).toBe(
      `\
vayu · 65f0c1a2b3d4e5f60718293a · Northwind Robotics          2 changes
    FIELD                      BEFORE      AFTER
  ⇆ aliases                    ["a","b"]   ["b","a"]   order only
  - contacts[ida@f.no].title   AP          (unset)     ! clears a value
planned · nothing was sent
`,
    );
  });

  test("has remarks below the row where there is none", () => {
    const outcome = outcomeOf({ changes: [{ ...rename, destructive: "moves the invoices" }] });
    expect(draw(outcome, 60)).toBe(
      `\
vayu · 65f0c1a2b3d4e5f60718293a · Northwind Robotics
1 change
    FIELD   BEFORE               AFTER
  ~ name    Northwind Robotics   Northwind Robotics AG
      ! moves the invoices
updated · stored as sent, says the answer
`,
    );
  });

  test("wraps long values within their column", () => {
    const outcome = outcomeOf({
      id: "cus_1",
      title: "N",
      changes: [
        {
          field: "metadata.note",
          kind: "added",
          after: "the quick brown fox jumps over the lazy dog and goes on to the next field",
        },
      ],
    });
    expect(draw(outcome, 80)).toBe(
      `\
vayu · cus_1 · N                                                      1 change
    FIELD           BEFORE     AFTER
  + metadata.note   (absent)   the quick brown fox jumps over the lazy dog and
                               goes on to the next field
updated · stored as sent, says the answer
`,
    );
  });

  test("measures wide characters as terminals do", () => {
    const outcome = outcomeOf({
      id: "cus_1",
      title: "漢字",
      changes: [
        { field: "name", kind: "changed", before: "株式会社", after: "👩‍🚀 社" },
        { field: "locale", kind: "changed", before: "ja", after: "en" },
      ],
    });
    expect(draw(outcome, 80)).toBe(
      `\
vayu · cus_1 · 漢字   2 changes
    FIELD    BEFORE     AFTER
  ~ name     株式会社   👩‍🚀 社
  ~ locale   ja         en
updated · stored as sent, says the answer
`,
    );
  });

  test("tells absent, null, empty and unset apart", () => {
    const outcome = outcomeOf({
      id: "c",
      title: "",
      changes: [
        { field: "a", kind: "added", after: "" },
        { field: "b", kind: "changed", before: null, after: "null" },
        { field: "c", kind: "removed", before: "(unset)" },
      ],
    });
    expect(draw(outcome, 80)).toBe(
      `\
vayu · c              3 changes
    FIELD   BEFORE      AFTER
  + a       (absent)    ""
  ~ b       (null)      "null"
  - c       "(unset)"   (unset)
updated · stored as sent, says the answer
`,
    );
  });

  test("has a fourth column only where something else was stored", () => {
    const outcome = outcomeOf({
      changes: [{ ...rename, stored: { value: "Northwind" } }, { ...move, stored: {} }, untitle],
      outcome: "updated",
    });
    expect(draw(outcome, 100)).toBe(
      `\
vayu · 65f0c1a2b3d4e5f60718293a · Northwind Robotics                        3 changes
    FIELD                      BEFORE               AFTER                   STORED
  ~ name                       Northwind Robotics   Northwind Robotics AG   Northwind
  ~ address.city               Berlin               Hamburg                 (absent)
  - contacts[ida@f.no].title   AP                   (unset)                 (as sent)
updated · 2 fields stored differently
`,
    );
  });

  test("says of a field that is never returned that it was only sent", () => {
    const outcome = outcomeOf({
      id: "c",
      title: "N",
      changes: [{ field: "source", kind: "changed", after: "fair", unreadable: true }],
    });
    expect(draw(outcome, 80)).toBe(
      `\
vayu · c · N               1 change
    FIELD    BEFORE           AFTER
  ~ source   (not readable)   fair
updated · 1 field sent, not verifiable
`,
    );
  });

  test("lists fields left alone when asked", () => {
    const outcome = outcomeOf({
      id: "c",
      title: "N",
      changes: [],
      outcome: "unchanged",
      unchanged: [{ field: "email", value: "ida@f.no" }],
    });
    expect(draw(outcome, 80, { showUnchanged: true })).toBe(
      `\
vayu · c · N            no changes
    FIELD   BEFORE     AFTER
    email   ida@f.no   (unchanged)
unchanged · already as asked
`,
    );
  });

  test("lists warnings in words", () => {
    const outcome = outcomeOf({
      warnings: [{ code: "deprecated", field: "taxId", message: "taxId is\u001B[2J deprecated" }],
    });
    expect(draw(outcome, 80)).toContain(
      "\n! deprecated: taxId is\\x1b[2J deprecated\nupdated · stored as sent, says the answer\n",
    );
  });

  test("can do without signs outside ASCII", () => {
    const outcome = outcomeOf({
      changes: [
        { field: "aliases", kind: "changed", orderOnly: true, before: [1, 2], after: [2, 1] },
      ],
    });
    expect(draw(outcome, 80, { unicode: false })).toMatch(/^[\n -~]*$/u);
    expect(draw(outcome, 80, { unicode: false })).toContain("  * aliases   [1,2]    [2,1]   order");
  });
});

describe("on a narrow terminal", () => {
  test("changes are stacked", () => {
    expect(draw(three, 59)).toBe(
      `\
vayu · 65f0c1a2b3d4e5f60718293a · Northwind Robotics
3 changes
  ~ name
    - Northwind Robotics
    + Northwind Robotics AG
  ~ address.city
    - Berlin
    + Hamburg
  - contacts[ida@f.no].title
    - AP
    + (unset)
    9 fields unchanged
updated · stored as sent, says the answer
`,
    );
  });

  test("long values wrap, remarks and what was stored follow", () => {
    const outcome = outcomeOf({
      changes: [
        {
          field: "metadata.note",
          kind: "changed",
          before: "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字",
          after: "the quick brown fox jumps over the lazy dog",
          destructive: "replaces the note",
          stored: { value: "the quick" },
        },
      ],
    });
    expect(draw(outcome, 40)).toBe(
      `\
vayu · 65f0c1a2b3d4e5f60718293a ·
Northwind Robotics
1 change
  ~ metadata.note
    - 漢字漢字漢字漢字漢字漢字漢字漢字漢
      字漢字漢字
    + the quick brown fox jumps over the
      lazy dog
    stored: the quick
    ! replaces the note
updated · 1 field stored differently
`,
    );
  });
});

test.each<[Partial<UpdateOutcome>, string]>([
  [{ verified: false }, "updated · sent · not verified"],
  [{ outcome: "declined" }, "declined · nothing was sent"],
  [
    { outcome: "unknown" },
    "unknown · the change was sent; whether it was stored could not be established",
  ],
  [{ outcome: "failed" }, "failed · nothing was changed"],
  [
    { changes: [rename, { ...move, unreadable: true }] },
    "updated · stored as sent, says the answer · 1 field sent, not verifiable",
  ],
])("%j ends with %s", (facts, line) => {
  expect(draw(outcomeOf(facts), 80).trimEnd().split("\n").at(-1)).toBe(line);
});
