/** Builds `dist/` anew. */
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build } from "esbuild";

import { buildOptions } from "./options.ts";
import { writeManual } from "./manual.ts";
import { writeSchemas } from "./schemas.ts";

const directory = dirname(join(buildOptions.absWorkingDir, buildOptions.outfile));
await rm(directory, { recursive: true, force: true });
await build(buildOptions);
await writeSchemas(join(directory, "schemas"));
await writeManual(join(directory, "man"));
