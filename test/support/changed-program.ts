/** The program as it would be with a change to its source. */
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";

import { build, type Plugin } from "esbuild";

import { buildOptions } from "../../build/options.ts";
import type { dispatch } from "../../src/cli/dispatch.ts";

/** What is changed: a file, by its path from the root, and what becomes of its text. */
export type Changes = Readonly<Record<string, (source: string) => string>>;

/** The changed program, to be called in this process; disposing removes its files. */
export async function changedProgram(
  changes: Changes,
): Promise<{ readonly dispatch: typeof dispatch } & AsyncDisposable> {
  const outdir = await mkdtemp(join(tmpdir(), "billing-changed-"));
  await build({
    ...buildOptions,
    entryPoints: ["src/cli/dispatch.ts"],
    outfile: join(outdir, "dispatch.cjs"),
    minify: false,
    plugins: [changing(changes), ...buildOptions.plugins],
  });
  const built = (await import(pathToFileURL(join(outdir, "dispatch.cjs")).href)) as {
    readonly dispatch: typeof dispatch;
  };
  return {
    dispatch: built.dispatch,
    [Symbol.asyncDispose]: () => rm(outdir, { recursive: true, force: true }),
  };
}

function changing(changes: Changes): Plugin {
  return {
    name: "changing",
    setup: (building) => {
      building.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const file = relative(buildOptions.absWorkingDir, path).replaceAll("\\", "/");
        const change = Object.hasOwn(changes, file) ? changes[file] : undefined;
        if (change === undefined) return undefined;
        const source = readFileSync(path, "utf8");
        const changed = change(source);
        if (changed === source) throw new Error(`nothing changed in ${file}`);
        return { contents: changed, loader: "ts" };
      });
    },
  };
}
