import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";

import { storedCustomers } from "../emulator/support.ts";
import { runCli, temporaryHome } from "../support/run-cli.ts";

const start = ["emulator", "start", "--port", "0"];
/** Ends the emulator as soon as it has started. */
const interrupted = AbortSignal.abort("SIGINT");

test("an emulator starts with as many made customers as it is told, at every provider", async () => {
  await using home = await temporaryHome();
  const state = ["--emulator-state", home.path];
  const { code } = await runCli([...start, ...state, "--customers", "25"], { interrupted });
  expect(code).toBe(130);
  const status = await runCli(["emulator", "status", ...state, "-o", "json"]);
  const { providers } = status.json() as { providers: readonly { customers: number }[] };
  expect(providers.map(({ customers }) => customers)).toEqual([28, 29, 29, 28, 28]);
  const customers = Object.values(await storedCustomers(home.path, "kirim"));
  expect(customers.at(-1)).toMatchObject({ name: "Customer 000025" });
});

test.each([
  [
    ["--customers", "many"],
    '--customers: "many" is not a number of customers: expected 0 to 1000000',
  ],
  [["--customers", "1000001"], '"1000001" is not a number of customers'],
  [["--limit", "vayu=fast"], '--limit: "vayu=fast" is not a limit'],
  [["--limit", "vayi=1/s"], 'unknown vendor "vayi" in a limit; did you mean "vayu"?'],
  [["--limit", "vayu=1/s", "--limit", "vayu=off"], "vayu is limited twice"],
])("%j stops the start, before anything is stored", async (flags, message) => {
  await using home = await temporaryHome();
  const args = [...start, "--emulator-state", home.path, ...flags];
  const { code, stdout, stderr } = await runCli(args, { interrupted });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(message);
  expect(await readdir(home.path)).toEqual([]);
});

test("limits are taken, several of them", async () => {
  await using home = await temporaryHome();
  const flags = ["--limit", "vayu=500/s;burst=100", "--limit", "kirim=off", "--limit", "any=60/m"];
  const args = [...start, "--emulator-state", home.path, ...flags];
  expect((await runCli(args, { interrupted })).code).toBe(130);
});
