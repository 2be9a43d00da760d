/** A credential in a real keychain: GNOME Keyring on a session bus of its own, where Debian's packages are installed. */
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmod, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { programPath, runCommand } from "../support/built-program.ts";
import { machineNode, nodeRuntimes } from "../support/nodes.ts";
import { temporaryHome } from "../support/run-cli.ts";

const needed = ["dbus-run-session", "gnome-keyring-daemon", "secret-tool"];
// secret-tool knows no --version, and says so.
const lacking = needed.filter((program) => spawnSync(program, ["--version"]).error !== undefined);
const key = "kdv_live_out_of_the_keychain";

const unlock = "printf pw | gnome-keyring-daemon --unlock --components=secrets > started 2>&1";
const get = "./billing customers get cus_7H2KX0M4QWERTN8B3ZC5DVA9PG -p kirim -q; echo code $?";
const put = (text: string) =>
  `printf %s '${text}' | secret-tool store -l billing service billing username kirim`;

/** Runs the commands on a bus of their own. @returns what was printed, and with which keys a provider was called */
async function inSession(...commands: readonly string[]) {
  await using home = await temporaryHome();
  const keys: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    keys.push(request.headers.authorization);
    response.writeHead(404, { "content-type": "application/json" }).end('{"error":{}}');
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const shim = join(home.path, "billing");
  await writeFile(shim, `#!/bin/sh\nexec '${machineNode().path}' '${programPath}' "$@"\n`);
  await chmod(shim, 0o755);
  const config = { apiKey: { keychain: "kirim" }, baseUrl: `http://127.0.0.1:${port}` };
  await writeFile(join(home.path, ".billingrc"), JSON.stringify({ providers: { kirim: config } }));
  try {
    const words = ["--", "sh", "-c", commands.join("\n")];
    const env = { XDG_DATA_HOME: join(home.path, "data"), XDG_RUNTIME_DIR: home.path };
    const { stdout, stderr } = await runCommand("dbus-run-session", words, {
      home: home.path,
      env,
    });
    return { printed: stdout + stderr, keys };
  } finally {
    server.close();
  }
}

describe.skipIf(lacking.length > 0)("an unlocked keyring", () => {
  test("gives the secret of service billing and the entry's name, and it is sent", async () => {
    const { printed, keys } = await inSession(unlock, put(key), get);
    expect(keys).toEqual([`Bearer ${key}`]);
    expect(printed).toContain("code 4");
    expect(printed).not.toContain(key);
  });

  test("without the entry says which one is missing, and nothing is sent", async () => {
    const { printed, keys } = await inSession(unlock, get);
    expect(keys).toEqual([]);
    expect(printed).toContain('the keychain has no entry "kirim" of the service "billing"');
    expect(printed).toContain("code 3");
  });

  test("whose entry is empty is no credential", async () => {
    const { printed, keys } = await inSession(unlock, put(""), get);
    expect(keys).toEqual([]);
    expect(printed).toContain("code 3");
  });
});

test("every run finds the binding, whether its code was kept or not", async () => {
  await using home = await temporaryHome();
  const config = { providers: { kirim: { apiKey: { keychain: "kirim" } } } };
  await writeFile(join(home.path, ".billingrc"), JSON.stringify(config));
  const get = [
    programPath,
    "customers",
    "get",
    "cus_7H2KX0M4QWERTN8B3ZC5DVA9PG",
    "-p",
    "kirim",
    "-q",
  ];
  const options = { home: home.path, env: { XDG_CACHE_HOME: home.path } };
  for (const node of nodeRuntimes().map(({ path }) => path)) {
    const before = await runCommand(node, get, options);
    // Only a run that went well keeps its code.
    const kept = await runCommand(node, [...get, "--emulator"], options);
    expect({ code: kept.code, stderr: kept.stderr }).toEqual({ code: 0, stderr: "" });
    const after = await runCommand(node, get, options);
    for (const { code, stderr } of [before, after]) {
      expect(code).toBe(3);
      expect(stderr).toMatch(/^error: \S+ kirim apiKey: the keychain /u);
      expect(stderr).not.toContain("Warning");
    }
  }
});

test.skipIf(lacking.length > 0)(
  "a locked keyring that nobody can unlock says what to do",
  async () => {
    const { printed, keys } = await inSession(unlock, put(key), "secret-tool lock", get);
    expect(keys).toEqual([]);
    expect(printed).toContain("the keychain cannot be opened");
    expect(printed).toMatch(/^hint: unlock it, or start the system's keyring service/mu);
    expect(printed).toContain("code 3");
  },
);

test.skipIf(lacking.length > 0)(
  "without a bus the secret is not there, and the hint names other places",
  async () => {
    const { printed, keys } = await inSession("unset DBUS_SESSION_BUS_ADDRESS", get);
    expect(keys).toEqual([]);
    expect(printed).toMatch(/^hint: .*\{ env: NAME \}/mu);
    expect(printed).toContain("code 3");
  },
);
