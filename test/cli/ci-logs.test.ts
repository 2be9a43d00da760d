/** Hostile texts through every command, under the variables of the systems that read commands out of a log. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { runCli, temporaryHome } from "../support/run-cli.ts";

const hostile = [
  "A long enough first part that the next one stands at the start of a wrapped line ::set-output name=approved::true",
  "::error::stolen",
  "##[set-output name=approved;]true",
  "##vso[task.setvariable variable=approved]true",
  "##teamcity[buildStatus status='SUCCESS']",
  "section_start:1700000000:hidden[collapsed=true]",
];
const command = /^\s*::|##\w*\[|section_(?:start|end):/mu;

const systems = ["GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "TEAMCITY_VERSION"];

/** Every command that shows what a customer holds, in every form for people; `ID` is the customer. */
async function everyOutput(variable: string, text: string) {
  await using home = await temporaryHome();
  const env = { [variable]: "1", XDG_STATE_HOME: join(home.path, "state") };
  const run = async (line: string, more: readonly string[] = [], stdin?: string) => {
    const words = [...line.split(" "), ...more];
    const result = await runCli(words, {
      env,
      cwd: home.path,
      columns: 80,
      ...(stdin === undefined ? {} : { stdin }),
    });
    return { line, ...result };
  };
  const on = "-p commet --emulator --no-mask";
  const update = `customers update cus_7Qm2rT ${on}`;
  const results = [
    await run(`${update} -y --debug`, ["--name", text, "--set", `metadata.note=${text}`]),
    await run(`customers get cus_7Qm2rT ${on}`),
    await run(`customers get cus_7Qm2rT ${on} -o markdown`),
    await run(`customers list ${on}`),
    await run(`customers list ${on} -o markdown`),
    await run(`customers list ${on} --fields id,name,metadata.note,native.fullName`),
    await run(`customers list ${on} --fields native -o markdown`),
    await run(`customers list ${on} --debug`, ["--name", text]),
    await run(`customers list ${on}`, ["--fields", text]),
    await run(`customers list ${on}`, ["--metadata", text]),
    await run(`customers list ${on}`, ["--status", text]),
    await run("customers list -p all --emulator --no-mask"),
    await run("customers list", ["-p", text, "--emulator"]),
    await run("providers"),
    await run("providers -o markdown"),
    await run("providers", [text]),
    await run("emulator status"),
    await run("emulator status -o markdown"),
    await run("emulator status", ["--emulator-state", join(home.path, text.replaceAll("/", "_"))]),
    await run("emulator status", ["--emulator-state", text]),
    await run("emulator start", ["--port", text]),
    await run(`${update} --dry-run -o markdown`, ["--name", `${text} ${text}`]),
    await run(`${update} --dry-run --as-curl`, ["--name", `${text} ${text}`]),
    await run(`${update} --dry-run --out plan.json`, ["--name", `${text} ${text}`]),
    await run("apply plan.json -y --emulator --no-mask"),
    await run("history --emulator --no-mask"),
    await run("history --emulator --no-mask -o markdown"),
    await run(
      `customers update --from - ${on} -y`,
      [],
      JSON.stringify({ id: "cus_7Qm2rT", name: `x ${text}` }),
    ),
    await run(`customers update --from - ${on} -y`, [], `id,${JSON.stringify(text)}\n1,2\n`),
    await run(`customers get`, [text, ...on.split(" ")]),
    await run(text),
    await run(update, [`--${text}`]),
    await run(`${update} --file`, [text]),
  ];
  const listed = await run("history --emulator -o json");
  const { id } = listed.json().changes[0];
  results.push(await run(`history show ${id} --emulator --no-mask`));
  results.push(await run(`undo ${id} --dry-run --emulator --no-mask`));
  return results;
}

describe.each(systems)("%s", (variable) => {
  test.each(hostile)("%s is shown and not obeyed", async (text) => {
    for (const { line, stdout, stderr } of await everyOutput(variable, text)) {
      expect([line, command.exec(stdout)?.[0]]).toEqual([line, undefined]);
      expect([line, command.exec(stderr)?.[0]]).toEqual([line, undefined]);
    }
  });
});

test("JSON and YAML are data and stay as they are, a failure's document too", async () => {
  const env = { GITHUB_ACTIONS: "true" };
  const name = "::error::stolen ##[group]";
  const line = ["customers", "update", "cus_7Qm2rT", "-p", "commet", "--emulator", "--dry-run"];
  const changed = await runCli([...line, "--name", name, "-o", "json"], { env });
  expect(changed.stdout).toContain(JSON.stringify(name));
  const refused = await runCli([...line, "--file", name, "-o", "json"], { env });
  expect(refused.stderr).toContain("##[group]");
  expect(JSON.parse(refused.stderr)).toHaveProperty("error");
});

test("elsewhere a name is shown as it is", async () => {
  const line =
    "customers update cus_7Qm2rT -p commet --emulator --dry-run --no-mask --name ##[group]";
  expect((await runCli(line.split(" "), { env: { CI: "true" } })).stdout).toContain("##[group]");
});
