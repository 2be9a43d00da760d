/** Random records of a vendor, and random changes of them with the record they should lead to. */
import fc from "fast-check";

import { isJsonObject, type Json, type JsonObject, sameJson } from "../../src/domain/json.ts";
import { printPath } from "../../src/domain/path.ts";
import { hasUnseenEnd, type Slot, type VendorFacts } from "./vendors.ts";

type Draft = { [key: string]: Json | Draft };

const key = fc
  .oneof(
    fc.constantFrom("tier", "seats", "a.b", "crm id", "toString"),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }),
  )
  .filter(
    (name) => !["__proto__", "constructor", "prototype"].includes(name) && !hasUnseenEnd(name),
  );

/** The vendor's id of the customer. */
export function idOf(record: JsonObject): string {
  const id = record["id"];
  return typeof id === "string" ? id : "";
}

/** A record as the vendor could hold it. */
export function recordOf(vendor: VendorFacts): fc.Arbitrary<JsonObject> {
  const { slots, fixed } = vendor;
  const held = fc.tuple(
    ...slots.map(({ value, encode, none }) =>
      none.length === 0
        ? value.map(encode ?? same)
        : fc.oneof(value.map(encode ?? same), fc.constantFrom(...none)),
    ),
  );
  const metadata = fc.oneof(
    fc.constant(null),
    fc.dictionary(
      key,
      fc.oneof(vendor.metadata ?? fc.constant(null), vendor.kept ?? fc.constant("")),
      { maxKeys: 4 },
    ),
  );
  return fc.tuple(held, metadata).map(([values, map]) => {
    const record: Draft = { ...fixed, ...(vendor.metadata === undefined ? {} : { metadata: map }) };
    for (const [index, { native }] of slots.entries()) {
      const value = values[index];
      if (value !== undefined) put(record, native, value);
    }
    return record;
  });
}

/** What is asked of the program, and what of it. */
export interface Asked {
  /** For `--file -`. */
  readonly document: JsonObject;
  readonly flags: readonly string[];
  /** The vendor's record as it should be after it. */
  readonly expected: JsonObject;
  /** First keys of the members that were named. */
  readonly roots: ReadonlySet<string>;
}

interface Wish {
  readonly slot: Slot;
  /** `null` clears. */
  readonly value: Json;
}

/** A change of some fields, never of none. */
export function changeOf(
  vendor: VendorFacts,
  record: JsonObject,
  can: { readonly clear: boolean; readonly dropKeys: boolean },
): fc.Arbitrary<Asked> {
  const wishes = fc
    .subarray([...vendor.slots], { maxLength: Math.min(5, vendor.slots.length) })
    .chain((slots) =>
      fc.tuple(
        ...slots.map((slot) =>
          (can.clear && slot.cleared !== undefined
            ? fc.oneof(
                { weight: 3, arbitrary: slot.value },
                { weight: 1, arbitrary: fc.constant(null) },
              )
            : slot.value
          ).map((value): Wish => ({ slot, value })),
        ),
      ),
    );
  const held = isJsonObject(record["metadata"]) ? Object.keys(record["metadata"]) : [];
  const keys =
    vendor.metadata === undefined
      ? fc.constant({})
      : fc.dictionary(fc.oneof(key, fc.constantFrom("tier", ...held)), vendor.metadata, {
          maxKeys: 3,
        });
  const drops = can.dropKeys ? fc.subarray(held.filter((name) => name !== "")) : fc.constant([]);
  return fc
    .tuple(wishes, keys, drops, fc.boolean())
    .filter(
      ([fields, map, dropped]) => fields.length + Object.keys(map).length + dropped.length > 0,
    )
    .map(([fields, map, dropped, replace]) =>
      asked(record, fields, map, dropped, replace && can.dropKeys && Object.keys(map).length > 0),
    );
}

function asked(
  record: JsonObject,
  wishes: readonly Wish[],
  map: JsonObject,
  dropped: readonly string[],
  replace: boolean,
): Asked {
  const document: Draft = {};
  const expected: Draft = { ...record };
  const roots = new Set<string>();
  for (const { slot, value } of wishes) {
    put(document, slot.field, value);
    roots.add(slot.native.split(".", 1)[0] ?? "");
    const now = at(record, slot.native);
    const wanted = value === null ? (slot.cleared ?? null) : (slot.encode ?? same)(value);
    const isNone = (one: Json | undefined) => slot.none.some((none) => sameJson(none, one));
    if (!(isNone(now) && value === null)) put(expected, slot.native, wanted);
  }
  const names = Object.keys(map);
  if (names.length === 0 && dropped.length === 0) return { document, flags: [], expected, roots };

  roots.add("metadata");
  // One key is not both set and dropped.
  const gone = replace ? [] : dropped.filter((name) => !names.includes(name));
  if (names.length > 0) document["metadata"] = map;
  const before = isJsonObject(record["metadata"]) ? record["metadata"] : {};
  const kept =
    replace && names.length > 0
      ? []
      : Object.entries(before).filter(([name]) => !gone.includes(name));
  const after = { ...Object.fromEntries(kept), ...map };
  if (names.length > 0 || kept.length < Object.keys(before).length) expected["metadata"] = after;
  return {
    document,
    flags: [
      ...(replace ? ["--replace-metadata"] : []),
      ...gone.flatMap((name) => ["--unset", printPath([{ key: "metadata" }, { key: name }])]),
    ],
    expected,
    roots,
  };
}

function same<T>(value: T): T {
  return value;
}

function at(record: JsonObject, path: string): Json | undefined {
  return path
    .split(".")
    .reduce<Json | undefined>(
      (value, name) => (isJsonObject(value) ? value[name] : undefined),
      record,
    );
}

function put(draft: Draft, path: string, value: Json): void {
  const [first = "", second] = path.split(".");
  if (second === undefined) draft[first] = value;
  else draft[first] = { ...(isJsonObject(draft[first]) ? draft[first] : {}), [second]: value };
}
