import { expect, test } from "vitest";

import { runCli } from "../support/run-cli.ts";
import { scriptedServer } from "../support/scripted-server.ts";
import {
  environment,
  type ProviderName,
  providerNames,
  refusedBeforeSending,
} from "./providers.ts";

const update = (provider: ProviderName, id: string, ...words: string[]) =>
  refusedBeforeSending(["customers", "update", id, "-p", provider, ...words, "--name", "A"]);

const withoutMaple = providerNames.filter((name) => name !== "maple");

test.each(providerNames)("%s: an empty id is refused", async (provider) => {
  for (const id of ["", "   "]) {
    expect(await update(provider, id)).toBe("error: <id>: the customer's id is empty\n");
    if (provider === "kirim") continue;
    expect(await update(provider, id, "--by", "external-id")).toContain("id is empty");
  }
});

test.each(providerNames)("%s: an id cannot lead to another call", async (provider) => {
  for (const id of ["..", ".", "../plans", "a/b", "a\\b"]) {
    expect(await update(provider, id)).toContain(`error: <id>: ${JSON.stringify(id)} `);
  }
  expect(await update(provider, "cus_1\n")).toContain("holds control characters");
});

test.each(withoutMaple)("%s: what is no id of its own is refused", async (provider) => {
  for (const id of ["%2e%2e", "plan_123", "cus_1?x=y", "cus 1", "cús_1"]) {
    const stderr = await update(provider, id);
    expect(stderr).toContain(`${JSON.stringify(id)} is not a customer id of`);
    expect(stderr).toContain("such as");
    if (provider === "kirim") expect(stderr).not.toContain("external-id");
    else expect(stderr).toContain("hint: if it is your own id for the customer, add --by external");
  }
});

test("maple: an opaque id stays one segment of the path", async () => {
  await using server = await scriptedServer([{ status: 404, body: {} }]);
  const { code } = await runCli(["customers", "get", "%2e%2e", "-p", "maple"], {
    env: environment(server.origin),
  });
  expect(code).toBe(4);
  expect(server.seen.map(({ target }) => target)).toEqual([
    "/companies/cmp_1/customers/%252e%252e",
  ]);
});

test("kirim: an id in lower case is shown what it should look like", async () => {
  expect(await update("kirim", "cus_7h2kx0m4qwertn8b3zc5dva9pg")).toContain(
    "expected cus_ and 26 upper-case letters or digits, such as cus_7H2KX0M4QWERTN8B3ZC5DVA9PG",
  );
});

test("kirim: there is no look-up by one's own id", async () => {
  expect(await update("kirim", "crm-1", "--by", "external-id")).toBe(
    "error: --by: Kirim cannot find a customer by external id\nhint: Kirim has no look-up by your own id; where its metadata holds it, this finds the customer: billing customers list -p kirim --metadata <key>=crm-1\n",
  );
});

test("an id that begins with a dash comes after --", async () => {
  expect(
    await refusedBeforeSending(["customers", "get", "-p", "commet", "--", "--weird-id"]),
  ).toContain('<id>: "--weird-id" is not a customer id of Commet');
  await using server = await scriptedServer([{ status: 200, body: { data: [] } }]);
  const words = ["customers", "get", "-p", "commet", "--by", "external-id", "--", "--weird-id"];
  const { code } = await runCli(words, { env: environment(server.origin) });
  expect(code).toBe(4);
  expect(server.seen[0]?.target).toBe("/customers?externalId=--weird-id");
});
