/** A change that is undone leaves the record as it was, and neither leaves a credential or a control byte in a file. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { type Json, type JsonObject, printJson } from "../../src/domain/json.ts";
import { demoSecrets, place } from "../cli/plans.ts";
import type { ProviderName } from "../cli/providers.ts";
import { changeOf, recordOf } from "./records.ts";
import { vendors } from "./vendors.ts";
import { holds } from "./world.ts";

/** Each member as text, without those that hold nothing: `null`, an empty text, list or map are spellings of that. */
function members(record: JsonObject, volatile: readonly string[]): Record<string, string> {
  const bare = (value: Json, deep: boolean): Json =>
    deep &&
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !("isLosslessNumber" in value)
      ? Object.fromEntries(
          Object.entries(value as JsonObject)
            .filter(([, held]) => held !== null && held !== "")
            .toSorted(([left], [right]) => (left < right ? -1 : 1)),
        )
      : value;
  return Object.fromEntries(
    Object.entries(record)
      .filter(([name]) => !volatile.includes(name))
      .map(([name, value]) => [name, printJson(bare(value, name === "address"))])
      .filter(([, text]) => !["null", '""', "[]", "{}"].includes(text ?? "")),
  );
}

/** The order of a map's keys tells nothing. */
function sorted(record: JsonObject): JsonObject {
  const { metadata } = record;
  if (typeof metadata !== "object" || metadata === null || Array.isArray(metadata)) return record;
  const entries = Object.entries(metadata as JsonObject);
  return {
    ...record,
    metadata: Object.fromEntries(entries.toSorted(([left], [right]) => (left < right ? -1 : 1))),
  };
}

const undoable = vendors.filter(({ id }) => ["vayu", "maple", "kirim"].includes(id));

describe.each(undoable)("$id", (vendor) => {
  test("a change that is undone leaves the record as it was", async () => {
    await using at = await place();
    const provider = vendor.id as ProviderName;
    const cases = recordOf(vendor).chain((record) =>
      changeOf(vendor, record, { clear: true, dropKeys: true }).map((change) => ({
        record,
        change,
      })),
    );
    await holds(
      fc.asyncProperty(cases, async ({ record, change }) => {
        await at.edit(provider, record);
        // What cannot be cleared cannot go back to nothing.
        fc.pre(
          vendor.slots.every(
            ({ field, native, cleared }) =>
              cleared !== undefined ||
              !(field in change.document) ||
              !["", null, undefined].includes(record[native] as string | null | undefined),
          ),
        );
        const before = await at.record(provider);
        const named = Object.keys(change.document).length > 0;
        const words = [...change.flags, "-y", "-o", "json", ...(named ? ["-f", "-"] : [])];
        const made = await at.update(
          provider,
          words,
          named ? { stdin: printJson(change.document) } : {},
        );
        expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: "" });
        const { outcome, changeId } = made.json();
        if (outcome === "updated") {
          const undone = await at.run(["undo", changeId, "-y", "-o", "json"]);
          expect({ code: undone.code, stderr: undone.stderr }).toEqual({ code: 0, stderr: "" });
        }
        const after = await at.record(provider);
        expect(members(sorted(after), vendor.volatile)).toEqual(
          members(sorted(before), vendor.volatile),
        );
      }),
      8,
    );
    const journal = await at.journal();
    for (const secret of demoSecrets) expect(journal).not.toContain(secret);
    expect(Array.from(journal).every((char) => char === "\n" || char >= " ")).toBe(true);
  });
});
