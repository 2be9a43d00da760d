/** The table of cases in this process; those that are lines of a shell are run in test/e2e. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

import { compared } from "../e2e/cases/case.ts";
import { table } from "../e2e/cases/table.ts";
import { runCli, temporaryHome } from "../support/run-cli.ts";

const cases = table.flatMap((one) =>
  typeof one.typed === "string" ? [] : [{ ...one, typed: one.typed }],
);

test.for(cases)("$met: billing $typed", async (one) => {
  await using place = await temporaryHome();
  for (const [name, content] of Object.entries(one.files ?? {})) {
    const path = join(place.path, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  const { typed, env, stdin } = one;
  const world = { cwd: place.path, ...(env === undefined ? {} : { env }) };
  const result = await runCli(typed, stdin === undefined ? world : { ...world, stdin });
  const { found, expected } = compared(one, result);
  expect(found).toEqual(expected);
});
