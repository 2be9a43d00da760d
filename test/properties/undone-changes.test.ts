/** A change that is undone leaves the record as it was, and neither leaves a credential or a control byte in a file. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  isJsonObject,
  type Json,
  type JsonObject,
  printJson,
  sortKeys,
} from "../../src/domain/json.ts";
import { demoSecrets, place } from "../cli/plans.ts";
import type { ProviderName } from "../cli/providers.ts";
import { changeOf, recordOf } from "./records.ts";
import { vendors } from "./vendors.ts";
import { holds } from "./world.ts";

/**
 * Each member as text, its keys in one order, which tells nothing. Without those that hold nothing: `null`, an empty
 * text, list or map are spellings of that.
 */
function members(record: JsonObject, volatile: readonly string[]): Record<string, string> {
  const withoutEmpty = (value: Json): Json =>
    isJsonObject(value)
      ? Object.fromEntries(Object.entries(value).filter(([, held]) => held !== null && held !== ""))
      : value;
  return Object.fromEntries(
    Object.entries(record)
      .filter(([name]) => !volatile.includes(name))
      .map(([name, value]) => [name, name === "address" ? withoutEmpty(value) : value] as const)
      .map(([name, value]) => [name, printJson(sortKeys(value))])
      .filter(([, text]) => !["null", '""', "[]", "{}"].includes(text ?? "")),
  );
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
        expect(members(after, vendor.volatile)).toEqual(members(before, vendor.volatile));
      }),
      8,
    );
    const journal = await at.journal();
    for (const secret of demoSecrets) expect(journal).not.toContain(secret);
    expect(Array.from(journal).every((char) => char === "\n" || char >= " ")).toBe(true);
  });
});
