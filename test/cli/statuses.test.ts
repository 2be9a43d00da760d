/** Statuses are the provider's words, whoever writes them, and in capitals or not. */
import { expect, test } from "vitest";

import { runCli, temporaryHome } from "../support/run-cli.ts";
import { customerIds } from "./providers.ts";

const list = (words: readonly string[]) => runCli(["customers", "list", ...words, "--emulator"]);

test.each([
  ["maple", "actve", "ACTIVE", "one of ACTIVE, ARCHIVED"],
  ["kirim", "PAUSED", undefined, "one of pending, active, suspended, archived"],
  ["flexprice", "active", undefined, "one of published, archived, deleted"],
])("%s knows no status %s, and the list says which", async (provider, status, meant, known) => {
  const { code, stdout, stderr } = await list(["-p", provider, "--status", status]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(`knows no status "${status}"`);
  if (meant !== undefined) expect(stderr).toContain(`did you mean "${meant}"?`);
  expect(stderr).toContain(known);
  const asked = await list(["-p", provider, "--status", status, "--unlisted", "-o", "json"]);
  expect(asked).toMatchObject({ code: 0, stdout: "[]\n" });
});

test("of several providers each is asked in its own words, or said to know none", async () => {
  const found = await list(["-p", "all", "--status", "Active", "-o", "json"]);
  expect(found.code).toBe(0);
  expect(found.json()).toMatchObject([
    { provider: "maple", status: "ACTIVE" },
    { provider: "maple", status: "ACTIVE" },
    { provider: "kirim", status: "active" },
  ]);
  expect(found.stderr).toContain('Flexprice knows no status "Active"');
});

test.each<[string, readonly string[]]>([
  ["--email", ["--email", "BILLING@fjord.example"]],
  ["--external-id", ["--external-id", "ACCT-7781"]],
  ["--name", ["--name", "MARA"]],
])("where %s finds nobody, what counts is said, and what finds more", async (flag, words) => {
  const nobody = await list(["-p", "maple", ...words]);
  expect(nobody).toMatchObject({ code: 0, stdout: "no customers\n" });
  expect(nobody.stderr).toMatch(new RegExp(`^${flag} takes .* as it is written; .*--search`, "mu"));
  const [, search = ""] = /--search (?<text>\S+)$/mu.exec(nobody.stderr) ?? [];
  const found = await list(["-p", "maple", "--search", search, "-o", "json"]);
  expect(found.json()).toMatchObject([{ id: customerIds.maple }]);
});

test("where --metadata finds nobody, what counts is said", async () => {
  const nobody = await list(["-p", "maple", "--metadata", "tier=GOLD"]);
  expect(nobody.stderr).toContain("as they are written, capitals included");
});

test.each([
  ["kirim", "Suspended", "suspended"],
  ["maple", "archived", "ARCHIVED"],
  ["maple", "On Hold", "On Hold"],
] as const)("%s: %s is sent as %s, by whichever way it comes", async (provider, given, sent) => {
  await using home = await temporaryHome();
  const id = customerIds[provider];
  const world = { env: { XDG_STATE_HOME: home.path } };
  const plan = async (words: readonly string[], stdin?: string) => {
    const all = ["customers", "update", ...words, "-p", provider, "--emulator", "-n"];
    const { code, stdout } = await runCli([...all, "-o", "ndjson"], {
      ...world,
      ...(stdin === undefined ? {} : { stdin }),
    });
    expect(code).toBe(0);
    return JSON.parse(stdout.split("\n")[0] ?? "").changes;
  };
  const change = [{ field: "status", kind: "changed", after: sent }];
  expect(await plan([id, "--status", given])).toMatchObject(change);
  expect(await plan([id, "--set", `status=${given}`])).toMatchObject(change);
  expect(await plan([id, "-f", "-"], JSON.stringify({ status: given }))).toMatchObject(change);
  expect(await plan(["--from", "-"], `id,status\n${id},${given}\n`)).toMatchObject(change);
  expect(await plan(["--from", "-"], `${JSON.stringify({ id, status: given })}\n`)).toMatchObject(
    change,
  );
});

test("a customer is made with the word, too", async () => {
  const words = ["--external-id", "acct-new", "--status", "archived", "-n", "-o", "json"];
  const made = await runCli(["customers", "create", "-p", "maple", "--emulator", ...words]);
  expect(made.json()).toMatchObject({ after: { status: "ARCHIVED" } });
});
