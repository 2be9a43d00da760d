import { describe, expect, test } from "vitest";

import { runCli } from "../support/run-cli.ts";
import { scriptedServer } from "../support/scripted-server.ts";
import { demoSecrets, place } from "./plans.ts";
import { customerIds, environment, type ProviderName } from "./providers.ts";

const ana = `/customers/${customerIds.commet}`;

describe("billing api reads", () => {
  test.each<[ProviderName, readonly string[]]>([
    ["commet", ["GET", ana]],
    ["vayu", ["get", `/customers/${customerIds.vayu}`]],
    ["flexprice", ["GET", `/customers/${customerIds.flexprice}`]],
    ["maple", ["GET", `/companies/{companyId}/customers/${customerIds.maple}`]],
    ["kirim", ["GET", `/customers/${customerIds.kirim}`]],
  ])("at %s what is at the path: %j", async (provider, words) => {
    await using at = await place();
    const { code, stdout } = await at.run(["api", ...words, "-p", provider]);
    expect(code).toBe(0);
    expect(stdout).toContain(customerIds[provider]);
    for (const secret of demoSecrets) expect(stdout).not.toContain(secret);
    expect(await at.journal()).toBe("");
  });

  test.each<[ProviderName, readonly string[], string | undefined]>([
    ["commet", ["GET", "/customers?limit=1"], undefined],
    ["vayu", ["GET", "/customers?limit=1"], undefined],
    ["kirim", ["GET", "/customers?limit=1"], undefined],
    ["flexprice", ["POST", "/customers/search", "-f", "-"], '{"limit":1}'],
    [
      "maple",
      ["POST", "/companies/{companyId}/customers/find", "-f", "-"],
      '{"pagination":{"limit":1},"sort_key":"createdAtDesc"}',
    ],
  ])("a list of %s to its end with --paginate", async (provider, words, stdin) => {
    await using at = await place();
    const world = stdin === undefined ? {} : { stdin };
    const listed = await at.run(["customers", "list", "-p", provider, "--all", "-o", "json"]);
    const ids: readonly string[] = listed.json().map(({ id }: { id: string }) => id);
    expect(ids.length).toBeGreaterThan(2);
    const all = await at.run(["api", ...words, "-p", provider, "--paginate"], world);
    expect(all).toMatchObject({ code: 0 });
    for (const id of ids) expect(all.stdout.split(`"${id}"`).length - 1).toBeGreaterThanOrEqual(1);
    const one = await at.run(["api", ...words, "-p", provider], world);
    expect(ids.filter((id) => one.stdout.includes(`"${id}"`))).toHaveLength(1);
  });

  test("an error is printed as it came, and told", async () => {
    await using at = await place();
    const { code, stdout, stderr } = await at.run([
      "api",
      "GET",
      "/customers/cus_none",
      "-p",
      "commet",
    ]);
    expect(code).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({ success: false });
    expect(stderr).toContain("error: Commet has no");
  });
});

