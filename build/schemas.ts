/** The schemas of everything that is read and printed, as files of the package. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { schemaNamed, schemaNames } from "../src/cli/schemas.ts";

export async function writeSchemas(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const name of schemaNames) {
    const text = `${JSON.stringify(schemaNamed(name), undefined, 2)}\n`;
    await writeFile(join(directory, `${name}.json`), text);
  }
}
