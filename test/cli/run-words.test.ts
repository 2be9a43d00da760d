/** What a run and a single update say at their end: nothing twice, and nothing that is not so. */
import { expect, test } from "vitest";

import { customerIds } from "./providers.ts";
import { ndjson, renames, runPlace } from "./runs.ts";

test("a dry run that finds nothing to change says that it is unchanged", async () => {
  await using location = await runPlace();
  expect((await location.from("rows.ndjson", renames(3), ["-p", "commet"])).code).toBe(0);
  const again = await location.from("rows.ndjson", renames(3), ["-p", "commet", "-n"]);
  expect(again.stdout).toMatch(/^unchanged · nothing was sent$/mu);
  expect(again.stdout).not.toMatch(/^planned/mu);
  const json = await location.from("rows.ndjson", renames(3), ["-p", "commet", "-n", "-o", "json"]);
  expect(json.json().summary).toMatchObject({ end: "unchanged", counts: { unchanged: 3 } });
  const other = await location.from("rows.ndjson", renames(3, "Other"), ["-p", "commet", "-n"]);
  expect(other.stdout).toMatch(/^planned · nothing was sent$/mu);
});

test.each([
  { besides: "others are the same", others: renames(2), end: "failed" },
  { besides: "others are planned", others: renames(2, "Other"), end: "planned" },
])("a dry run of which a row failed, and $besides, ends as $end", async ({ others, end }) => {
  await using location = await runPlace();
  expect((await location.from("rows.ndjson", renames(2), ["-p", "commet"])).code).toBe(0);
  const rows = others + ndjson({ id: "cus_nobody", name: "X" });
  const { code, stdout } = await location.from("rows.ndjson", rows, ["-p", "commet", "-n"]);
  expect(code).toBe(9);
  expect(stdout).toContain(`\n${end} · nothing was sent\n`);
  const json = await location.from("rows.ndjson", rows, ["-p", "commet", "-n", "-o", "json"]);
  expect(json.json().summary).toMatchObject({ end, counts: { failed: 1 } });
});

const timesIn = (text: string, word: string) => text.split(word).length - 1;

test("who says no is told so once, and sees the table once", async () => {
  await using location = await runPlace();
  const single = await location.run(
    ["customers", "update", customerIds.maple, "-p", "maple", "--unset", "title"],
    { typed: "n\n" },
  );
  expect(single).toMatchObject({ code: 11, stdout: "" });
  expect(timesIn(single.stderr, "declined")).toBe(1);
  expect(timesIn(single.stderr, "BEFORE")).toBe(1);
  expect(single.stderr).not.toContain("got none");

  const rows = ndjson({ id: customerIds.maple, title: null });
  const many = await location.from("rows.ndjson", rows, ["-p", "maple"], { typed: "n\n" });
  expect(many).toMatchObject({ code: 11, stdout: "" });
  expect(timesIn(many.stderr, "declined")).toBe(1);
  expect(timesIn(many.stderr, "PROVIDER")).toBe(1);
});

test("a program gets its document also after a no", async () => {
  await using location = await runPlace();
  const { stdout } = await location.run(
    ["customers", "update", customerIds.maple, "-p", "maple", "--unset", "title", "-o", "json"],
    { typed: "n\n" },
  );
  expect(JSON.parse(stdout)).toMatchObject({ outcome: "declined" });
});

test("the command for the rows that failed names each option once", async () => {
  await using location = await runPlace();
  const rows = ndjson({ name: "New", externalId: "new-1", email: "no" });
  await location.write("rows.ndjson", rows);
  const journal = `${location.path}/journal.ndjson`;
  const rest = ["--skip-invalid", "--base-url", location.emulator.baseUrls["commet"] ?? ""];
  const { stderr } = await location.run(
    "customers create --from rows.ndjson -p commet".split(" ").concat(rest, ["--journal", journal]),
  );
  expect(stderr).toContain("to be mended and run again: billing customers create --from ");
  expect(timesIn(stderr, "--base-url ")).toBe(1);
  expect(timesIn(stderr, "--journal ")).toBe(1);
});
