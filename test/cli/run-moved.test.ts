/** A run that is gone on with: nobody's newer values are overwritten, and the whole run is told. */
import { readFile } from "node:fs/promises";

import { expect, test } from "vitest";

import { customerIds, providerNames } from "./providers.ts";
import { commetId, lines, ndjson, runPlace } from "./runs.ts";

const hour = 60 * 60_000;
const edits = {
  vayu: ["city", (native: any) => native.address.city],
  commet: ["name", (native: any) => native.fullName],
  flexprice: ["name", (native: any) => native.name],
  maple: ["name", (native: any) => native.name],
  kirim: ["name", (native: any) => native.name],
} as const;

test.each(providerNames)(
  "%s: what moved since its row was first tried stays, unless it is overwritten on purpose",
  async (provider) => {
    await using location = await runPlace({
      faults: [
        { vendor: provider, call: "update", kind: "status", status: 500, times: 1 } as never,
      ],
    });
    const [flag, heldIn] = edits[provider];
    const id = customerIds[provider];
    const row = provider === "vayu" ? { id, address: { city: "OLD" } } : { id, name: "OLD" };
    const words = ["-p", provider, "--no-retry"];
    const first = await location.from("rows.ndjson", ndjson(row), words);
    expect(first.code).toBe(9);
    const other = await location.run([
      "customers",
      "update",
      id,
      "-p",
      provider,
      `--${flag}`,
      "NEW",
    ]);
    expect(other.code).toBe(0);

    const resume = ["customers", "update", "--resume", "-o", "ndjson"];
    const second = await location.run(resume);
    expect(second.code).toBe(9);
    expect(lines(second.stdout)).toMatchObject([
      { outcome: "failed", error: { code: "conflict", exitCode: 6 } },
    ]);
    expect(heldIn(await location.record(provider, id))).toBe("NEW");

    const [run = ""] = await location.runs();
    const third = await location.run([...resume.slice(0, 3), run, "--force", "-o", "ndjson"]);
    expect(third.code).toBe(0);
    expect(lines(third.stdout)).toMatchObject([{ outcome: "updated" }]);
    expect(heldIn(await location.record(provider, id))).toBe("OLD");
  },
);

test("another key of the metadata that moved is no conflict, the same key is", async () => {
  await using location = await runPlace({
    faults: [{ vendor: "commet", call: "update", kind: "status", status: 503, times: 2 } as never],
  });
  const rows = ndjson(
    { id: commetId(1), metadata: { a: "1" } },
    { id: commetId(2), metadata: { a: "1" } },
  );
  const words = ["-p", "commet", "--no-retry", "--concurrency", "1"];
  expect((await location.from("rows.ndjson", rows, words)).code).toBe(9);
  const change = (number: number, text: string) =>
    location.run(["customers", "update", commetId(number), "-p", "commet", "--metadata", text]);
  await change(1, "b=2");
  await change(2, "a=2");
  const { stdout } = await location.run(["customers", "update", "--resume", "-o", "ndjson"]);
  const results = lines(stdout).toSorted((left, right) => left.row - right.row);
  expect(results.map(({ outcome }) => outcome)).toEqual(["updated", "failed"]);
  expect((await location.record("commet", commetId(1)))["metadata"]).toMatchObject({
    a: "1",
    b: "2",
  });
});

test("a resumed run tells the whole run: counts, exit code and the failed rows", async () => {
  await using location = await runPlace({
    faults: [{ vendor: "commet", call: "update", kind: "status", status: 503, times: 1 } as never],
  });
  const rows = ndjson(
    { id: commetId(1), name: "A" },
    { id: "cus_nobody", name: "B" },
    { id: commetId(3), name: "C" },
  );
  const words = ["-p", "commet", "--no-retry", "--concurrency", "1"];
  const first = await location.from("rows.ndjson", rows, words);
  expect(first.code).toBe(9);
  const second = await location.run(["customers", "update", "--resume", "-o", "json"]);
  expect(second.code).toBe(9);
  const { summary } = second.json();
  expect(summary).toMatchObject({
    rows: 3,
    earlier: 2,
    counts: { updated: 2, failed: 1 },
    failureKinds: { not_found: 1 },
  });
  expect(JSON.parse(second.stderr).error.message).toBe("1 of 3 rows failed");
  expect(await readFile(summary.files.failed, "utf8")).toBe(
    ndjson({ id: "cus_nobody", name: "B" }),
  );
  const shown = await location.run(["history", "-o", "json"]);
  expect(shown.json().runs).toMatchObject([{ end: "finished", counts: { updated: 2, failed: 1 } }]);
});

test("where rows failed, one sentence says with whole commands what can be done", async () => {
  await using location = await runPlace({
    faults: [{ vendor: "commet", call: "update", kind: "status", status: 503, times: 1 } as never],
  });
  const rows = ndjson({ id: commetId(1), name: "A" }, { id: "cus_nobody", name: "B" });
  const words = [
    "-p",
    "commet",
    "--no-retry",
    "--concurrency",
    "1",
    "--metadata",
    "note=two words",
  ];
  const { stderr } = await location.from("rows.ndjson", rows, words);
  const [run = ""] = await location.runs();
  const hint = stderr.split("\n").find((line) => line.startsWith("hint: ")) ?? "";
  expect(hint).toContain(`billing customers update --resume ${run}`);
  const again = /run again: billing (?<words>.*)$/u.exec(hint)?.groups?.["words"] ?? "";
  expect(again).toMatch(/--from \S+failed\.ndjson --provider commet --metadata 'note=two words'/u);
});

test("without an id the run is named, and one of long ago only goes on when somebody agrees", async () => {
  let late = 0;
  await using location = await runPlace({
    faults: [{ vendor: "commet", call: "update", kind: "status", status: 503, times: 1 } as never],
  });
  const now = () => Date.now() + late;
  const rows = ndjson({ id: commetId(1), name: "A" });
  expect(
    (await location.from("rows.ndjson", rows, ["-p", "commet", "--no-retry"], { now })).code,
  ).toBe(9);
  const [run = ""] = await location.runs();
  late = 2 * hour;
  const refused = await location.run(["customers", "update", "--resume"], { now });
  expect(refused.code).toBe(11);
  expect(refused.stderr).toMatch(
    new RegExp(String.raw`run ${run} \(update rows.ndjson, 2 h.* old`, "u"),
  );
  expect(refused.stderr).toContain(`hint: go on with it: billing customers update --resume ${run}`);
  const resume = ["customers", "update", "--resume"];
  const no = await location.run(resume, { now, typed: "n\n" });
  expect(no).toMatchObject({ code: 11, stdout: "" });
  expect(no.stderr).toMatch(/Go on with run .*\? \[y\/N\] .*declined; nothing was sent\n/su);
  const agreed = await location.run(["customers", "update", "--resume", "--yes"], { now });
  expect(agreed).toMatchObject({
    code: 0,
    stderr: expect.stringContaining(`going on with run ${run}`),
  });
});

test("a run of long ago that is named goes on without a question", async () => {
  let late = 0;
  await using location = await runPlace({
    faults: [{ vendor: "commet", call: "update", kind: "status", status: 503, times: 1 } as never],
  });
  const now = () => Date.now() + late;
  await location.from(
    "rows.ndjson",
    ndjson({ id: commetId(1), name: "A" }),
    ["-p", "commet", "--no-retry"],
    { now },
  );
  const [run = ""] = await location.runs();
  late = 48 * hour;
  expect((await location.run(["customers", "update", "--resume", run], { now })).code).toBe(0);
});
