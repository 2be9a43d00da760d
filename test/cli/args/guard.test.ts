import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { describeComplaint } from "../../../src/domain/errors.ts";
import { guardWords } from "../../../src/cli/args/guard.ts";

const flags = [
  { long: "name", value: "text" },
  { long: "city", value: "text" },
  { long: "tag", value: "text", repeatable: true },
  { long: "file", short: "f", value: "path" },
  { long: "provider", short: "p", value: "name" },
  { long: "dry-run", short: "n" },
  { long: "yes", short: "y" },
  { long: "verify", negatable: true },
  { long: "no-input" },
  { long: "resume", value: "run", optional: true },
] as const;

const guard = (words: readonly string[]) => guardWords(words, flags).map(describeComplaint);

describe("words of a command line", () => {
  it.each<[readonly string[]]>([
    [[]],
    [["cus_1", "--name", "A", "--city=Oslo", "-ny", "-f", "patch.json"]],
    [["--name", ""]],
    [["--name="]],
    [["--name=--city"]],
    [["--name", "-"]],
    [["--name", "-5"]],
    [["--name", "-.5e3"]],
    [["--name", "-- Ltd"]],
    [["--name", "-x"]],
    [["-5"]],
    [["-f", "-"]],
    [["-f-"]],
    [["-pvayu"]],
    [["-nypvayu"]],
    [["-nyp", "vayu"]],
    [["--tag", "a", "--tag=b", "--tag", "a"]],
    [["--no-verify", "--no-input"]],
    [["--resume"]],
    [["--resume", "--yes"]],
    [["--resume", "run1", "--yes"]],
    [["--yes", "--", "--yes", "--what", "--name"]],
  ])("%j are fine", (words) => {
    expect(guard(words)).toEqual([]);
  });

  it("are 400,000 options in a moment", () => {
    const words = Array.from({ length: 400_000 }, (_, index) => ["--tag", `a${index}`]).flat();
    expect(guard(words)).toEqual([]);
    expect(guard([...words, "--tag"])).toEqual(["--tag: a value is missing"]);
  });

  it.each<[readonly string[], string[]]>([
    [
      ["--name", "--city", "Oslo"],
      ['--name: its value would be "--city", which is an option: is a value missing?'],
    ],
    [
      ["--name", "--tag=secret"],
      ['--name: its value would be "--tag", which is an option: is a value missing?'],
    ],
    [
      ["--name", "-f", "x"],
      ['--name: its value would be "-f", which is an option: is a value missing?'],
    ],
    [
      ["-f", "--unknown"],
      ['-f: its value would be "--unknown", which is an option: is a value missing?'],
    ],
    [["-nf", "-y"], ['-f: its value would be "-y", which is an option: is a value missing?']],
    [["--name"], ["--name: a value is missing"]],
    [["--name", "--"], ["--name: a value is missing"]],
    [["-p"], ["-p: a value is missing"]],
    [["--nmae", "A"], ['--nmae: no such option; did you mean "--name"?']],
    [["--resume", "--nmae"], ['--nmae: no such option; did you mean "--name"?']],
    [
      ["-nz", "-z"],
      ["-z: no such option (in -nz)", "-z: no such option"],
    ],
    [["--colour=red"], ["--colour: no such option"]],
    [["-z"], ["-z: no such option"]],
    [["-nz"], ["-z: no such option (in -nz)"]],
    [["--yes=true"], ["--yes: takes no value"]],
    [["--no-verify=1"], ["--no-verify: takes no value"]],
    [["-f=patch.json"], ['-f: the "=" would be part of the value']],
    [["--name", "A", "--name=B"], ["--name: given more than once"]],
    [["-y", "--yes"], ["--yes: given more than once: -y and --yes"]],
    [["-yy"], ["-y: given more than once"]],
    [["--verify", "--no-verify"], ["--no-verify: given more than once: --verify and --no-verify"]],
    [
      ["--name", "--city", "--nmae"],
      [
        '--name: its value would be "--city", which is an option: is a value missing?',
        '--city: its value would be "--nmae", which is an option: is a value missing?',
      ],
    ],
  ])("%j are not", (words, complaints) => {
    expect(guard(words)).toEqual(complaints);
  });

  it("say how to give a value that looks like an option", () => {
    expect(guardWords(["--name", "--city"], flags)[0]?.hint).toBe(
      "if that really is the value, write --name=--city",
    );
    expect(guardWords(["-f=patch.json"], flags)[0]?.hint).toBe(
      "write -f patch.json or --file=patch.json",
    );
  });

  it("are never too strange for the guard", () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom("--name", "--city=x", "-f", "-ny", "--", "-", "--no-verify", "--resume"),
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(Array.isArray(guard(words))).toBe(true);
      }),
    );
  });
});
