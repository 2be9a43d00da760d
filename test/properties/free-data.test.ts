/** Data of any kind in a record: it is given back in every format as it was, and every path that is printed is one. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  isExactNumber,
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  parseJson,
  printJson,
} from "../../src/domain/json.ts";
import { idOf, recordOf } from "./records.ts";
import { hasUnseenEnd, type VendorFacts, vendors } from "./vendors.ts";
import { holds, type World, worldOf } from "./world.ts";

const key = fc.oneof(
  fc.constantFrom("constructor", "__proto__", "prototype", "toString", "", " ", "a.b", "a[b]", "]"),
  fc.constantFrom(
    '"',
    "\\",
    "a=b",
    "x:=1",
    "#",
    "-1",
    "0",
    "a_b",
    "aB",
    "null",
    "id",
    "name",
    "+1",
  ),
  fc.string({ unit: "grapheme", maxLength: 5 }),
  fc.string({ unit: fc.constantFrom(...Array.from("ab.[]\"\\ =:\t\n'#,;@\u00E9")), maxLength: 5 }),
);

const number = fc
  .oneof(
    fc.constantFrom("-0", "-0.0", "1e400", "9007199254740993", "-12345678901234567890.50", "1.0"),
    fc.integer().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  )
  .map((digits) => parseJson(digits));

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc.constantFrom(
    "",
    " ",
    " \n",
    "null",
    "true",
    "12",
    "-0",
    "~",
    "=1+1",
    "'",
    "2026-01-01",
    "a: b",
  ),
);

const { object } = fc.letrec<{ readonly value: Json; readonly object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    number,
    text,
    fc.array(tie("value"), { maxLength: 3 }),
    tie("object"),
  ),
  object: mapOf(tie("value")),
}));

function mapOf(value: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> {
  return fc
    .array(fc.tuple(key, value), { maxLength: 4 })
    .map((entries) => Object.fromEntries(entries));
}

/** A record with such metadata, where the vendor has any, and such members beside what is known. */
function strangeRecordOf(vendor: VendorFacts): fc.Arbitrary<JsonObject> {
  // Flexprice's map holds strings.
  const metadata = vendor.id === "flexprice" ? mapOf(text) : object;
  return fc.tuple(recordOf(vendor), metadata, object).map(([record, map, beside]) => ({
    ...record,
    ...(vendor.metadata === undefined ? {} : { metadata: map }),
    somethingNew: beside,
  }));
}

/** Every cell of the first line of a CSV. */
function headerOf(csv: string): readonly string[] {
  const cells: string[] = [];
  for (const { 1: quoted, 2: bare, 3: end } of csv.matchAll(
    /(?:"((?:[^"]|"")*)"|([^,\r\n"]*))(,|\r?\n|$)/gu,
  )) {
    cells.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
    if (end !== ",") break;
  }
  return cells;
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

