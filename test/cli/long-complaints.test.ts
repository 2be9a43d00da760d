/** Complaints quote what is wrong, and of what is as long as a file only so much as says which one it is. */
import { expect, test } from "vitest";

import { place } from "./plans.ts";
import {
  credentials,
  customerIds,
  environment,
  providerNames,
  type ProviderName,
} from "./providers.ts";
import { runCli } from "../support/run-cli.ts";
import { scriptedServer } from "../support/scripted-server.ts";
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

const page = "p".repeat(20_000);

/** Everything that a provider can say, each as long as a book, with the credential in its middle. */
function told(provider: ProviderName) {
  const text = `"${page}${credentials[provider]}${page}"`;
  const error = { code: text, type: text, message: text, param: text, doc_url: text };
  return {
    status: 400,
    headers: { "content-type": "application/json", "x-request-id": "r".repeat(4000) },
    body: { ...error, error, success: false, details: [{ field: text, message: text }] },
  };
}

test.each(
  providerNames.flatMap((provider) =>
    [
      ["config", "check", provider],
      ["whoami", provider],
      ["customers", "get", customerIds[provider], "-p", provider],
      ["customers", "list", "-p", provider],
      ["customers", "update", customerIds[provider], "-p", provider, "--name", "N"],
      ["api", "GET", "/x", "-p", provider],
      ["api", "POST", "/x", "-p", provider, "-y"],
    ].map((words) => ({ provider, words })),
  ),
)("what $provider says to $words", async ({ provider, words }) => {
  for (const format of ["table", "json"]) {
    await using server = await scriptedServer([told(provider)]);
    const given = words[0] === "api" ? words : [...words, "-o", format];
    const result = await runCli(given, { env: environment(server.origin) });
    expect(result.code).not.toBe(0);
    // The answer itself is what a raw call is for.
    const texts = words[0] === "api" ? [result.stderr] : [result.stdout, result.stderr];
    for (const text of texts) {
      expect({ format, isShort: text.length < 2 * longest }).toEqual({ format, isShort: true });
      expect(text).not.toContain(credentials[provider]);
    }
  }
});

test("what a provider says of a row, in the journal of its run", async () => {
  await using at = await place();
  await using server = await scriptedServer([told("maple")]);
  const env = { ...environment(server.origin), XDG_STATE_HOME: at.path };
  await at.write("rows.ndjson", `{"id":"${customerIds.maple}","name":"N"}\n`);
  const words = ["customers", "update", "--from", "rows.ndjson", "-p", "maple", "-y", "-o", "json"];
  const { code, stdout, json } = await runCli(words, { env, cwd: at.path });
  expect({ code, isShort: stdout.length < 2 * longest }).toEqual({ code: 9, isShort: true });
  const journal = await at.read(`billing/runs/${json().run}/journal.ndjson`);
  expect({ isShort: journal.length < 3 * longest }).toEqual({ isShort: true });
  expect(`${stdout}${journal}`).not.toContain(credentials.maple);
});
