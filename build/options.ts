/** How the program is bundled: with everything it needs inside, for every Node that it runs on. */
import { fileURLToPath } from "node:url";
import type { BuildOptions } from "esbuild";

import { builtins } from "./builtins.ts";
import { listFormat } from "./list-format.ts";

export const buildOptions = {
  absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
  entryPoints: ["src/main.ts"],
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  platform: "node",
  target: "node20",
  outdir: "dist",
  logLevel: "warning",
  plugins: [builtins, listFormat],
  // What is written for CommonJS asks for modules of Node by `require`.
  banner: {
    js: 'const require = process.getBuiltinModule("node:module").createRequire(import.meta.url);',
  },
} as const satisfies BuildOptions;
