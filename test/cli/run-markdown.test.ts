/** A run in Markdown, for a pull request or the summary of a CI step: all its rows, within a size. */
import { expect, test } from "vitest";

import { customerIds } from "./providers.ts";
import { ndjson, renames, runPlace } from "./runs.ts";

const markdown = ["-p", "commet", "-o", "markdown"];

test("a dry run of 30 rows shows 30 rows, what it wrote too, and its undo", async () => {
  await using location = await runPlace({ customers: 30 });
  const rows = renames(30);
  const planned = await location.from("rows.ndjson", rows, [...markdown, "-n"]);
  expect(planned.stdout.match(/^\| `~` \| \d+ \| `commet cus_/gmu)).toHaveLength(30);
  expect(planned.stdout).toContain("To be changed:");
  const written = await location.from("rows.ndjson", rows, markdown);
  expect(written.stdout.match(/^\| `~` \| \d+ \| `commet cus_/gmu)).toHaveLength(30);
  const [run = ""] = await location.runs();
  const undone = await location.run(["undo", run, "-n", "-o", "markdown"]);
  expect(undone.stdout.match(/^\| `~` \| \d+ \| `commet cus_/gmu)).toHaveLength(30);
});

test("what has no room is counted, and where it is", async () => {
  await using location = await runPlace({ customers: 60 });
  const small = [...markdown, "--max-size", "4096"];
  const planned = await location.from("rows.ndjson", renames(60), [...small, "-n"]);
  const shown = planned.stdout.match(/^\| `~`/gmu)?.length ?? 0;
  expect(shown).toBeGreaterThan(10);
  expect(Buffer.byteLength(planned.stdout)).toBeLessThanOrEqual(4096);
  expect(planned.stdout).toContain(`${60 - shown} rows are not shown here: \`--results <path>\``);
  const written = await location.from("rows.ndjson", renames(60), small);
  expect(written.stdout).toMatch(
    /rows are not shown here: all rows are in `.*results\.ndjson`\.$/mu,
  );
});

test("a run that is gone on with shows the rows that ended before, too", async () => {
  await using location = await runPlace();
  const rows = ndjson({ id: "cus_404", name: "A" }) + renames(2);
  const words = [...markdown, "--max-errors", "1", "--concurrency", "1"];
  const stopped = await location.from("rows.ndjson", rows, words);
  expect(stopped.stdout).toContain("Failed:");
  const whole = await location.run(["customers", "update", "--resume", "-o", "markdown"]);
  expect(whole.stdout.match(/^\| `x` \| 1 \|/gmu)).toHaveLength(1);
  expect(whole.stdout.match(/^\| `~` \| [23] \|/gmu)).toHaveLength(2);
});

test("rows that were declined are counted, not claimed to be changed", async () => {
  await using location = await runPlace();
  const rows = ndjson({ id: customerIds.maple, title: null });
  const declined = await location.from("rows.ndjson", rows, ["-p", "maple", "-o", "markdown"]);
  expect(declined.code).toBe(11);
  expect(declined.stdout).toContain("1 row is not shown here: `--dry-run` shows them.");
  expect(declined.stdout).toContain("declined · nothing was sent");
});

test.each(["0", "4095", "1e6", "64KiB", "-1"])("--max-size %s is refused", async (size) => {
  await using location = await runPlace();
  const words = [...markdown, `--max-size=${size}`, "-n"];
  const { code, stdout, stderr } = await location.from("rows.ndjson", renames(1), words);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("--max-size");
});
