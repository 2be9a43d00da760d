/** Builds `dist/` anew. */
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build } from "esbuild";

import { buildOptions } from "./options.ts";

await rm(dirname(join(buildOptions.absWorkingDir, buildOptions.outfile)), {
  recursive: true,
  force: true,
});
await build(buildOptions);
