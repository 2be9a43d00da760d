/** What went wrong with a row is told as a single command tells it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { customerIds, providerNames } from "./providers.ts";
import { lines, ndjson, runPlace } from "./runs.ts";

/** What differs each time. */
const settled = (document: object): unknown =>
  JSON.parse(JSON.stringify(document).replaceAll(/"requestId":"[^"]*"/gu, '"requestId":"…"'));

test.each(providerNames)(
  "%s: a refused row carries the error of a single command, on stdout and in the files of the run",
  async (provider) => {
    await using location = await runPlace();
    const id = customerIds[provider];
    const fault = ["--emulator", "--fault", `${provider}:update:400;times=9`, "-q"];
    const single = await location.run([
      "customers",
      "update",
      id,
      "-p",
      provider,
      "--name",
      "X",
      "-o",
      "json",
      ...fault,
    ]);
    expect(single.code).toBe(5);
    const { error } = JSON.parse(single.stderr);
    expect(error).toMatchObject({ code: "rejected", exitCode: 5, providerError: { status: 400 } });

    const words = ["-p", provider, "-o", "ndjson", ...fault];
    const many = await location.from("rows.ndjson", ndjson({ id, name: "X" }), words);
    expect(many.code).toBe(9);
    const [row] = lines(many.stdout);
    expect(settled(row.error)).toEqual(settled(error));
    const dir = join(location.path, "state", "billing", "emulator", "runs", row.run);
    for (const name of ["results.ndjson", "journal.ndjson"]) {
      const told = lines(await readFile(join(dir, name), "utf8"));
      const held = told.find((line) => line.error !== undefined);
      expect(settled(held.error)).toEqual(settled(error));
    }
  },
);

test("a row that is left out says where and how to mend it", async () => {
  await using location = await runPlace();
  const rows = `${ndjson({ id: customerIds.maple, naem: "X" })}${ndjson({ id: "cus_00000001", name: "Y" })}`;
  const { stdout } = await location.from("rows.ndjson", rows, [
    "-p",
    "maple",
    "--skip-invalid",
    "-o",
    "ndjson",
  ]);
  const skipped = lines(stdout).find(({ outcome }) => outcome === "skipped");
  expect(skipped.error).toMatchObject({
    code: "usage",
    exitCode: 2,
    complaints: [{ place: { name: "rows.ndjson", line: 1 }, message: expect.any(String) }],
  });
});
