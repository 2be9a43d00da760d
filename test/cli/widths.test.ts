/** Everything that is printed for people fits the screen, or has a form that does. */
import { join } from "node:path";
import { expect, test } from "vitest";

import { commands, groups } from "../../src/cli/commands.ts";
import { topics } from "../../src/cli/commands/help/topics.ts";
import { providerIds } from "../../src/providers/registry.ts";
import { displayWidth } from "../../src/render/text/measure.ts";
import { runCli, temporaryHome } from "../support/run-cli.ts";

/** An example of a configuration is for a file, and is not broken up. */
const texts = Object.keys(topics).filter((topic) => topic !== "config");

const lines: readonly string[] = [
  "--help",
  ...Object.keys(groups).map((group) => `${group} --help`),
  ...commands.map(({ words }) => `${words} --help`),
  ...texts.map((topic) => `help ${topic}`),
  "providers",
  ...providerIds.map((id) => `providers ${id}`),
  "customers get cus_7Qm2rT -p commet --emulator",
  "customers get 65f0c1a2b3d4e5f60718293a -p vayu --emulator",
  "customers update 65f0c1a2b3d4e5f60718293a -p vayu --emulator -y --name Ida",
  "history --emulator",
  "history show --last --emulator",
  "customers list -p all --emulator",
  "customers list -p vayu --fields name,contacts,metadata.tier,native.legalName --emulator",
  "customers drift vayu:65f0c1a2b3d4e5f60718293a commet:cus_7Qm2rT --show-unchanged --emulator",
  "customers drift cus_2Nb8LmPq cus_2Nc4RvWx cus_2Nd1AaBb -p maple --show-unchanged --emulator",
  "undo --last --emulator -y",
  "config check -p all --emulator",
  "whoami --emulator",
  "emulator status",
];

test.each([40, 80, 200])("in %d columns", async (columns) => {
  await using home = await temporaryHome();
  const env = { XDG_STATE_HOME: join(home.path, "s") };
  const wide: string[] = [];
  for (const line of lines) {
    const { code, stdout, stderr } = await runCli(line.split(" "), {
      columns,
      env,
      cwd: home.path,
    });
    expect([line, code]).toEqual([line, 0]);
    // A command to be copied is not broken up either.
    const over = `${stdout}\n${stderr}`
      .split("\n")
      .find((each) => displayWidth(each) > columns && !each.startsWith("undo with: "));
    if (over !== undefined) wide.push(`${line}: ${over}`);
  }
  expect(wide).toEqual([]);
});

test("what is no screen gets a line for each thing, for other programs to search", async () => {
  const { stdout } = await runCli(["providers"]);
  expect(stdout.split("\n").find((line) => line.startsWith("name "))).toMatch(/fullName/u);
  const help = await runCli(["help", "environment"]);
  expect(help.stdout.split("\n").filter((line) => /^\s/u.test(line))).toEqual([]);
});
