import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { checkRunJournal } from "../../../src/bulk/store/lost-journal.ts";
import { temporaryHome } from "../../support/run-cli.ts";
import { runId } from "./support.ts";

const run = runId(1);

test.each([
  ["neither", {}, false],
  ["an empty file of results", { "results.ndjson": "" }, false],
  ["results", { "results.ndjson": "{}\n" }, true],
  ["results and a journal", { "results.ndjson": "{}\n", "journal.ndjson": "" }, false],
  ["a journal", { "journal.ndjson": "{}\n" }, false],
])("a run that has %s", async (_what, files, isRefused) => {
  await using home = await temporaryHome();
  for (const [name, text] of Object.entries(files)) await writeFile(join(home.path, name), text);
  const checked = checkRunJournal(home.path, run);
  if (isRefused) {
    await expect(checked).rejects.toMatchObject({
      kind: "usage",
      message: expect.stringContaining(`the journal of run ${run} is gone: ${home.path}`),
    });
  } else await expect(checked).resolves.toBeUndefined();
});
