/** What the program loads and evaluates when it runs a command, counted and not timed. */
import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { build } from "esbuild";

import { buildOptions } from "../../build/options.ts";
import { programPath, runCommand } from "./built-program.ts";
import { temporaryHome } from "./run-cli.ts";

export interface Loaded {
  readonly code: number | null;
  readonly stderr: string;
  /** Files that were evaluated, by their paths from the root, and their bytes as they are bundled. */
  readonly files: ReadonlyMap<string, number>;
  /** Modules inside Node that were loaded, such as `NativeModule http`. */
  readonly builtins: readonly string[];
}

/** The program as it is shipped, but for names, by which its modules are told apart. */
export async function readableProgram(directory: string): Promise<string> {
  const outfile = join(directory, "main.cjs");
  await build({ ...buildOptions, minify: false, outfile });
  return outfile;
}

/** Runs the program on the Node that runs this, and looks at what V8 counted. */
export async function loadedBy(
  program: string,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Loaded> {
  return await counted(program, words, env, (coverage) => evaluated(coverage, program));
}

/** The files that the executable loads as it is shipped, and their sizes; what the program is made of is one of them. */
export async function shippedFilesLoadedBy(words: readonly string[]): Promise<Loaded> {
  const root = join(dirname(programPath), "..");
  return await counted(programPath, words, {}, async (coverage) => {
    const urls = (await coveredIn(coverage)).map(({ url }) => url);
    const own = urls.filter((url) => url.startsWith(pathToFileURL(`${root}/`).href));
    const sizes = own.map(async (url) => {
      const path = fileURLToPath(url);
      return [relative(root, path), (await stat(path)).size] as const;
    });
    return new Map(await Promise.all(sizes));
  });
}

async function counted(
  program: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  filesIn: (coverage: string) => Promise<Loaded["files"]>,
): Promise<Loaded> {
  await using home = await temporaryHome();
  const coverage = join(home.path, "coverage");
  const list = join(home.path, "builtins.json");
  // It counts what a run loads, itself included: node:fs, which every run has.
  const counter = `data:text/javascript,${encodeURIComponent(
    `process.on("exit", () => process.getBuiltinModule("node:fs").writeFileSync(${JSON.stringify(list)}, JSON.stringify(process.moduleLoadList)));`,
  )}`;
  const { code, stderr } = await runCommand(
    process.execPath,
    ["--import", counter, program, ...words],
    { home: home.path, env: { ...env, NODE_V8_COVERAGE: coverage } },
  );
  const builtins = JSON.parse(await readFile(list, "utf8")) as readonly string[];
  return { code, stderr, files: await filesIn(coverage), builtins };
}

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly {
        readonly startOffset: number;
        readonly endOffset: number;
        readonly count: number;
      }[];
    }[];
  }[];
}

/** The bundle has a function for each module that is imported when it is called, with the module's path as its name. */
async function evaluated(directory: string, program: string): Promise<ReadonlyMap<string, number>> {
  const files = new Map<string, number>();
  const own = (await coveredIn(directory)).filter(({ url }) => url === pathToFileURL(program).href);
  for (const { functionName, ranges } of own.flatMap(({ functions }) => functions)) {
    const [whole] = ranges;
    if (whole === undefined || whole.count === 0) continue;
    if (!/^(?:src|node_modules|builtin:)/u.test(functionName)) continue;
    files.set(functionName, whole.endOffset - whole.startOffset);
  }
  return files;
}

async function coveredIn(directory: string): Promise<Coverage["result"]> {
  const texts = (await readdir(directory)).map((name) => readFile(join(directory, name), "utf8"));
  return (await Promise.all(texts)).flatMap((text) => (JSON.parse(text) as Coverage).result);
}
