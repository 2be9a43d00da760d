/** Nothing that was not named is changed, at any vendor, however its documents are read. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { type Json, type JsonObject, printJson, sameJson } from "../../src/domain/json.ts";
import { changeOf, idOf, recordOf } from "./records.ts";
import { type VendorFacts, vendors } from "./vendors.ts";
import { holds, worldOf } from "./world.ts";

/** The record without what changes by itself, each member as the text it is stored as. */
function members({ volatile }: VendorFacts, record: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([name]) => !volatile.includes(name))
      .map(([name, value]) => [name, printJson(value)]),
  );
}

/** Vayu's PUT makes `[]` of a list that is not there at all, unless it is sent: nothing is lost by that. */
const isNothing = (value: Json | undefined) =>
  value === undefined ||
  value === null ||
  value === "" ||
  printJson(value) === "[]" ||
  printJson(value) === "{}";

describe.each(vendors)("$id", (vendor) => {
  test.each(vendor.readings)(
    "what was named is stored, the rest stays: $title",
    async ({ switches }) => {
      await using world = await worldOf(vendor.id, switches);
      const merges = switches["mergeMetadata"] === true || switches["replaceMetadata"] === false;
      const can = { clear: switches["nullClears"] !== false, dropKeys: !merges };
      const cases = recordOf(vendor).chain((record) =>
        changeOf(vendor, record, can).map((change) => ({ record, change })),
      );
      await holds(
        fc.asyncProperty(cases, async ({ record, change }) => {
          await world.location(record);
          const writes = world.writes();
          const id = idOf(record);
          const args = ["customers", "update", id, "-o", "json", "--yes", ...change.flags];
          const named = Object.keys(change.document).length > 0;
          const result = await world.run(
            named ? [...args, "--file", "-"] : args,
            named ? printJson(change.document) : undefined,
          );
          expect({ code: result.code, stderr: result.stderr }).toEqual({ code: 0, stderr: "" });
          const { outcome, ...told } = result.json();
          // Which of the random values have another type, or a lost character, is not worked out a second time here.
          const warnings = told.warnings.filter(
            ({ code }: { readonly code: string }) =>
              !["type_changed", "replacement_character"].includes(code),
          );

          const now = (await world.held()).customers[id] ?? {};
          const differs = Object.keys({ ...record, ...change.expected }).some(
            (name) =>
              !sameJson(record[name], change.expected[name]) &&
              !(isNothing(record[name]) && isNothing(change.expected[name])),
          );
          expect({ outcome, writes: world.writes() - writes, warnings }).toEqual({
            outcome: differs ? "updated" : "unchanged",
            writes: differs ? 1 : 0,
            warnings: [],
          });
          if (!differs) {
            expect(members(vendor, now)).toEqual(members(vendor, record));
            return;
          }
          for (const name of Object.keys({ ...record, ...now })) {
            if (vendor.volatile.includes(name)) continue;
            const [before, stored, want] = [record[name], now[name], change.expected[name]];
            if (change.roots.has(name)) {
              expect(
                sameJson(stored, want) || (isNothing(stored) && isNothing(want)),
                `${name}: ${printJson(stored)}, not ${printJson(want)}`,
              ).toBe(true);
            } else if (!(before === undefined && printJson(stored) === "[]")) {
              expect(`${name}: ${printJson(stored)}`).toBe(`${name}: ${printJson(before)}`);
            }
          }
        }),
        15,
      );
    },
  );
});
