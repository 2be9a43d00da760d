import { expect, test } from "vitest";

import { command } from "../../../../src/cli/args/command.ts";
import { parseWords } from "../../../../src/cli/args/commander.ts";
import { flagsOf, valuesOf } from "../../../../src/cli/args/option.ts";
import {
  type UpdateOptions,
  updateOptions,
} from "../../../../src/cli/args/options/update-options.ts";

const operands = [{ name: "id", required: false, help: "whom" }] as const;
const spec = command({
  operands,
  examples: [],
  options: updateOptions,
  load: () => Promise.reject(new Error("nothing is run here")),
});
const entry = { words: "customers update", summary: "", load: async () => spec };

/** What the words mean, without what no word was said of. */
function meaning(words: readonly string[]) {
  const parsed = parseWords(entry, spec, words);
  const silent = valuesOf(updateOptions, {});
  const said = Object.entries(valuesOf(updateOptions, parsed.given)).filter(
    ([name, value]) =>
      JSON.stringify(value) !== JSON.stringify(silent[name as keyof UpdateOptions]) ||
      (value instanceof Map && value.size > 0),
  );
  return { operands: parsed.operands, ...Object.fromEntries(said) };
}

const fields = (...given: readonly [name: string, values: unknown, flag: string][]) => ({
  fieldFlags: new Map(given.map(([name, values, flag]) => [name, { name, values, flag }])),
});

test("options that are not given", () => {
  const silent = valuesOf(updateOptions, {});
  expect(silent).toMatchObject({
    by: "id",
    dryRun: false,
    noRetry: false,
    fault: [],
    fieldFlags: new Map(),
  });
  for (const name of ["mask", "output", "concurrency", "provider", "resume"] as const) {
    expect(silent[name]).toBeUndefined();
  }
});

test.each<[words: string[], meant: object]>([
  [["cus_1"], { operands: ["cus_1"] }],
  [["--dry-run"], { dryRun: true }],
  [["-nyf-"], { dryRun: true, yes: true, file: "-" }],
  [["-pmaple", "-o", "json"], { provider: "maple", output: "json" }],
  [["--by=external-id"], { by: "external-id" }],
  [["--no-retry", "--no-input"], { noRetry: true, noInput: true }],
  [["--mask"], { mask: true }],
  [["--no-mask"], { mask: false }],
  [["--concurrency", "8"], { concurrency: 8 }],
  [["--timeout", "0.5", "--max-wait", "3600"], { timeout: 0.5, maxWait: 3600 }],
  [["--resume"], { resume: true }],
  [["--resume", "01K5T3"], { resume: "01K5T3" }],
  [["--resume", "--yes"], { resume: true, yes: true }],
  [["--fault", "a", "--fault=b"], { fault: ["a", "b"] }],
  [["--as-curl", "--base-url", "http://x"], { asCurl: true, baseUrl: "http://x" }],
  [["--name", ""], fields(["name", [""], "--name"])],
  [["--name", "-5"], fields(["name", ["-5"], "--name"])],
  [
    ["--email", "a@b.example", "--name", "Ana"],
    fields(["name", ["Ana"], "--name"], ["email", ["a@b.example"], "--email"]),
  ],
  [["--", "--yes"], { operands: ["--yes"] }],
])("%j", (words, meant) => {
  expect(meaning(words)).toEqual({ operands: [], ...meant });
});

test("a field of yes or no, and one of many values", () => {
  const flags = updateOptions.fieldFlags.flags("field-flags");
  const yesNo = flags.find(({ negatable }) => negatable === true)?.long ?? "";
  const many = flags.find(({ repeatable }) => repeatable === true)?.long ?? "";
  const given = (words: readonly string[]) => [
    ...valuesOf(updateOptions, parseWords(entry, spec, words).given).fieldFlags.values(),
  ];
  expect(given([`--${yesNo}`])).toMatchObject([{ values: true, flag: `--${yesNo}` }]);
  expect(given([`--no-${yesNo}`])).toMatchObject([{ values: false, flag: `--no-${yesNo}` }]);
  expect(given([`--${many}`, "a", `--${many}`, "b"])).toMatchObject([
    { values: ["a", "b"], flag: `--${many}` },
  ]);
});

test.each<[words: string[], message: string, hint?: string]>([
  [["--concurrency", "0"], '--concurrency: "0" is not a whole number from 1 to 1000'],
  [["--concurrency", "1e2"], '--concurrency: "1e2" is not a whole number from 1 to 1000'],
  [["--max-errors", ""], '--max-errors: "" is not a whole number from 1 to 1000000000'],
  [["--max-wait", "-1"], '--max-wait: "-1" is not a number of seconds above 0 and up to 3600'],
  [["--timeout", "3600.5"], "is not a number of seconds above 0 and up to 3600"],
  [
    ["--input-format", "jsonl"],
    '--input-format: "jsonl" is not known; did you mean "json"?',
    "one of ",
  ],
])("%j is refused", (words, message, hint = "") => {
  const { given } = parseWords(entry, spec, words);
  expect(() => valuesOf(updateOptions, given)).toThrow(message);
  expect(() => valuesOf(updateOptions, given)).toThrow(
    expect.objectContaining({ kind: "usage", hint: hint === "" ? undefined : expect.any(String) }),
  );
});

test("all values that are wrong are told at once", () => {
  const { given } = parseWords(entry, spec, ["--timeout", "x", "-o", "xml", "--concurrency", "x"]);
  expect(() => valuesOf(updateOptions, given)).toThrow("3 things are wrong with the input");
});

test("an option can be given 400,000 times, and the next command line begins anew", () => {
  const pairs = Array.from({ length: 400_000 }, (_, index) => `metadata.k${index}=1`);
  const words = pairs.flatMap((pair) => ["--set", pair]);
  expect(parseWords(entry, spec, words).given).toEqual({ set: pairs });
  expect(parseWords(entry, spec, ["--set", "name=A"]).given).toEqual({ set: ["name=A"] });
});

test("each option has a name of its own, and a word for whether a run keeps it", () => {
  const flags = flagsOf(updateOptions);
  const longs = flags.map(({ long }) => long);
  expect(longs.filter((long, index) => longs.indexOf(long) !== index)).toEqual([]);
  const shorts = flags.flatMap(({ short = [] }) => short);
  expect(new Set(shorts).size).toBe(shorts.length);
});

test("an option that is not there does not compile", () => {
  const options = valuesOf(updateOptions, { "dry-run": true });
  // @ts-expect-error -- misspelt
  expect(options.dryrun).toBeUndefined();
  // @ts-expect-error -- not a word
  const isDry: string = options.dryRun;
  expect(isDry).toBe(true);
});