async function got(world: World, id: string, format: string): Promise<string> {
  const { code, stdout, stderr } = await world.run(["customers", "get", id, "-o", format]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

describe.each(vendors)("$id", (vendor) => {
  test.each(["json", "ndjson", "yaml"])("given back as %s, nothing is sent", async (format) => {
    await using world = await worldOf(vendor.id, vendor.readings[0]?.switches ?? {});
    await holds(
      fc.asyncProperty(strangeRecordOf(vendor), async (record) => {
        await world.location(record);
        const id = idOf(record);
        const printed = await got(world, id, format);
        const again = await world.run(
          ["customers", "update", id, "-f", "-", "-o", "json"],
          printed,
        );
        expect({ code: again.code, stderr: again.stderr }).toEqual({ code: 0, stderr: "" });
        expect(again.json()).toMatchObject({ outcome: "unchanged", changes: [] });
        expect(world.writes()).toBe(0);
      }),
      8,
    );
  });

  test.each(["json", "ndjson", "csv"])(
    "given back as rows of %s, nothing is sent",
    async (format) => {
      await using world = await worldOf(vendor.id, vendor.readings[0]?.switches ?? {});
      await holds(
        fc.asyncProperty(strangeRecordOf(vendor), async (record) => {
          await world.location(record);
          const printed = await got(world, idOf(record), format);
          const words = ["customers", "update", "--from", "-", "-o", "json"];
          const again = await world.run(words, printed);
          expect({ code: again.code, stderr: again.stderr }).toEqual({ code: 0, stderr: "" });
          expect(again.json().results).toMatchObject([{ outcome: "unchanged", changes: [] }]);
          expect(world.writes()).toBe(0);
        }),
        6,
      );
    },
  );
});

/** What of the record an update can carry, in the vendor's own words: no nothing where nothing can be stored. */
function bodyOf(
  { slots, metadata }: Pick<VendorFacts, "slots" | "metadata">,
  record: JsonObject,
  above = "",
): JsonObject {
  const entries = Object.entries(record).flatMap(([name, value]): readonly [string, Json][] => {
    const path = `${above}${name}`;
    const slot = slots.find(({ native }) => native === path);
    if (slot !== undefined) {
      const isNothing = value === null || value === "";
      return isNothing && slot.cleared === undefined ? [] : [[name, value]];
    }
    if (path === "metadata") return metadata === undefined ? [] : [[name, value]];
    const isGroup = slots.some(({ native }) => native.startsWith(`${path}.`));
    return isGroup && isJsonObject(value) ? [[name, bodyOf({ slots }, value, `${path}.`)]] : [];
  });
  return Object.fromEntries(entries);
}

/**
 * Whether the value holds what is asked about where somebody says it, and not where it stands in a printed record: a
 * number that no double holds has to be written as a string, an end that nobody sees is refused, and a lost character
 * or what may be a spreadsheet's error is warned of.
 */
function isAskedAbout(value: Json): boolean {
  if (isExactNumber(value)) return true;
  if (typeof value === "number") return Number.isInteger(value) && !Number.isSafeInteger(value);
  if (typeof value === "string")
    return hasUnseenEnd(value) || /\u{FFFD}|^#(?:.*[!?/]|##)/su.test(value);
  if (isJsonArray(value)) return value.some(isAskedAbout);
  return isJsonObject(value) && Object.entries(value).flat().some(isAskedAbout);
}

describe.each(vendors)("$id", (vendor) => {
  test.each(["json", "ndjson", "yaml", "csv"])(
    "a list given back as %s, nothing is sent",
    async (format) => {
      await using world = await worldOf(vendor.id, vendor.readings[0]?.switches ?? {});
      await holds(
        fc.asyncProperty(strangeRecordOf(vendor), async (record) => {
          await world.location(record);
          const fields = ["id", "name", "metadata", "address", "native", "provider"];
          for (const words of [[], ["--fields", fields.join(",")]]) {
            const list = ["customers", "list", "-o", format, ...words];
            const { code, stdout } = await world.run(list);
            expect(code).toBe(0);
            const update = ["customers", "update", "--from", "-", "-o", "json"];
            const again = await world.run(update, stdout);
            expect({ code: again.code, stderr: again.stderr }).toEqual({ code: 0, stderr: "" });
            expect(again.json().results).toMatchObject([{ outcome: "unchanged", changes: [] }]);
          }
          expect(world.writes()).toBe(0);
        }),
        4,
      );
    },
  );

  test("its own members given back with --native, nothing is sent", async () => {
    await using world = await worldOf(vendor.id, vendor.readings[0]?.switches ?? {});
    const record = strangeRecordOf(vendor).filter((one) => !isAskedAbout(one));
    await holds(
      fc.asyncProperty(record, async (one) => {
        await world.location(one);
        const printed = await got(world, idOf(one), "json");
        const body = bodyOf(vendor, (parseJson(printed) as { native: JsonObject }).native);
        for (const [text, words] of [
          [printJson(body), ["-f", "-"]],
          [printJson({ id: idOf(one), ...body }), ["--from", "-"]],
        ] as const) {
          const who = words[0] === "-f" ? [idOf(one)] : [];
          const update = ["customers", "update", ...who, "--native", ...words, "-o", "json"];
          const again = await world.run(update, text);
          expect({ code: again.code, stderr: again.stderr }).toEqual({ code: 0, stderr: "" });
          const document = again.json();
          expect(document.results?.[0] ?? document).toMatchObject({
            outcome: "unchanged",
            changes: [],
          });
        }
        expect(world.writes()).toBe(0);
      }),
      4,
    );
  });
});

describe.each(vendors.filter(({ metadata }) => metadata !== undefined))("$id", (vendor) => {
  test("every path that is printed is one that --unset, --set and a column take", async () => {
    await using world = await worldOf(vendor.id, vendor.readings[0]?.switches ?? {});
    await holds(
      fc.asyncProperty(strangeRecordOf(vendor), async (record) => {
        await world.location(record);
        const id = idOf(record);
        const paths = headerOf(await got(world, id, "csv")).filter((path) =>
          /^metadata[.[]/u.test(path),
        );
        if (paths.length === 0) return;
        const update = ["customers", "update", id, "-n", "-o", "json"];
        const fieldsIn = (changes: readonly { readonly field: string }[]) =>
          changes.map(({ field }) => field).toSorted();
        for (const words of [
          paths.flatMap((path) => ["--unset", path]),
          paths.flatMap((path) => ["--set", `${path}=changed here`]),
        ]) {
          const { code, stderr, stdout } = await world.run([...update, ...words]);
          expect({ words, code, stderr }).toEqual({ words, code: 0, stderr: "" });
          expect(fieldsIn(JSON.parse(stdout).changes)).toEqual(paths.toSorted());
        }
        const rows = [
          ["id", ...paths].map(quoted).join(","),
          [id, ...paths.map(() => "changed here")].join(","),
        ];
        const run = await world.run(
          ["customers", "update", "--from", "-", "-n", "-o", "json"],
          `${rows.join("\n")}\n`,
        );
        expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 0, stderr: "" });
        expect(fieldsIn(run.json().results[0].changes)).toEqual(paths.toSorted());
      }),
      8,
    );
  });
});
