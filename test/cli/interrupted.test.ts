/** A signal that came before the command was ready for it. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { gatedProvider } from "../support/gated-provider.ts";
import { runCli, temporaryHome } from "../support/run-cli.ts";

const customer = ["cus_7Qm2rT", "-p", "commet"];

describe.each([
  ["SIGINT", 130, "interrupted"],
  ["SIGTERM", 143, "terminated"],
])("%s before anything was sent", (reason, exitCode, word) => {
  // The provider never answers a read: that the command ends shows that nobody waits for it.
  test.each([
    ["customers", "get", ...customer],
    ["customers", "update", ...customer, "--name", "Ana"],
    ["customers", "update", ...customer, "--name", "Ana", "--dry-run"],
    ["customers", "update", "--from", "rows.ndjson", "-p", "commet"],
  ])("billing %s %s %s %s", async (...words) => {
    await using home = await temporaryHome();
    await using provider = await gatedProvider({ hold: "GET" });
    await writeFile(join(home.path, "rows.ndjson"), '{"id":"cus_7Qm2rT","name":"Ana"}\n');
    const { code, stderr } = await runCli([...words, "-o", "json"], {
      env: { ...provider.env, XDG_STATE_HOME: home.path },
      cwd: home.path,
      interrupted: AbortSignal.abort(reason),
    });
    expect(code).toBe(exitCode);
    expect(JSON.parse(stderr).error).toMatchObject({ code: word, exitCode });
    expect(provider.seen).toEqual([]);
  });
});
