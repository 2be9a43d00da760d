/** A write that is still on its way when its run is resumed: it is waited for, not sent again. */
import { expect, test } from "vitest";

import { parseFault } from "../../src/emulator/faults/text.ts";
import { start } from "../support/built-program.ts";
import { commetRun } from "../support/commet-run.ts";
import { isWrite } from "../support/gate.ts";
import { machineNode } from "../support/nodes.ts";

const node = machineNode();

const resuming = ["customers", "update", "--resume"];

test.concurrent("a write sent long after its intent", async () => {
  await using at = await commetRun(node, { rows: 3 });
  // Turned away, so it is sent again more than two seconds after it was written down.
  at.server.emulator.faults.add(parseFault("commet:update:429;retryAfter=3"));
  await using program = start(at.begin("--concurrency", "1"), at.world);
  await at.gate.writes(1);
  at.gate.hold(isWrite);
  await at.gate.arrived(1);
  program.child.kill("SIGKILL");
  await program.ended;
  const seen = at.gate.seen.length;
  await using resumed = start([...resuming, "-o", "json"], at.world);
  // The customer was looked at once; only then does the write arrive.
  await at.gate.answered(seen);
  await at.gate.open();
  const { code, stdout } = await resumed.ended;
  expect({ code, applied: at.server.written("commet") }).toEqual({
    code: 0,
    applied: ["cus_000001", "cus_000002", "cus_000003"],
  });
  const results: readonly { readonly id: string; readonly warnings: unknown }[] =
    JSON.parse(stdout).results;
  expect(results.find(({ id }) => id === "cus_000001")?.warnings).toMatchObject([
    { code: "settled_by_reading" },
  ]);
});
