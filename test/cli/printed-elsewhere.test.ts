/** What was printed from one account and is given back to another one: it is told, and nothing is written. */
import { expect, test } from "vitest";

import { runCli } from "../support/run-cli.ts";
import { scriptedServer } from "../support/scripted-server.ts";
import { customerAt, customerIds, environment, type ProviderName } from "./providers.ts";

type Side = readonly [
  record: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string>>,
];

const cases: readonly (readonly [ProviderName, Side, Side, string, reads: number])[] = [
  ["commet", [{ livemode: false }, {}], [{ livemode: true }, {}], "livemode was false", 1],
  [
    "kirim",
    [{}, { BILLING_KIRIM_API_KEY: "kdv_test_7f3a" }],
    [{}, {}],
    "it was test and is live",
    0,
  ],
  [
    "maple",
    [{}, { BILLING_MAPLE_COMPANY_ID: "cmp_2" }],
    [{}, {}],
    "companyId was cmp_2 and is cmp_1",
    0,
  ],
  ["maple", [{ company_id: "cmp_1" }, {}], [{ company_id: "cmp_3" }, {}], "companyId was cmp_1", 1],
  [
    "flexprice",
    [{ environment_id: "e_1", tenant_id: "t" }, {}],
    [{ environment_id: "e_2", tenant_id: "t" }, {}],
    "environmentId was e_1 and is e_2",
    1,
  ],
];

test.each(cases)(
  "%s: alone, as a row, and edited or not",
  async (provider, was, is, why, reads) => {
    const id = customerIds[provider];
    await using from = await scriptedServer([customerAt(provider, was[0])]);
    const got = await runCli(["customers", "get", id, "-p", provider, "-o", "json"], {
      env: { ...environment(from.origin), ...was[1] },
    });
    expect(got.code).toBe(0);
    const edited = { ...got.json(), name: "Edited" };
    const give = async (words: readonly string[], document: object, code: number) => {
      await using to = await scriptedServer(reads === 0 ? [] : [customerAt(provider, is[0])]);
      const world = { env: { ...environment(to.origin), ...is[1] } };
      const told = await runCli(["customers", "update", ...words, "-p", provider, "-o", "json"], {
        ...world,
        stdin: `${JSON.stringify(document)}\n`,
      });
      expect(told.code).toBe(code);
      expect(`${told.stdout}${told.stderr}`).toContain(
        "what was printed was made with another account of ",
      );
      expect(`${told.stdout}${told.stderr}`).toContain(why);
      expect(to.seen.filter(({ method }) => method !== "GET")).toEqual([]);
      expect(to.seen.length).toBeLessThanOrEqual(reads);
    };
    await give([id, "-f", "-"], edited, 2);
    await give(["--from", "-"], edited, 9);
  },
);

test("of the same account it is taken, whichever key it is opened with", async () => {
  await using from = await scriptedServer([customerAt("kirim"), customerAt("kirim")]);
  const env = environment(from.origin);
  const id = customerIds.kirim;
  const got = await runCli(["customers", "get", id, "-p", "kirim", "-o", "json"], { env });
  const planned = await runCli(["customers", "update", id, "-p", "kirim", "-n", "-f", "-"], {
    env: { ...env, BILLING_KIRIM_API_KEY: "kdv_live_other" },
    stdin: JSON.stringify({ ...got.json(), name: "Edited" }),
  });
  expect(planned.code).toBe(0);
});
