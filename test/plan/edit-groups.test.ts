import { expect, test } from "vitest";

import type { Customer } from "../../src/domain/change.ts";
import type { Json } from "../../src/domain/json.ts";
import type { Edit } from "../../src/domain/patch.ts";
import { parsePath } from "../../src/domain/path.ts";
import { applyEdits } from "../../src/plan/apply-edits.ts";
import { together, withoutItems } from "../../src/plan/edit-groups.ts";

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
const laid = (before: Readonly<Record<string, Json>>, edits: readonly Edit[]) =>
  applyEdits(before, { edits, replaceMetadata: false }, () => ({ with: null, unreadable: false }));

const people = [
  { name: "Ida", email: "ida@x.example" },
  { name: "Bo", email: "bo@x.example" },
  { name: "Al", email: "al@x.example" },
];

test("what follows one another in one place is a group", () => {
  const edits = [set("a.b", 1), set("a.c", 2), set("a", 3), set("d.b", 1), take("x"), take("y")];
  expect(together(edits).map((group) => group.length)).toEqual([2, 1, 1, 2]);
});

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
  expect(withoutItems(people, [take("nobody"), ...edits], true)).toEqual([people[1]]);
  expect(withoutItems(people, [take("nobody"), ...edits], false)).toBeUndefined();
  expect(laid({ aliases: ["a", "b", "c"] }, [take("c", "aliases"), take("a", "aliases")])).toEqual({
    aliases: ["b"],
  });
});

/** Processor time of this process, in microseconds. */
function cpuOf(work: () => void): number {
  const begun = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begun);
  return user + system;
}

test.each<[string, (n: number) => () => unknown]>([
  [
    "keys deep inside a map",
    (n) => {
      const edits = Array.from({ length: n }, (_value, index) => set(`n.m.k${index}`, 1));
      return () => laid({}, edits);
    },
  ],
  [
    "items of a list",
    (n) => {
      const contacts = Array.from({ length: n }, (_value, index) => ({ email: `${index}@x.no` }));
      const edits = contacts.map(({ email }) => take(email));
      return () => laid({ contacts }, edits);
    },
  ],
])("%s: sixteen times as many do not take 256 times as long", (_what, workOf) => {
  const [few, many] = [workOf(2000), workOf(32_000)];
  few();
  const short = Math.max(3000, Math.min(...[1, 2, 3].map(() => cpuOf(few))));
  expect(cpuOf(many) / short).toBeLessThan(90);
});
