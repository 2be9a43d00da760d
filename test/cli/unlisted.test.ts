/** Values that our copy of a provider's list lacks: the refusal names --unlisted, which lets them through. */
import { expect, test } from "vitest";

import { runCli } from "../support/run-cli.ts";
import { scriptedServer } from "../support/scripted-server.ts";
import { customerAt, customerIds, environment, type ProviderName } from "./providers.ts";
import { runPlace } from "./runs.ts";

/** Every list of every provider, with a value that may have joined it since. */
const values: readonly (readonly [ProviderName, readonly string[], field: string])[] = [
  ["commet", ["--timezone", "Europe/Oslo"], "timezone"],
  [
    "commet",
    ["--country=QZ", "--address-line1=A", "--city=B", "--postal-code=C", "--yes"],
    "address.country",
  ],
  ["flexprice", ["--timezone", "America/Coyhaique2"], "timezone"],
  ["flexprice", ["--country", "QZ"], "address.country"],
  ["flexprice", ["--tax-treatment", "reverse_charge"], "taxTreatment"],
  ["kirim", ["--status", "paused"], "status"],
  ["vayu", ["--currency", "NOK"], "currency"],
  ["vayu", ["--due-days", "NET_30"], "dueDays"],
  ["vayu", ["--source", "Shopify"], "source"],
  ["vayu", ["--set", 'customFields:=[{"name":"since","valueType":"Date"}]'], "customFields"],
];

test.each(values)("%s: %j is refused, and the flag named", async (provider, words, field) => {
  const id = customerIds[provider];
  const refused = await runCli(["customers", "update", id, "-p", provider, "--emulator", ...words]);
  expect(refused).toMatchObject({ code: 2, stdout: "" });
  expect(refused.stderr).toContain(`for "${field}": expected `);
  expect(refused.stderr).toMatch(/hint: if .+ takes it by now, add --unlisted\n$/u);
});

test.each(values)("%s: %j goes through with --unlisted", async (provider, words, field) => {
  const id = customerIds[provider];
  const update = ["customers", "update", id, "-p", provider, "--emulator"];
  const planned = await runCli([...update, ...words, "--unlisted", "-n", "-o", "json"]);
  expect(planned.code).toBe(0);
  const { outcome, warnings } = planned.json();
  expect(outcome).toBe("planned");
  expect(warnings).toContainEqual({
    code: "unlisted",
    field,
    message: expect.stringContaining("lacks this one"),
  });
});

test("what a provider takes by now is stored, and the warning stays", async () => {
  await using server = await scriptedServer([
    customerAt("commet", { timezone: "UTC" }),
    customerAt("commet", { timezone: "Europe/Oslo" }),
  ]);
  const { code, stderr, stdout } = await runCli(
    ["customers", "update", customerIds.commet, "--timezone=Europe/Oslo", "--unlisted"],
    { env: { ...environment(server.origin), BILLING_PROVIDER: "commet" } },
  );
  expect(code).toBe(0);
  expect(server.seen[1]?.body).toBe('{"timezone":"Europe/Oslo"}');
  expect(stdout).toContain("updated");
  expect(`${stdout}${stderr}`).toContain("the list of values that Commet documented for timezone");
});

test("what a provider does not take is its refusal", async () => {
  const id = customerIds.commet;
  const words = ["--timezone=Europe/Oslo", "--unlisted"];
  const refused = await runCli(["customers", "update", id, "-p", "commet", "--emulator", ...words]);
  expect(refused.code).toBe(5);
  expect(refused.stderr).toContain("Unsupported timezone");
});

test.each<[ProviderName, readonly string[]]>([
  ["commet", ["--country=qz", "--address-line1=A", "--city=B", "--postal-code=C"]],
  ["flexprice", ["--timezone", "+02:00"]],
  ["flexprice", ["--timezone", "Local"]],
  ["flexprice", ["--country", "Norway"]],
  ["flexprice", ["--billing-currency", "euro"]],
  ["kirim", ["--status", " "]],
  ["kirim", ["--name", "x".repeat(201)]],
  ["vayu", ["--set", 'contacts:=[{"email":"a@b"}]']],
])("%s: %j can be on no list, so the flag neither helps nor is named", async (provider, words) => {
  const update = ["customers", "update", customerIds[provider], "-p", provider, "--emulator"];
  const plain = await runCli([...update, ...words]);
  expect(plain.code).toBe(2);
  expect(plain.stderr).not.toContain("--unlisted");
  expect(await runCli([...update, ...words, "--unlisted"])).toMatchObject({
    code: 2,
    stderr: plain.stderr,
  });
});

test("a value that is on the list, or is stored already, is no warning", async () => {
  await using server = await scriptedServer([
    customerAt("commet", { timezone: "Mars/Base" }),
    customerAt("commet", { timezone: "UTC" }),
  ]);
  const update = (zone: string, words: readonly string[] = []) =>
    runCli(
      ["customers", "update", customerIds.commet, `--timezone=${zone}`, "--unlisted", ...words],
      { env: { ...environment(server.origin), BILLING_PROVIDER: "commet" } },
    );
  const same = await update("Mars/Base", ["-o", "json"]);
  expect(same.json()).toMatchObject({ outcome: "unchanged", warnings: [] });
  const listed = await update("Europe/Paris", ["-n", "-o", "json"]);
  expect(listed.json()).toMatchObject({ outcome: "planned", warnings: [] });
});

test("rows: refused with the flag named, taken with it, and the warning is in the row", async () => {
  await using at = await runPlace();
  const row = '{"id":"cus_000001","provider":"commet","timezone":"Europe/Oslo"}\n';
  const refused = await at.from("rows.ndjson", row);
  expect(refused).toMatchObject({ code: 2, stdout: "" });
  expect(refused.stderr).toContain("if Commet takes it by now, add --unlisted");
  const planned = await at.from("rows.ndjson", row, ["--unlisted", "-n", "-o", "ndjson"]);
  expect(planned.code).toBe(0);
  expect(planned.stdout).toContain('"code":"unlisted"');
});
