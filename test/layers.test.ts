/** The architecture, as rules. A broken one is shown as an arrow: who reaches for what. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join, matchesGlob, normalize } from "node:path";
import { expect, test } from "vitest";

import { untested } from "./support/untested.ts";

/** Which rooms of src/ a room may import from, besides itself. The flow goes one way. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  host: [],
  version: [],
  config: ["domain", "host"],
  patch: ["domain"],
  files: ["domain", "host"],
  http: ["domain", "host"],
  providers: ["domain"],
  plan: ["domain", "providers"],
  journal: ["domain", "host", "files"],
  update: "domain host files patch providers plan journal".split(" "),
  find: ["domain", "providers", "update"],
  drift: ["domain", "providers"],
  bulk: "domain host files patch providers plan journal update".split(" "),
  render: ["domain"],
  emulator: ["domain", "files"],
  cli: (
    "domain host version config files patch http providers plan journal update find drift bulk " +
    "render emulator"
  ).split(" "),
  main: ["domain", "host", "render", "cli"],
};

/** The only places, by the start of the path, that import a module from outside. */
const owners: Readonly<Record<string, readonly string[]>> = {
  commander: ["src/cli/args/commander.ts", "src/cli/commands/help/page.ts"],
  got: ["src/http/send/got-send.ts"],
  cosmiconfig: ["src/config/files/explorer.ts"],
  "cosmiconfig/dist/Explorer.js": ["src/config/files/explorer.ts"],
  chalk: ["src/render/text/style.ts"],
  ora: ["src/render/text/spinner.ts"],
  "string-width": ["src/render/text/measure.ts"],
  zod: ["src/domain/", "src/config/", "src/patch/"],
  "csv-parse/sync": ["src/bulk/input/csv/rows.ts"],
  yaml: [
    "src/config/files/parse-text.ts",
    "src/patch/tree/yaml-tree.ts",
    "src/render/machine/yaml.ts",
  ],
  "@humanwhocodes/momoa": [
    "src/config/files/json-text.ts",
    "src/config/files/parse-text.ts",
    "src/patch/tree/json-tree.ts",
  ],
  "lossless-json": ["src/domain/json.ts", "src/patch/tree/tree-json.ts"],
  "@noble/hashes/sha2.js": ["src/domain/text/digest.ts"],
  leven: ["src/domain/text/nearest.ts"],
  "@clack/prompts": ["src/cli/commands/config/ask.ts"],
  "@napi-rs/keyring": ["src/config/keychain.ts"],
  "https-proxy-agent": ["src/http/send/tunnel.ts"],
  "node:http": ["src/http/send/", "src/emulator/"],
  "node:https": ["src/http/send/"],
  "node:net": [
    "src/config/network/no-proxy.ts",
    "src/emulator/server/server.ts",
    "src/host/named-pipe.ts",
  ],
  "node:tls": ["src/http/send/agents.ts", "src/http/send/tunnel.ts"],
  "node:child_process": ["src/config/secret.ts", "src/host/lend-terminal.ts"],
  "node:readline": ["src/host/node-host.ts"],
  "node:os": ["src/host/descriptors.ts", "src/host/node-host.ts"],
  "node:tty": ["src/host/descriptors.ts"],
  "node:timers/promises": ["src/host/node-host.ts", "src/emulator/"],
};
/** Modules of Node that compute, or read files by paths they are given: anyone's. */
const harmless = [
  "node:crypto",
  "node:events",
  "node:fs",
  "node:fs/promises",
  "node:path",
  "node:stream/promises",
  "node:util",
];

