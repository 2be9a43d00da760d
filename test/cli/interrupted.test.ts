/** Signals that come before the command is ready for them, and while it writes. */
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
    ["api", "GET", "/customers", "-p", "commet"],
    ["customers", "get", ...customer],
    ["customers", "update", ...customer, "--name", "Ana"],
    ["customers", "update", ...customer, "--name", "Ana", "--dry-run"],
    ["customers", "update", "--from", "rows.ndjson", "-p", "commet"],
  ])("billing %s %s %s %s", async (...words) => {
    await using home = await temporaryHome();
    await using provider = await gatedProvider({ hold: "GET" });
    await writeFile(join(home.path, "rows.ndjson"), '{"id":"cus_7Qm2rT","name":"Ana"}\n');
    const form = words[0] === "api" ? [] : ["-o", "json"];
    const { code, stderr } = await runCli([...words, ...form], {
      env: { ...provider.env, XDG_STATE_HOME: home.path },
      cwd: home.path,
      interrupted: AbortSignal.abort(reason),
    });
    expect(code).toBe(exitCode);
    if (form.length > 0) {
      expect(JSON.parse(stderr).error).toMatchObject({ code: word, exitCode });
    }
    expect(provider.seen).toEqual([]);
  });
});

test.each([
  [["customers", "get", ...customer], "interrupted"],
  [["api", "GET", "/customers", "-p", "commet"], "interrupted"],
  [["customers", "list", "-p", "commet"], "interrupted while customers were listed"],
  [["customers", "drift", "commet:cus_1", "commet:cus_2"], "interrupted"],
  [["config", "check", "commet"], "interrupted while customers were listed"],
  [["customers", "update", ...customer, "--name", "Ana"], "interrupted; nothing was written"],
])("of writing speaks only what writes: %j", async (words, message) => {
  await using provider = await gatedProvider({ hold: "GET" });
  const signal = new AbortController();
  const ended = runCli(words, { env: provider.env, interrupted: signal.signal });
  await provider.arrived("GET");
  signal.abort("SIGINT");
  const { code, stderr } = await ended;
  expect(code).toBe(130);
  expect(stderr).toMatch(new RegExp(`^error: ${message}$`, "mu"));
});

describe.each([
  ["SIGINT", 130, "interrupted"],
  ["SIGTERM", 143, "terminated"],
])("%s while a write waits for its answer", (reason, exitCode, code) => {
  const update = ["customers", "update", ...customer, "--name", "Ana"];
  const create = ["customers", "create", "-p", "commet", "--email", "ana@x.example"];
  const call = ["api", "PUT", "/customers/cus_7Qm2rT", "-p", "commet", "-f", "body.json", "--yes"];

  /** @param then what becomes of the write once the signal has come */
  async function interrupt(
    words: readonly string[],
    then: "open" | "drop",
    form: readonly string[] = ["-o", "json"],
  ) {
    await using home = await temporaryHome();
    const method = words === create ? "POST" : "PUT";
    await using provider = await gatedProvider({ hold: method });
    await writeFile(join(home.path, "body.json"), '{"fullName":"Ana"}');
    const signal = new AbortController();
    const world = {
      env: { ...provider.env, XDG_STATE_HOME: home.path },
      cwd: home.path,
      interrupted: signal.signal,
    };
    const ended = runCli([...words, ...form], world);
    await provider.arrived(method);
    signal.abort(reason);
    provider[then]();
    const { stdout, stderr, code: ended_ } = await ended;
    const history = await runCli(["history", "-o", "json"], { env: world.env });
    const writes = provider.seen.filter((seen) => seen === method).length;
    return { code: ended_, stdout, stderr, writes, changes: history.json().changes };
  }

  test.each([[update], [create], [call]])("%j is said to be done", async (words) => {
    const form = words === call ? [] : ["-o", "json"];
    const ended = await interrupt(words, "open", form);
    expect(ended).toMatchObject({ code: exitCode, writes: 1 });
    const message = "interrupted, but what was asked is done";
    if (words === call) expect(ended.stderr).toContain(`error: ${message}`);
    else expect(JSON.parse(ended.stderr).error).toEqual({ code, exitCode, message });
    expect(ended.changes[0].outcome).toBe(words === create ? "created" : "updated");
  });

  test.each([[update], [create], [call]])("%j is not sent again, and unknown", async (words) => {
    const form = words === call ? [] : ["-o", "json"];
    const ended = await interrupt(words, "drop", form);
    expect(ended).toMatchObject({ code: exitCode, writes: 1 });
    expect(ended.stderr).toMatch(/interrupted; .*not known/u);
    if (words !== call) {
      expect(JSON.parse(ended.stderr).error).toMatchObject({ code, exitCode });
      expect(JSON.parse(ended.stdout).outcome).toBe("unknown");
    }
    expect(ended.changes[0].outcome).toBe("unknown");
  });

  test("says what is waited for, and what a second signal leaves", async () => {
    const { stderr } = await interrupt([...update, "--timeout", "20"], "open", []);
    expect(stderr).toContain(
      "interrupted: the update is under way; waiting for Commet's answer and, where that leaves it open, looking up what came of it (20 s at most for each request); again stops at once, and its outcome is then unknown, until you look it up with: billing history --resolve\n",
    );
  });

  test("promises no look-up of a raw call", async () => {
    const { stderr } = await interrupt([...call, "--timeout", "20"], "open", []);
    expect(stderr).toContain(
      "interrupted: the call is under way; waiting for Commet's answer (20 s at most); again stops at once, and its outcome is then unknown\n",
    );
  });

  test("promises no look-up of what is not written down", async () => {
    const { stderr } = await interrupt([...update, "--no-journal"], "open", []);
    expect(stderr).toMatch(/; again stops at once, and its outcome is then unknown\n/u);
  });
});
