/** A budget for the start, by what is loaded and not by time: what a command does not need, it does not evaluate. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { temporaryDirectory } from "../emulator/support.ts";
import { type Loaded, loadedBy, readableProgram, shippedFilesLoadedBy } from "../support/loaded.ts";
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
  // What the executable does not answer itself: the way to the command line, and the host with its signals.
  { title: "--version among other words", words: ["--version", "-q"], files: 19, kilobytes: 7 },
  // commander, and the providers, which the help counts.
  {
    title: "help among other words",
    words: ["customers", "update", "cus_1", "--help"],
    files: 85,
    kilobytes: 205,
  },
  // A shell waits for it: no commander, no got, and zod only where there is a configuration.
  {
    title: "completion of an id",
    words: ["__complete", "zsh", "customers", "update", "cus_"],
    files: 113,
    kilobytes: 105,
  },
  {
    title: "completion of a command",
    words: ["__complete", "zsh", "customers", ":empty"],
    files: 77,
    kilobytes: 80,
  },
  // Half of it is got and its parts, as it reads and shows a record.
  {
    title: "customers get",
    words: ["customers", "get", "cus_7Qm2rT", "-p", "commet"],
    files: 260,
    kilobytes: 495,
  },
  // Besides zod, 105, and what plans, guards, verifies and keeps records of changes.
  { title: "customers update", words: update, files: 380, kilobytes: 712 },
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

test.each([
  [["--version"], ["bin/billing.js", "bin/start.js"]],
  [["--help"], ["bin/billing.js", "bin/help.js", "bin/start.js"]],
  [
    ["customers", "update", "--help-all", "-p", "maple"],
    ["bin/billing.js", "bin/help.js", "bin/start.js"],
  ],
])("%j loads nothing of the program, and little of itself", async (words, expected) => {
  const found = await shippedFilesLoadedBy(words);
  expect(found).toMatchObject({ code: 0, stderr: "" });
  expect([...found.files.keys()].toSorted()).toEqual(expected);
  // Each of them is compiled anew every time.
  const bytes = [...found.files.values()].reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeLessThan(8000);
  // Streams and terminals are for what has more to say.
  expect(found.builtins.filter((name) => /NativeModule (?:net|tty|zlib)$/u.test(name))).toEqual([]);
});

const config = (origin: string) =>
  JSON.stringify({ providers: { commet: { baseUrl: origin, apiKey: { env: "KEY" } } } });

test.each([
  ["without a configuration", undefined],
  ["with one in JSON", "config.json"],
])("what an update does not need is not evaluated %s", async (_title, file) => {
  const path = join(directory.path, file ?? "");
  if (file !== undefined) await writeFile(path, config("http://127.0.0.1:1"));
  const found = await loaded(file === undefined ? update : [...update, "--config", path]);
  expect(found.code).toBe(0);
  const unneeded = [
    "ora",
    "cli-spinners",
    "yaml",
    "js-yaml",
    "csv-parse",
    "https-proxy-agent",
    "undici",
    "@clack/prompts",
  ];
  expect(packagesOf(found).filter((name) => unneeded.includes(name))).toEqual([]);
  expect(
    [...found.files.keys()].filter((file) =>
      /^src\/(?:emulator\/|bulk\/(?:engine|store))/u.test(file),
    ),
  ).toEqual([]);
  // What `import … from "node:http"` loads on Node 22 and later, what got asks HTTP/2 for and what it takes a body for,
  // what only an address with TLS needs, what only a terminal does, and what names and files can do without.
  const dear =
    /undici|webstreams|NativeModule (?:crypto|fs\/promises|http2|https|internal\/fs\/promises|tls|tty|worker_threads|perf_hooks)$/u;
  expect(found.builtins.filter((name) => dear.test(name))).toEqual([]);
});
