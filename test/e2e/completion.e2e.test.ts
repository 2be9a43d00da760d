/** Completion in the real shells; one that this machine lacks is passed over. */
import { execFile, spawnSync } from "node:child_process";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

import { temporaryDirectory } from "../emulator/support.ts";
import { programPath } from "../support/built-program.ts";

let home: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  home = await temporaryDirectory();
  const bin = join(home.path, "bin");
  await mkdir(bin);
  const program = `#!/bin/sh\nexec '${process.execPath}' '${programPath}' "$@"\n`;
  await writeFile(join(bin, "billing"), program);
  await chmod(join(bin, "billing"), 0o755);
  await writeFile(join(home.path, "plan of mine.json"), "{}");
  const profiles = "lisbon: { emulator: false }, london: { provider: kirim }";
  await writeFile(
    join(home.path, ".billingrc"),
    `{ provider: commet, emulator: true, profiles: { ${profiles} } }`,
  );
  const billing = (line: string) => run(join(bin, "billing"), line.split(" "));
  await billing("customers update cus_7Qm2rT --name A");
  await billing(
    "customers update cus_2Nb8LmPq -p maple --title B --journal elsewhere/journal.ndjson",
  );
  await billing("customers update cus_7H2KX0M4QWERTN8B3ZC5DVA9PG -p kirim --name C");
});
afterAll(() => home[Symbol.asyncDispose]());

async function run(program: string, words: readonly string[]): Promise<string> {
  const { PATH } = process.env;
  const { stdout } = await promisify(execFile)(program, [...words], {
    cwd: home.path,
    env: {
      PATH: `${join(home.path, "bin")}:${PATH}`,
      HOME: home.path,
      XDG_STATE_HOME: join(home.path, "state"),
      TERM: "dumb",
    },
  });
  return stdout;
}

const lacks = (shell: string) => spawnSync(shell, ["-c", "exit"]).error !== undefined;
const linesOf = (text: string) => text.split("\n").filter((line) => line !== "");

/** A line up to the cursor, and what it may go on with: whole words. */
const lines: readonly (readonly [line: string, words: readonly string[]])[] = [
  ["billing customers up", ["update"]],
  ["billing con", ["config"]],
  ["billing history sh", ["show"]],
  ["billing customers update -p ki", ["kirim"]],
  ["billing customers update --provider ", ["vayu", "commet", "flexprice", "maple", "kirim"]],
  ["billing customers list -p al", ["all"]],
  ["billing customers list -p maple,ki", ["maple,kirim"]],
  ["billing customers list --fields name,metad", ["name,metadata"]],
  ["billing customers list -p kirim --status s", ["suspended"]],
  ["billing customers update --profile london --status arc", ["archived"]],
  ["billing customers update -p kirim --status s", ["suspended"]],
  ["billing customers update -p 'kirim' --status s", ["suspended"]],
  ["billing customers update -p kirim --status 's", ["suspended"]],
  ["billing customers update -p maple --set address.pl", ["address.placeId="]],
  ["billing customers update -p kirim --unset metad", ["metadata"]],
  ["billing customers get --profile lo", ["london"]],
  // Of the provider that is configured, and by the configuration from the emulator's own journal.
  ["billing customers get cus_", ["cus_7Qm2rT"]],
  ["billing customers get -p kirim cus_", ["cus_7H2KX0M4QWERTN8B3ZC5DVA9PG"]],
  ["billing customers get --profile london cus_", ["cus_7H2KX0M4QWERTN8B3ZC5DVA9PG"]],
  ["billing customers get --no-emulator cus_", []],
  ["billing customers get --profile lisbon cus_", []],
  ["billing customers get -p maple cus_", []],
  ["billing history --journal elsewhere/journal.ndjson --customer cus_", []],
  ["billing history -p maple --journal elsewhere/journal.ndjson --customer cus_", ["cus_2Nb8LmPq"]],
  ["billing api HE", ["HEAD"]],
  ["billing schema outc", ["outcome"]],
  ["billing customers update -o nd", ["ndjson"]],
  ["billing customers update --no-jour", ["--no-journal"]],
  ["billing customers update -p maple --place", ["--place-id"]],
  ["billing customers update -p kirim --place", []],
  ["billing completion p", ["powershell"]],
  ["billing config check ka", []],
  ["billing config check ma", ["maple"]],
  ["billing customers update --place", []],
  ["billing zzz ", []],
];

test.skipIf(lacks("bash")).each(lines)("bash: %s", async (line, words) => {
  const script = `source <(billing completion bash)
COMP_LINE=$1 COMP_POINT=\${#1}; _billing; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const found = linesOf(await run("bash", ["--norc", "-c", script, "bash", line]));
  expect(found).toEqual(words);
});

test.skipIf(lacks("bash"))(
  "bash cuts words at an equals sign, and gets what is behind it",
  async () => {
    const script = `source <(billing completion bash)
COMP_LINE=$1 COMP_POINT=\${#1}; _billing; printf '%s\\n' "\${COMPREPLY[@]}"`;
    for (const [line, word] of [
      ["billing customers update --output=nd", "ndjson"],
      ["billing customers update -p kirim --set status=arc", "archived"],
      ["billing customers list -p maple,ki", "maple,kirim"],
    ] as const) {
      expect(linesOf(await run("bash", ["--norc", "-c", script, "bash", line]))).toEqual([word]);
    }
  },
);

test.skipIf(lacks("fish")).each(lines)("fish: %s", async (line, words) => {
  const script = 'billing completion fish | source; complete -C "$argv[1]"';
  const found = linesOf(await run("fish", ["--no-config", "-c", script, line]));
  expect(found.map((each) => each.split("\t")[0] ?? "").toSorted()).toEqual(words.toSorted());
});

test.skipIf(lacks("fish"))("fish gets a path with its value", async () => {
  const line = "billing customers update -p kirim --set status=arc";
  const script = 'billing completion fish | source; complete -C "$argv[1]"';
  const [found = ""] = linesOf(await run("fish", ["--no-config", "-c", script, line]));
  expect(found.split("\t")[0]).toBe("status=archived");
});

test.skipIf(lacks("fish"))("fish completes the names of files where one belongs", async () => {
  const script = 'billing completion fish | source; complete -C "billing apply pla"';
  expect(await run("fish", ["--no-config", "-c", script])).toContain("plan of mine.json");
});

test.skipIf(lacks("zsh"))("zsh: one word after the other with the tabulator", async () => {
  // Each read waits for what it names, on a terminal of zsh's own.
  const script = `zmodload zsh/zpty
zpty z "zsh -f -i"
zpty -w z 'PROMPT=; autoload -Uz compinit; compinit -u -D; source <(billing completion zsh); print rea""dy'
zpty -r z out '*ready*'
zpty -n -w z $'billing customers up\\t'
zpty -r z out '*customers update*'
zpty -n -w z $'-p ki\\t'
zpty -r z out '*kirim*'
zpty -n -w z $'--status s\\t'
zpty -r z out '*suspended*'
zpty -n -w z $'--set metad\\t'
zpty -r z out '*metadata=*'
zpty -n -w z $'x --name \\'A B\\' \\'cus_7H\\t'
zpty -r z out '*cus_7H2KX0M4QWERTN8B3ZC5DVA9PG*'
zpty -d z
print done`;
  expect(await run("zsh", ["-f", "-c", script])).toBe("done\n");
});
