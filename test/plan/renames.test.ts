import { expect, it } from "vitest";

import type { FieldName } from "../../src/domain/fields.ts";
import type { Edit } from "../../src/domain/patch.ts";
import { parsePath } from "../../src/domain/path.ts";
import { namesLast, renamesItem } from "../../src/plan/renames.ts";

const edit = (field: FieldName, inside: string): Edit => ({
  field,
  rest: inside === "" ? [] : parsePath(inside),
  op: "set",
  value: "v",
  location: { name: "--set" },
});

it.each<[boolean, FieldName, string]>([
  [true, "contacts", "[a@x].email"],
  [true, "contactPersons", "[a@x].id"],
  [true, "contactPersons", "[cp_1].email"],
  [true, "overrideTaxes", "[NO].region"],
  [false, "contacts", "[a@x].title"],
  [false, "contacts", "[a@x]"],
  [false, "contacts", ""],
  [false, "overrideTaxes", "[NO].metadata.country"],
  [false, "metadata", "email"],
])("says %s of %s%s", (renames, field, inside) => {
  expect(renamesItem(edit(field, inside))).toBe(renames);
});

it("puts what renames last, and leaves the order otherwise", () => {
  const [email, title, name] = [
    edit("contacts", "[a@x].email"),
    edit("contacts", "[a@x].title"),
    edit("name", ""),
  ];
  const other = edit("contacts", "[b@x].email");
  expect(namesLast([email, title, other, name])).toEqual([title, name, email, other]);
  expect(namesLast([title, name])).toEqual([title, name]);
});
