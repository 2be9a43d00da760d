/** How the program is bundled: with everything it needs inside, for every Node that it runs on. */
import { fileURLToPath } from "node:url";
import type { BuildOptions } from "esbuild";

import { rawTemplates } from "./ascii.ts";
import { builtins } from "./builtins.ts";
import { lighterGot } from "./lighter-got.ts";
import { listFormat, noColourSupport, noLoaders, twoSpinners } from "./lighter.ts";

export const buildOptions = {
  absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
  entryPoints: ["src/main.ts"],
  bundle: true,
  minify: true,
  // What is kept of the compiled code between runs is kept of a script: see bin/code.js.
  format: "cjs",
  platform: "node",
  target: "node20",
  // One file: of many small ones each costs a third of a millisecond, and what a command does not need is not evaluated
  // here either, as every module that is imported when it is called is a function of the bundle.
  outfile: "dist/main.cjs",
  // Binaries for each system; where it is not installed, there is no keychain.
  external: ["@napi-rs/keyring"],
  // A script whose code was kept cannot import: what is external is required, too. Every Node that it runs on knows the
  // properties of characters; otherwise their patterns would be made anew at each use.
  supported: { "dynamic-import": false, "regexp-unicode-property-escapes": true },
  logLevel: "warning",
  plugins: [
    builtins,
    lighterGot,
    listFormat,
    noColourSupport,
    noLoaders,
    rawTemplates,
    twoSpinners,
  ],
} as const satisfies BuildOptions;