describe("billing api writes", () => {
  const words = ["api", "PUT", ana, "-p", "commet", "-f", "-"];
  const stdin = '{"fullName":"Ana L"}';

  test("only what was confirmed, and records it", async () => {
    await using at = await place();
    const refused = await at.run(words, { stdin });
    expect(refused).toMatchObject({ code: 11, stdout: "" });
    expect(refused.stderr).toContain("is a write: nobody was asked, and nothing was sent");
    expect((await at.record("commet"))["fullName"]).toBe("Ana Ferreira");
    expect(await at.journal()).toBe("");

    const done = await at.run([...words, "--yes"], { stdin });
    expect(done).toMatchObject({ code: 0 });
    expect((await at.record("commet"))["fullName"]).toBe("Ana L");
    const [change] = (await at.run(["history", "-o", "json"])).json().changes;
    expect(change).toMatchObject({
      provider: "commet",
      name: `PUT ${ana}`,
      outcome: "updated",
      raw: { method: "PUT", body: stdin },
    });
    expect(done.stderr).toContain(`recorded as change ${change.changeId}`);
    for (const secret of demoSecrets) expect(await at.journal()).not.toContain(secret);
    const undo = await at.run(["undo", "--last", "-y"]);
    expect(undo).toMatchObject({ code: 2, stdout: "" });
    expect(undo.stderr).toContain("was a raw call");
    expect(undo.stderr).toContain(`: commet, PUT ${ana}\n`);
    expect((await at.run(["history"])).stdout).toContain(`commet · PUT ${ana}`);
    const shown = await at.run(["history", "show", change.changeId.slice(-8)]);
    expect(shown.stdout).toMatch(/^commet · PUT .* raw call\n/u);
  });

  test("and says of an unclear one that it is unclear", async () => {
    await using at = await place();
    const lost = await at.run([...words, "--yes", "--no-retry", "--fault", "commet:update:503"], {
      stdin,
    });
    expect(lost.code).toBe(8);
    const resolved = await at.run(["history", "--resolve", "-o", "json"]);
    expect(resolved.json().changes).toMatchObject([{ outcome: "unknown" }]);
  });

  test.each([
    ["status-after;status=409;body=blocked", 8, "unknown"],
    ["status-after;status=301", 8, "unknown"],
    ["status-after;status=451", 8, "unknown"],
    ["late;status=202", 0, "unknown"],
    ["in-success;status=422", 5, "failed"],
    ["422", 5, "failed"],
    ["429;times=9", 7, "failed"],
  ])("and an answer counts for what it proves: %s", async (fault, code, outcome) => {
    await using at = await place();
    const result = await at.run(
      [...words, "--yes", "--no-retry", "--fault", `commet:update:${fault}`],
      { stdin },
    );
    expect(result.code).toBe(code);
    const { changes } = (await at.run(["history", "-o", "json"])).json();
    expect(changes).toMatchObject([{ outcome }]);
    if (fault.includes("202")) expect(result.stderr).toContain("only promised it (202)");
  });

  test("and a refused one that it failed", async () => {
    await using at = await place();
    const { code } = await at.run([...words, "--yes", "--fault", "commet:update:422"], { stdin });
    expect(code).not.toBe(0);
    const { changes } = (await at.run(["history", "-o", "json"])).json();
    expect(changes).toMatchObject([{ outcome: "failed" }]);
  });
});

test.each([
  [["GET", "https://elsewhere.example/customers"], "the credential goes nowhere else"],
  [["GET", "//elsewhere.example/customers"], "the credential goes nowhere else"],
  [["GET", "@elsewhere.example/"], "the credential goes nowhere else"],
  [["GET", "customers"], "the credential goes nowhere else"],
  [["GET", "/customers/../../admin"], "is not fully encoded"],
  [["GET", "/customers/%2e%2e/admin"], "is not fully encoded"],
  [["GET", "/customers?name=a b"], "is not fully encoded"],
  [["GET", "/customers#x"], "is not fully encoded"],
  [["FETCH", "/customers"], '"FETCH" is not a method'],
  [["GET", "/customers", "-f", "-"], "GET has no body"],
  [["POST", "/customers", "-f", "-", "-H", "x-a: b"], "the body is not JSON"],
  [["GET", "/customers", "-H", "x-a"], "it is no header"],
  [["GET", "/customers", "-H", "x-a: b\r\nx-b: c"], "it is no header"],
  [["GET", "/customers", "-H", "X-API-Key: abcdefgh"], "x-api-key is not given by hand"],
  [["GET", "/customers", "-H", "Authorization: Bearer abcdefgh"], "is not given by hand"],
  [["GET", "/customers", "-H", "Host: elsewhere.example"], "host is not given by hand"],
  [["PUT", "/customers/x", "-y", "--paginate"], "is no list"],
])("%j is refused before anything is sent", async (words, message) => {
  await using server = await scriptedServer([]);
  const args = ["api", ...words, "-p", "commet"];
  const { code, stdout, stderr } = await runCli(args, {
    env: environment(server.origin),
    ...(words.includes("-f") ? { stdin: "{nope" } : {}),
  });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(message);
  expect(stderr).not.toContain("abcdefgh");
  expect(server.seen).toEqual([]);
});

test("a body that is nested too deeply is refused as that", async () => {
  await using server = await scriptedServer([]);
  const { code, stderr } = await runCli(["api", "POST", "/customers", "-p", "commet", "-f", "-"], {
    env: environment(server.origin),
    stdin: "[".repeat(600) + "]".repeat(600),
  });
  expect(code).toBe(2);
  expect(stderr).toContain("--file: the body is nested deeper than 500 levels");
});
