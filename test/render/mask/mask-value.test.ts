import { expect, test } from "vitest";

import { maskAt, maskPath, personalTexts } from "../../../src/render/mask/mask-value.ts";
import { createPersonal } from "../../../src/render/mask/personal.ts";

const personal = createPersonal(["metadata.owner"]);

test("what a bracket says of a person is masked with the path", () => {
  expect(maskPath(personal, "contacts[ida@fjord.example].phone")).toBe(
    "contacts[i…@fjord.example].phone",
  );
  expect(maskPath(personal, "metadata.tier")).toBe("metadata.tier");
});

test("a value is masked whole where it is personal, else as far as it is", () => {
  expect(maskAt(personal, ["phone"], "+4755501020")).toBe("+…20");
  expect(
    maskAt(personal, ["people"], [{ title: "CFO", email: "ida@fjord.example", seats: 2 }]),
  ).toEqual([{ title: "CFO", email: "i…@fjord.example", seats: 2 }]);
  expect(maskAt(personal, ["metadata", "note"], "ask ida@fjord.example")).toBe(
    "ask i…@fjord.example",
  );
  expect(maskAt(personal, ["metadata"], { owner: { since: 20_261_125 }, note: null })).toEqual({
    owner: { since: "2…25" },
    note: null,
  });
});

test("the strings that are masked whole are known", () => {
  const value = { owner: ["Ida", { deep: "Bo" }], tier: "gold" };
  expect(personalTexts(personal, ["metadata"], value)).toEqual(["Ida", "Bo"]);
});

test("an item of 10 MB is masked", () => {
  const path = maskPath(personal, `contacts[${"w".repeat(10_000_000)}@x.example].name`);
  expect(path).toMatch(/^contacts\[.{1,20}\]\.name$/u);
});
