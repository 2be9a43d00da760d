import { expect, it } from "vitest";

import { describeLocation } from "../../../../src/domain/errors.ts";
import { cellPlace, walkCells } from "../../../../src/bulk/input/csv/cells.ts";

const locationOf = (raw: string, index: number, delimiter = ",") =>
  describeLocation(
    cellPlace({ raw, location: { name: "f", line: 3, column: 1 } }, index, delimiter),
  );

it("tells where each cell of a record begins", () => {
  expect([0, 1, 2].map((index) => locationOf("a,,b", index))).toEqual(["f:3:1", "f:3:3", "f:3:4"]);
  expect(locationOf("😀;b", 1, ";")).toBe("f:3:4");
});

it("counts the lines inside quotes, and no delimiter there", () => {
  const raw = '"a,""\r\n,b",c,"d\ne\nf",g';
  expect([0, 1, 2, 3].map((index) => locationOf(raw, index))).toEqual([
    "f:3:1",
    "f:4:5",
    "f:4:7",
    "f:6:4",
  ]);
});

it("takes a guarded cell without quotes as it stands, and no more than that", () => {
  const isWhole = (text: string) => walkCells(text, ",", "start", {}).broken === undefined;
  expect(locationOf('="02134",b', 1)).toBe("f:3:10");
  expect(['="02134"', 'a,="",b', '"a",="1"'].filter((text) => !isWhole(text))).toEqual([]);
  expect(['="a,b"', '="a"b', '="a', 'b="a"', '==""a""'].filter(isWhole)).toEqual([]);
});

it("names the record where there is no such cell", () => {
  expect(locationOf("a", 5)).toBe("f:3:1");
});
