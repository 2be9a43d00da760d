/** A budget for the start, by what is loaded and not by time: what a command does not need, it does not evaluate. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { temporaryDirectory } from "../emulator/support.ts";
import { type Loaded, loadedBy, readableProgram } from "../support/loaded.ts";
import { servedEmulator } from "../support/served-emulator.ts";

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let program: string;
beforeAll(async () => {
  directory = await temporaryDirectory();
  program = await readableProgram(directory.path);
});
afterAll(() => directory[Symbol.asyncDispose]());

const update = ["customers", "update", "cus_7Qm2rT", "-p", "commet", "--name", "Ana Lima"];

/** The most files and bytes that each may evaluate: what it was when it was written down, and a little room. */
const budgets: readonly {
  readonly title: string;
  readonly words: readonly string[];
  readonly files: number;
  readonly kilobytes: number;
}[] = [
  // The way to the command line, and the host with its signals.
  { title: "--version", words: ["--version"], files: 14, kilobytes: 20 },
  // commander, and the providers, which the help counts.
  { title: "--help", words: ["--help"], files: 60, kilobytes: 195 },
  // A shell waits for it: no commander, no got, and zod only where there is a configuration.
  {
    title: "completion of an id",
    words: ["__complete", "zsh", "customers", "update", "cus_"],
    files: 104,
    kilobytes: 115,
  },
  {
    title: "completion of a command",
    words: ["__complete", "zsh", "customers", ":empty"],
    files: 66,
    kilobytes: 92,
  },
  // got and its parts are 260 of it, zod 200.
  { title: "customers update", words: update, files: 366, kilobytes: 910 },
];

async function loaded(words: readonly string[]): Promise<Loaded> {
  await using served = await servedEmulator();
  return await loadedBy(program, words, served.env());
}

function packagesOf({ files }: Loaded): readonly string[] {
  const names = [...files.keys()].map(
    (file) => /node_modules\/(?<name>(?:@[^/]+\/)?[^/]+)/u.exec(file)?.groups?.["name"],
  );
  return [...new Set(names.filter((name) => name !== undefined))];
}

test.each(budgets)("$title evaluates no more than it did", async ({ words, files, kilobytes }) => {
  const found = await loaded(words);
  expect({ code: found.code, stderr: found.stderr }).toMatchObject({ code: 0 });
  const bytes = [...found.files.values()].reduce((sum, size) => sum + size, 0);
  expect(found.files.size).toBeLessThanOrEqual(files);
  expect(Math.ceil(bytes / 1000)).toBeLessThanOrEqual(kilobytes);
});

test("completion needs no parser of command lines, no network, and no schemas without a configuration", async () => {
  const found = await loaded(["__complete", "zsh", "customers", "update", "cus_"]);
  const unneeded = ["commander", "got", "zod", "cosmiconfig", "chalk", "yaml"];
  expect(packagesOf(found).filter((name) => unneeded.includes(name))).toEqual([]);
});

test("what an update does not need is not evaluated", async () => {
  const found = await loaded(update);
  const unneeded = ["ora", "cli-spinners", "yaml", "js-yaml", "csv-parse", "https-proxy-agent"];
  expect(packagesOf(found).filter((name) => unneeded.includes(name))).toEqual([]);
  expect(
    [...found.files.keys()].filter((file) =>
      /^src\/(?:emulator\/|bulk\/(?:engine|store))/u.test(file),
    ),
  ).toEqual([]);
  // What `import … from "node:http"` loads on Node 22 and later, and what got asks HTTP/2 for.
  expect(found.builtins.filter((name) => /undici|NativeModule http2/u.test(name))).toEqual([]);
});
