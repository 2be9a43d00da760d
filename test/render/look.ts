/** How results are looked at. */
import { createStyle } from "../../src/render/text/style.ts";
import type { Look } from "../../src/render/view.ts";

export function look(facts: Partial<Look> = {}): Look {
  return {
    style: createStyle({ colour: false, columns: 80 }),
    mask: undefined,
    maxSize: 65_536,
    now: Date.parse("2026-11-02T09:00:00.000Z"),
    timeZone: "UTC",
    home: "/home/ida",
    ...facts,
  };
}
