import { expect, test } from "vitest";

import type { Customer } from "../../src/domain/change.ts";
import type { Json } from "../../src/domain/json.ts";
import type { Edit } from "../../src/domain/patch.ts";
import { parsePath } from "../../src/domain/path.ts";
import { applyEdits } from "../../src/plan/apply-edits.ts";
import {
  closed,
  isOpenList,
  isOpenObject,
  openList,
  putIn,
  takeOut,
} from "../../src/plan/draft.ts";

const location = { name: "test" };
const set = (path: string, value: Json): Edit => ({
  field: "metadata",
  rest: parsePath(path),
  op: "set",
  value,
  location,
});
const take = (item: string, field: "contacts" | "aliases" = "contacts"): Edit => ({
  field,
  rest: [{ item }],
  op: "unset",
  location,
});
const laid = (
  before: Readonly<Record<string, Json>>,
  edits: readonly Edit[],
  mayBeGone = false,
): Customer =>
  applyEdits(
    before,
    { edits, replaceMetadata: false },
    () => ({ with: null, unreadable: false }),
    mayBeGone,
  );

const people = [
  { name: "Ida", email: "ida@x.example" },
  { name: "Bo", email: "bo@x.example" },
  { name: "Al", email: "al@x.example" },
];

test("keys deep inside a map are laid over it as they would be one after the other", () => {
  const edits = [set("n.m.a", 1), set("n.m.b", 2), set("n.m.__proto__", 3), set("n.m.a", 4)];
  for (const metadata of [{}, { n: { m: { b: 0, c: 9 }, o: 1 } }, { n: null }]) {
    const single = edits.reduce<Customer>((customer, edit) => laid(customer, [edit]), { metadata });
    expect(laid({ metadata }, edits)).toEqual(single);
  }
  expect(() => laid({ metadata: { n: 1 } }, edits)).toThrow("4 things are wrong");
});

test("items are taken out as they would be one after the other", () => {
  const edits = [take("al@x.example"), take("ida@x.example")];
  expect(laid({ contacts: people }, edits)).toEqual({ contacts: [people[1]] });
  expect(() => laid({ contacts: people }, [...edits, take("ida@x.example")])).toThrow(
    "ida@x.example",
  );
  expect(() => laid({ contacts: [...people, ...people] }, edits)).toThrow("2 things are wrong");
  const gone = [take("nobody"), ...edits];
  expect(laid({ contacts: people }, gone, true)).toEqual({ contacts: [people[1]] });
  expect(() => laid({ contacts: people }, gone)).toThrow('holds no item "nobody"');
  expect(laid({ aliases: ["a", "b", "c"] }, [take("c", "aliases"), take("a", "aliases")])).toEqual({
    aliases: ["b"],
  });
});

test("an item is found by every name it has, also beside what renames it", () => {
  const contactPersons = [{ id: "p1", email: "ida@x.example" }, { id: "p2" }];
  const inside = (item: string, key: string): Edit => ({
    field: "contactPersons",
    rest: [{ item }, { key }],
    op: "set",
    value: "new@x.example",
    location,
  });
  const edits = [inside("ida@x.example", "email"), inside("ida@x.example", "name")];
  expect(laid({ contactPersons }, edits)).toEqual({
    contactPersons: [{ id: "p1", email: "new@x.example", name: "new@x.example" }, { id: "p2" }],
  });
  const out = { ...inside("ida@x.example", ""), rest: [{ item: "ida@x.example" }], op: "unset" };
  expect(laid({ contactPersons }, [out as Edit], true)).toEqual({ contactPersons: [{ id: "p2" }] });
});

test("what is put into a list counts only what is still in it", () => {
  const list = openList(["a", "b", "c"], []);
  const [a, , c] = list.cells;
  if (a === undefined || c === undefined) throw new Error("no cells");
  takeOut(list, a);
  takeOut(list, c);
  putIn(list, "d", 1);
  putIn(list, "e", 1);
  expect(closed(list)).toEqual(["b", "e", "d"]);
});

test("a record that looks like an open value is none", () => {
  expect(
    [{ mark: "object", members: {} }, { mark: null }].some(
      (held) => isOpenObject(held) || isOpenList(held),
    ),
  ).toBe(false);
});
