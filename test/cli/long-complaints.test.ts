/** Complaints quote what is wrong, and of what is as long as a file only so much as says which one it is. */
import { expect, test } from "vitest";

import { place } from "./plans.ts";
import { customerIds } from "./providers.ts";
import { runPlace } from "./runs.ts";

const long = "k".repeat(1_000_000);
const longest = 8000;

test.each<[string, string, readonly string[]]>([
  ["an unknown key", JSON.stringify({ [long]: 1 }), []],
  ["an unknown key in YAML", `${long}: 1\n`, []],
  ["an unknown key of the vendor's", JSON.stringify({ [long]: 1 }), ["--native"]],
  ["a value of the wrong type", JSON.stringify({ name: { [long]: 1 } }), []],
  ["a broken document", `{"name": "${long}`, []],
  ["a key within an address", JSON.stringify({ address: { [long]: 1 } }), []],
])("%s in a patch", async (_what, text, words) => {
  await using at = await place();
  await at.write("patch.json", text);
  for (const format of ["table", "json"]) {
    const given = ["-f", "patch.json", "-n", "-q", "-o", format, ...words];
    const { code, stderr } = await at.update("maple", given);
    expect({ code, isShort: stderr.length < longest }).toEqual({ code: 2, isShort: true });
    expect(stderr).toContain("patch.json:1");
  }
});

test.each<[string, string, readonly string[]]>([
  ["an unknown column", `id,${long}\nx,1\n`, []],
  ["an id", `id,name\n"a/${long}",N\n`, []],
  ["a provider", `id,provider,name\n${customerIds.maple},${long},N\n`, []],
  ["a cell", `id,country\n${customerIds.maple},${long}\n`, []],
  ["an id of rows that are left out", `id,name\n"a/${long}",N\n`, ["--skip-invalid"]],
])("%s in a row", async (_what, rows, words) => {
  await using at = await runPlace();
  for (const format of ["table", "json", "ndjson", "markdown"]) {
    const given = ["-p", "maple", "-n", "-o", format, ...words];
    const { code, stdout, stderr } = await at.from("rows.csv", rows, given);
    expect(code).not.toBe(0);
    expect({ format, isShort: stderr.length < longest }).toEqual({ format, isShort: true });
    const error = stdout.replace(/"id":\s*"[^"]*"/gu, "");
    expect({ format, isShort: error.length < longest }).toEqual({ format, isShort: true });
  }
});

test("a key of the configuration", async () => {
  await using at = await place();
  await at.write(".billingrc", JSON.stringify({ [long]: 1 }));
  const { code, stderr } = await at.run(["history", "--mask"]);
  expect({ code, isShort: stderr.length < longest }).toEqual({ code: 3, isShort: true });
  expect(stderr).toContain(".billingrc:1:2: unknown key");
});
