import { expect, test } from "vitest";
import { isNativePath, valueAt, withValueAt } from "../../src/emulator/native-path.ts";

const record = {
  title: "CFO",
  address: { city: "Oslo", zip: null },
  contacts: [{ email: "ida@northwind.example" }],
  metadata: { "a.b": "dotted" },
};

test("a path leads through objects and positions in lists", () => {
  expect(valueAt(record, "title")).toBe("CFO");
  expect(valueAt(record, "address.zip")).toBeNull();
  expect(valueAt(record, "contacts[0].email")).toBe("ida@northwind.example");
  expect(valueAt(record, 'metadata["a.b"]')).toBe("dotted");
  expect(valueAt(record, "title.length")).toBeUndefined();
  expect(valueAt(record, "contacts[1].email")).toBeUndefined();
  expect(valueAt(record, "toString")).toBeUndefined();
});

test("a value is set without touching the record it was read from", () => {
  const before = structuredClone(record);
  expect(withValueAt(record, "address.city", "Bergen")).toEqual({
    ...record,
    address: { city: "Bergen", zip: null },
  });
  expect(withValueAt(record, "contacts[0].title", "AP")["contacts"]).toEqual([
    { email: "ida@northwind.example", title: "AP" },
  ]);
  expect(withValueAt(record, "contacts[9].email", "x")["contacts"]).toHaveLength(2);
  expect(withValueAt({ address: null }, "address.city", "Oslo")).toEqual({
    address: { city: "Oslo" },
  });
  expect(record).toEqual(before);
});

test("undefined removes a member or an item", () => {
  expect(withValueAt(record, "address.zip", undefined)["address"]).toEqual({ city: "Oslo" });
  expect(withValueAt(record, "contacts[0]", undefined)["contacts"]).toEqual([]);
});

test.each(["title", "contacts[12].name", 'metadata["x y"]'])("%s is a path", (text) => {
  expect(isNativePath(text)).toBe(true);
});

test.each(["", "a..b", "contacts[ida@northwind.example].title", "a b"])("%j is none", (text) => {
  expect(isNativePath(text)).toBe(false);
});
