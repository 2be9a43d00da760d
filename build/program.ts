/** Builds `dist/` anew. */
import { readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build } from "esbuild";

import { finished } from "./finish.ts";
import { buildOptions } from "./options.ts";
import { writeHelp } from "./help.ts";
import { writeManual } from "./manual.ts";
import { writeSchemas } from "./schemas.ts";

const program = join(buildOptions.absWorkingDir, buildOptions.outfile);
const directory = dirname(program);
await rm(directory, { recursive: true, force: true });
await build(buildOptions);
await writeFile(program, finished(await readFile(program, "utf8")));
await writeHelp(directory);
await writeSchemas(join(directory, "schemas"));
await writeManual(join(directory, "man"));
