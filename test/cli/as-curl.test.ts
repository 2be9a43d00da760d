import { execFile } from "node:child_process";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect, test } from "vitest";

import { temporaryHome } from "../support/run-cli.ts";
import { credentials, customerAt, environment, providerNames, updateAgainst } from "./providers.ts";

const run = promisify(execFile);

/** The arguments that a curl of this name gets when a shell runs the command. */
async function argumentsOf(command: string): Promise<readonly string[]> {
  await using home = await temporaryHome();
  const log = join(home.path, "arguments");
  const curl = join(home.path, "curl");
  await writeFile(curl, `#!/bin/sh\nprintf '%s\\0' "$@" > "$ARGUMENTS"\n`);
  await writeFile(join(home.path, "uuidgen"), "#!/bin/sh\necho new-key\n");
  await chmod(curl, 0o755);
  await chmod(join(home.path, "uuidgen"), 0o755);
  await run("/bin/sh", ["-c", command], {
    env: {
      ...environment("http://127.0.0.1:9"),
      PATH: `${home.path}:/usr/bin:/bin`,
      ARGUMENTS: log,
    },
  });
  return (await readFile(log, "utf8")).split("\0").slice(0, -1);
}

const name = `It's "$HOME" \`id\` \\ $(id) 日本 !x`;

test.each(providerNames)(
  "%s: what --as-curl prints sends what the update sends",
  async (provider) => {
    const before = customerAt(provider);
    const planned = await updateAgainst(provider, {
      words: ["--name", name, "--as-curl"],
      script: [before],
    });
    expect(planned.code).toBe(0);
    expect(planned.seen.map(({ method }) => method)).toEqual(["GET"]);
    expect(planned.stdout).not.toContain(credentials[provider]);

    const { seen } = await updateAgainst(provider, {
      words: ["--name", name],
      script: [before, customerAt(provider, provider === "commet" ? { fullName: name } : { name })],
    });
    const write = seen[1];
    const args = await argumentsOf(planned.stdout);
    const valueOf = (option: string) => args[args.indexOf(option) + 1];
    expect(valueOf("--request")).toBe(write?.method);
    expect(valueOf("--data-raw")).toBe(write?.body);
    expect(new URL(args.at(-1) ?? "").pathname + new URL(args.at(-1) ?? "").search).toBe(
      write?.target,
    );

    const headers = args.filter((_, index) => args[index - 1] === "--header");
    const secret =
      provider === "commet" || provider === "flexprice" ? "x-api-key: " : "authorization: Bearer ";
    expect(headers).toContain(`${secret}${credentials[provider]}`);
    for (const header of headers) {
      const [key = "", value] = header.split(": ");
      const sent = write?.headers[key];
      expect(key === "idempotency-key" ? "new-key" : sent).toBe(value);
    }
  },
);

test("with nothing to change there is no command", async () => {
  const { code, stdout } = await updateAgainst("commet", {
    words: ["--name", "Ana Ferreira", "--as-curl"],
    script: [customerAt("commet")],
  });
  expect(code).toBe(0);
  expect(stdout).not.toContain("curl");
});

test("--as-curl tells programs about a destructive change as --dry-run does", async () => {
  const { code } = await updateAgainst("commet", {
    words: ["--external-id", "b", "--as-curl", "--detailed-exitcode"],
    script: [customerAt("commet", { externalId: "a" })],
  });
  expect(code).toBe(10);
});

test.each(providerNames)(
  "%s: for programs the command is a member of the one document",
  async (provider) => {
    const words = ["--name", name, "--as-curl"];
    const script = [customerAt(provider)];
    const text = (await updateAgainst(provider, { words, script })).stdout;
    const json = await updateAgainst(provider, { words: [...words, "-o", "json"], script });
    const document = JSON.parse(json.stdout);
    expect(document).toMatchObject({ outcome: "planned", curl: expect.stringMatching(/^curl /u) });
    const port = /127\.0\.0\.1:\d+/gu;
    expect(document.curl.replaceAll(port, "")).toBe(text.trimEnd().replaceAll(port, ""));
    const lines = await updateAgainst(provider, { words: [...words, "-o", "ndjson"], script });
    expect(lines.stdout.trimEnd().split("\n")).toHaveLength(1);
    expect(JSON.parse(lines.stdout).curl).toMatch(/^curl /u);
  },
);

test("what the command destroys, may lose or is warned of stands on stderr", async () => {
  const record = { status: "ACTIVE", legalName: "L", currency: "EUR" };
  const planned = (words: readonly string[]) =>
    updateAgainst("vayu", {
      words: ["--unset", "legalName", "--as-curl", ...words],
      script: [customerAt("vayu", record)],
    });
  for (const words of [[], ["-o", "markdown"], ["-o", "json"]]) {
    const { code, stderr } = await planned(words);
    expect(code).toBe(0);
    expect(stderr).toContain("warning: legalName: removes data\n");
    expect(stderr).toContain("warning: status may be lost: it is not known to this version\n");
  }
  const unlisted = await planned(["--currency", "NOK", "--unlisted"]);
  expect(unlisted.stderr).toMatch(/warning: .*documented for currency lacks this one/u);
  expect(unlisted.stdout).toMatch(/^curl /u);
  const edited = await updateAgainst("commet", {
    words: ["--metadata", "seats=15", "--as-curl"],
    script: [customerAt("commet", { metadata: { seats: 12 } })],
  });
  expect(edited.stderr).toContain("warning: metadata.seats holds a number and becomes text");
  const harmless = await updateAgainst("commet", {
    words: ["--name", "B", "--as-curl"],
    script: [customerAt("commet")],
  });
  expect(harmless.stderr).toBe("");
});
