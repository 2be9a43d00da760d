import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

import type { RunEnd } from "../../../src/domain/run/run.ts";
import { findRun } from "../../../src/bulk/store/find-run.ts";
import { createRun } from "../../../src/bulk/store/directory.ts";
import { openRunJournal } from "../../../src/bulk/store/journal.ts";
import { headerOf, host, runId, temporaryRun } from "./support.ts";
import { renamingHere as here } from "../../support/rename-world.ts";

async function ended(stateDir: string, index: number, why?: RunEnd): Promise<void> {
  const dir = await createRun(stateDir, headerOf({ run: runId(index) }), here);
  if (why === undefined) return;
  const journal = await openRunJournal({ dir, host, tool: "0.1.0" });
  await journal.end(why, {});
  await journal.close();
}

test("a run is found by its id, or its beginning, as people write it", async () => {
  await using location = await temporaryRun({ run: "01JC0000000000000000000001" });
  await ended(location.stateDir, 7);
  expect((await findRun(location.stateDir, " oljco0")).dir).toBe(location.dir);
  expect((await findRun(location.stateDir, runId(7).toLowerCase())).header.run).toBe(runId(7));
});

test.each([
  ["01JBK", '"01JBK" is too short for a run: at least 6 characters of its id are needed'],
  ["01JBK3", `"01JBK3" is part of the ids of 2 runs: ${runId(1)}, ${runId(2)}`],
  [runId(9), `no run "${runId(9)}" is recorded; did you mean ${runId(1)}?`],
])("no run is found by %s", async (text, message) => {
  await using location = await temporaryRun();
  await ended(location.stateDir, 2);
  await expect(findRun(location.stateDir, text)).rejects.toMatchObject({ kind: "usage", message });
});

test("without an id it is the latest that is not finished", async () => {
  await using location = await temporaryRun();
  await ended(location.stateDir, 2, "interrupted");
  await ended(location.stateDir, 3, "stopped");
  await ended(location.stateDir, 4, "finished");
  expect((await findRun(location.stateDir, undefined)).header.run).toBe(runId(3));
  await ended(location.stateDir, 5);
  expect((await findRun(location.stateDir, undefined)).header.run).toBe(runId(5));
  await appendFile(join(location.stateDir, "runs", runId(5), "journal.ndjson"), '{"v":1,"ty');
  expect((await findRun(location.stateDir, undefined)).header.run).toBe(runId(5));
});

test("when all are finished, none is waiting", async () => {
  await using location = await temporaryRun();
  const journal = await location.open();
  await journal.end("finished", {});
  await journal.close();
  await expect(findRun(location.stateDir, undefined)).rejects.toMatchObject({
    kind: "usage",
    message: "no run is waiting to be resumed",
  });
});

test("a damaged header is told, and another run is not taken instead", async () => {
  await using location = await temporaryRun();
  await ended(location.stateDir, 2);
  await writeFile(join(location.stateDir, "runs", runId(2), "run.json"), "");
  await expect(findRun(location.stateDir, undefined)).rejects.toThrow(
    `${runId(2)}/run.json is damaged`,
  );
});
