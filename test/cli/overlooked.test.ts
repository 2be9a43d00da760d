/** JSON that is piped in, where nothing on the command line names it. */
import { expect, test } from "vitest";

import { runCli } from "../support/run-cli.ts";
import { customerIds } from "./providers.ts";

const notRead = "warning: what is piped in looks like JSON, and is not read: ";
const stdin = '{"name":"Ana"}';
const update = `customers update ${customerIds.commet} -p commet --emulator -n`;
const create = "customers create -p commet --emulator -n --email a@b.example";

test.each([
  [`${update} --email a@b.example`, "for a patch add --file -, for many rows --from -"],
  [create, "for the customer add --file -, for many rows --from -"],
  ["api POST /customers -p commet --emulator", "for the body add --file -"],
])("billing %s warns", async (words, remedy) => {
  const { stderr } = await runCli(words.split(" "), { stdin });
  expect(stderr).toContain(`${notRead}${remedy}\n`);
});

test.each([
  `${update} -f -`,
  `${update} --name Ana --metadata-file -`,
  `${create} -f -`,
  "api POST /customers -p commet --emulator -f -",
  "api GET /customers -p commet --emulator",
])("billing %s says nothing of it", async (words) => {
  const { stderr } = await runCli(words.split(" "), { stdin });
  expect(stderr).not.toContain("not read");
});

test("what is no JSON is no patch that was forgotten", async () => {
  const { stderr } = await runCli(`${create} --name Ana`.split(" "), { stdin: "cus_1\n" });
  expect(stderr).not.toContain("not read");
});
