/** Builds `dist/` anew. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

import { buildOptions } from "./options.ts";

await rm(join(buildOptions.absWorkingDir, buildOptions.outdir), { recursive: true, force: true });
await build(buildOptions);
