/** The program as it would be with a change to its source. */
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { build, type Plugin } from "esbuild";

import type { dispatch } from "../../src/cli/dispatch.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What is changed: a file, by its path from the root, and what becomes of its text. */
export type Changes = Readonly<Record<string, (source: string) => string>>;

/** The changed program, to be called in this process; disposing removes its files. */
export async function changedProgram(
  changes: Changes,
): Promise<{ readonly dispatch: typeof dispatch } & AsyncDisposable> {
  const outdir = await mkdtemp(join(tmpdir(), "billing-changed-"));
  await build({
    absWorkingDir: root,
    entryPoints: ["src/cli/dispatch.ts"],
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "warning",
    banner: {
      js: "import { createRequire as billingRequire } from 'node:module'; const require = billingRequire(import.meta.url);",
    },
    plugins: [changing(changes)],
  });
  const built = (await import(pathToFileURL(join(outdir, "dispatch.mjs")).href)) as {
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
        const file = relative(root, path).replaceAll("\\", "/");
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