/** What only the real world, `src/host/node-host.ts`, reaches for. */
const banned =
  /\b(?:process\s*[.?[]|console\s*\.|Date\.now|Math\.random|performance\.now|new Date\(\)|set(?:Timeout|Interval|Immediate)\s*\(|fetch\s*\()/u;

/** Ids of the vendors: each has a folder in the emulator. */
const vendorIds = globSync("src/emulator/vendors/*").map((folder) => basename(folder));
const vendors = new RegExp(vendorIds.join("|"), "iu");
const vendorFile = new RegExp(`^src/providers/(?:${vendorIds.join("|")})\\.ts$`, "u");

/** Folders of tests that stand for no room, and tests in rooms' folders that stand for no one file. */
const otherFolders = [
  "bench",
  "cli",
  "demo",
  "docs",
  "e2e",
  "golden",
  "package",
  "properties",
  "support",
  "trust",
];
const otherTests = [
  "test/config/example-file.test.ts",
  "test/emulator/vendor-faults.test.ts",
  "test/render/hostile.test.ts",
];

const roomOf = (file: string): string => file.split("/")[1]?.replace(/\.ts$/u, "") ?? "";
const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[^]*?\*\//gu, "").replaceAll(/(?<=^|\s)\/\/.*$/gmu, "");

const files = globSync("src/**/*.ts").toSorted();
const code = new Map(files.map((file) => [file, withoutComments(readFileSync(file, "utf8"))]));
const lines = [...code].flatMap(([file, text]) =>
  text.split("\n").map((line) => ({ from: file, to: line.trim() })),
);

interface Arrow {
  readonly from: string;
  /** A file of src/, the name of a module, or a line of code. */
  readonly to: string;
  readonly lazy?: boolean;
}
const imports: readonly Arrow[] = [...code].flatMap(([from, text]) =>
  [...text.matchAll(/\b(?:from |import |import\()"(?<name>[^"\n]+)"/gu)].map((match) => {
    const name = match.groups?.["name"] ?? "";
    const to = name.startsWith(".") ? normalize(join(dirname(from), name)) : name;
    return { from, to, lazy: match[0].startsWith("import(") };
  }),
);
const inside = imports.filter(({ to }) => to.startsWith("src/"));
const outside = imports.filter(({ to }) => !to.startsWith("src/") && to !== "package.json");

const drawn = (arrows: readonly Arrow[]) => arrows.map(({ from, to }) => `${from} → ${to}`);

test("rooms import one way", () => {
  expect(Object.keys(mayImport).toSorted()).toEqual([...new Set(files.map(roomOf))].toSorted());
  const walls = inside.filter(({ from, to }) => roomOf(from) !== roomOf(to));
  expect(
    drawn(walls.filter(({ from, to }) => !mayImport[roomOf(from)]?.includes(roomOf(to)))),
  ).toEqual([]);
});

test("commands never import one another: what two share stands above them", () => {
  const nounOf = (file: string) => /^src\/cli\/commands\/(?<noun>\w+)\//u.exec(file)?.[1];
  const across = inside.filter(({ from, to }) => {
    const [noun, other] = [nounOf(from), nounOf(to)];
    return noun !== undefined && other !== undefined && noun !== other;
  });
  expect(drawn(across)).toEqual([]);
});

test("no file needs itself to load; what is imported only when it is called may lead back", () => {
  const next = (file: string) => inside.filter(({ from, lazy }) => from === file && lazy !== true);
  const done = new Set<string>();
  const cyclesFrom = (file: string, path: readonly string[]): readonly string[] => {
    if (path.includes(file)) return [[...path.slice(path.indexOf(file)), file].join(" → ")];
    if (done.has(file)) return [];
    const found = next(file).flatMap(({ to }) => cyclesFrom(to, [...path, file]));
    done.add(file);
    return found;
  };
  expect(files.flatMap((file) => cyclesFrom(file, []))).toEqual([]);
});

test("a vendor's file holds facts: it imports the contract and the words it is written in", () => {
  const words = ["contract", "vocabulary", "countries"].map((name) => `src/providers/${name}.ts`);
  expect(files.filter((file) => vendorFile.test(file))).toHaveLength(vendorIds.length);
  expect(
    drawn(imports.filter(({ from, to }) => vendorFile.test(from) && !words.includes(to))),
  ).toEqual([]);
});

test("no vendor is named outside its own rooms, except in a command line that help shows", () => {
  const isShown = ({ from, to }: Arrow) => roomOf(from) === "cli" && /\bbilling [a-z]/u.test(to);
  const named = lines.filter(({ to }) => vendors.test(to));
  expect(
    drawn(
      named.filter((line) => !/^src\/(?:providers|emulator)\//u.test(line.from) && !isShown(line)),
    ),
  ).toEqual([]);
});

test("each module from outside has its owners, and they use it", () => {
  const owns = (location: string, file: string) => file.startsWith(location);
  const free = outside.filter(({ to }) => !harmless.includes(to));
  expect(
    drawn(free.filter(({ from, to }) => !owners[to]?.some((location) => owns(location, from)))),
  ).toEqual([]);
  const listed = Object.entries(owners).flatMap(([to, locations]) =>
    locations.map((from) => ({ from, to })),
  );
  expect(
    drawn(
      listed.filter(
        (owner) => !free.some(({ from, to }) => to === owner.to && owns(owner.from, from)),
      ),
    ),
  ).toEqual([]);
});

test("clock, chance, streams and timers come from the host", () => {
  expect(
    drawn(lines.filter(({ from, to }) => from !== "src/host/node-host.ts" && banned.test(to))),
  ).toEqual([]);
});

test("no file only passes others on", () => {
  expect(files.filter((file) => basename(file) === "index.ts")).toEqual([]);
  const passing = /^export\s*(?:type\s*)?(?:\*|\{[^}]*\}\s*from)/mu;
  expect(files.filter((file) => passing.test(code.get(file) ?? ""))).toEqual([]);
});

test("a test stands where the file it tests stands", () => {
  const tests = globSync("test/*/**/*.test.ts").filter(
    (file) => !otherFolders.includes(roomOf(file)),
  );
  const mirrored = tests
    .filter((file) => !otherTests.includes(file))
    .map((from) => ({ from, to: from.replace(/^test/u, "src").replace(/\.test\.ts$/u, ".ts") }));
  expect(drawn(mirrored.filter(({ to }) => !files.includes(to)))).toEqual([]);
});

test("a file has a test where it stands, or is listed with the reason why not", () => {
  const hasCode = (file: string) =>
    /^export (?:async function|function|class|const)/mu.test(code.get(file) ?? "");
  const partner = (file: string) => file.replace(/^src/u, "test").replace(/\.ts$/u, ".test.ts");
  const alone = files.filter((file) => hasCode(file) && !existsSync(partner(file)));
  const globs = untested.flatMap((group) => group.files);
  const unlisted = alone.filter((file) => !globs.some((glob) => matchesGlob(file, glob)));
  expect(drawn(unlisted.map((from) => ({ from, to: partner(from) })))).toEqual([]);
  expect(globs.filter((glob) => !alone.some((file) => matchesGlob(file, glob)))).toEqual([]);
});

test("a folder holds at most fifteen files, and a file at most 250 lines", () => {
  const folders = [...new Set(files.map((file) => dirname(file)))];
  const full = folders.filter(
    (folder) => files.filter((file) => dirname(file) === folder).length > 15,
  );
  const long = files.filter((file) => readFileSync(file, "utf8").split("\n").length > 251);
  expect({ full, long }).toEqual({ full: [], long: [] });
});
