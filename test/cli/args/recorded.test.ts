import { expect, test } from "vitest";

import { flagsOf, type Given, valuesOf } from "../../../src/cli/args/option.ts";
import { recordedIn, resumedWith } from "../../../src/cli/args/recorded.ts";
import { updateOptions } from "../../../src/cli/args/options/update-options.ts";

const flags = flagsOf(updateOptions);

test("what decides what is done is recorded, in the order of the options; the rest passes", () => {
  const given: Given = {
    output: "json",
    "dry-run": true,
    concurrency: "4",
    from: "rows.csv",
    emulator: true,
    fault: ["any:update:429"],
    yes: true,
    verify: false,
    map: ["Company=name"],
    "unset-token": "",
    name: "Ana",
    provider: "maple",
    mask: false,
  };
  expect(Object.entries(recordedIn(flags, given))).toEqual([
    ["provider", "maple"],
    ["name", "Ana"],
    ["map", ["Company=name"]],
    ["yes", true],
    ["verify", false],
  ]);
});

test.each<[recorded: Given, given: Given, resumed: object]>([
  [{}, {}, { yes: false, provider: undefined, concurrency: undefined }],
  [{ provider: "maple", by: "external-id" }, {}, { provider: "maple", by: "external-id" }],
  [{ yes: true }, {}, { yes: true }],
  [{}, { yes: true }, { yes: true }],
  [{ profile: "old" }, { profile: "new" }, { profile: "new" }],
  [{ results: "a", failed: "b" }, { failed: "c" }, { results: "a", failed: "c" }],
  [{ map: ["A=name"], verify: false }, {}, { map: ["A=name"], verify: false }],
  [{ name: "Ana" }, { concurrency: "2", output: "json" }, { concurrency: 2, output: "json" }],
  // What only says how it goes never comes from the record, whatever stands there.
  [{ concurrency: "9", "dry-run": true, emulator: true }, {}, { concurrency: undefined }],
  [{ "dry-run": true, emulator: true }, {}, { dryRun: false, emulator: false }],
])("recorded %j, given %j", (recorded, given, resumed) => {
  expect(valuesOf(updateOptions, resumedWith(flags, recorded, given))).toMatchObject(resumed);
});

test("a run that is resumed has its own options, and each that is given again is named", () => {
  const given: Given = { provider: "maple", name: "Ana", yes: true, quiet: true, set: ["a=b"] };
  expect(() => resumedWith(flags, { provider: "maple" }, given)).toThrow(
    expect.objectContaining({
      kind: "usage",
      complaints: ["provider", "name", "set"].map((long) => ({
        location: { name: `--${long}` },
        message: "a resumed run has the options it was begun with",
        hint: "leave it out, or begin a new run",
      })),
    }),
  );
});

test("every flag of a field is recorded", () => {
  const own = updateOptions.fieldFlags.flags("field-flags");
  expect(own.length).toBeGreaterThan(10);
  expect(own.filter(({ recorded }) => recorded !== true)).toEqual([]);
});
