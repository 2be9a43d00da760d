/** The whole program behind a proxy that writes down what it is asked, with the emulator as the far side. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

import { encryptedFront } from "../support/encrypted-front.ts";
import { recordingProxy } from "../support/recording-proxy.ts";
import { runCli, temporaryHome } from "../support/run-cli.ts";
import { servedEmulator } from "../support/served-emulator.ts";
import { billingTest } from "../support/tls-names.ts";

const get = ["customers", "get", "cus_7Qm2rT", "-p", "commet", "--no-retry"];
const rename = ["customers", "update", "cus_7Qm2rT", "-p", "commet", "--name", "Ana", "-y"];

/** A provider named api.billing.test, which only the proxy finds, and a file that says how to get there. */
async function world({ settings = "", answer }: { settings?: string; answer?: string } = {}) {
  const emulator = await servedEmulator();
  const front = await encryptedFront(emulator.emulator.origin);
  const proxy = await recordingProxy(front.port, answer);
  const home = await temporaryHome();
  await writeFile(join(home.path, "ca.pem"), billingTest.cert);
  const config = join(home.path, "config.yaml");
  await writeFile(config, settings.replaceAll("PROXY", proxy.host), { mode: 0o600 });
  return {
    proxy,
    home: home.path,
    config,
    env: emulator.env("https://api.billing.test"),
    async [Symbol.asyncDispose]() {
      for (const part of [proxy, front, emulator, home]) await part[Symbol.asyncDispose]();
    },
  };
}

test("HTTPS_PROXY and ca: the customer is changed through the proxy, and asked for by name alone", async () => {
  await using at = await world({ settings: "ca: ca.pem\n" });
  const env = { ...at.env, HTTPS_PROXY: `http://${at.proxy.host}` };
  const result = await runCli([...rename, "--config", at.config], { env });
  expect(result.stdout).toContain("Ana");
  expect(result.code).toBe(0);
  expect(new Set(at.proxy.asked)).toEqual(new Set(["CONNECT api.billing.test:443"]));
});

test("proxy in the configuration is stronger than the environment; its password shows nowhere", async () => {
  await using at = await world({
    settings: 'ca: ca.pem\nproxy: "http://ana:pr0xy-s3cret@PROXY"\n',
  });
  const env = { ...at.env, https_proxy: "http://127.0.0.1:1" };
  const result = await runCli([...get, "--debug", "--config", at.config], { env });
  expect(result.code).toBe(0);
  expect(at.proxy.asked).toEqual(["CONNECT api.billing.test:443"]);
  const pair = Buffer.from("ana:pr0xy-s3cret").toString("base64");
  expect(at.proxy.headers[0]).toMatchObject({ "proxy-authorization": `Basic ${pair}` });
  expect(result.stdout + result.stderr).not.toMatch(/s3cret/u);
  expect(result.stdout + result.stderr).not.toContain(pair);
});

test.each(["u:e", "e:", "anna:pass"])(
  "a credential of a proxy as short as %s masks no word, and is shown with its proxy by nobody",
  async (pair) => {
    const encoded = Buffer.from(pair).toString("base64");
    const echo = `no proxy for http://${pair}@there, Basic ${encoded}`;
    await using at = await world({
      settings: "ca: ca.pem\n",
      answer: `HTTP/1.1 407 No\r\ncontent-length: ${echo.length}\r\n\r\n${echo}`,
    });
    const env = { ...at.env, HTTPS_PROXY: `http://${pair}@${at.proxy.host}` };
    const words = [...get, "--debug", "--config", at.config];
    const { code, stdout, stderr } = await runCli([...words, "-o", "json"], { env });
    expect(code).toBe(7);
    expect(JSON.parse(stderr.slice(stderr.indexOf("\n{")))).toMatchObject({
      error: { code: "unavailable", provider: "commet" },
    });
    expect(stdout + stderr).not.toContain(`${pair}@`);
    if (encoded.length >= 8) expect(stdout + stderr).not.toContain(encoded);
  },
);

test.each(["api.billing.test", "billing.test", ".billing.test:443", "*"])(
  "NO_PROXY=%s: the proxy is not asked",
  async (list) => {
    await using at = await world();
    const env = { ...at.env, HTTPS_PROXY: `http://${at.proxy.host}`, no_proxy: list };
    const result = await runCli([...get, "--config", at.config], { env });
    // A name that nobody but the proxy knows.
    expect(result.code).toBe(7);
    expect(result.stderr).toMatch(/api\.billing\.test.*\((?:ENOTFOUND|EAI_AGAIN)\)/u);
    expect(at.proxy.asked).toEqual([]);
  },
);

test("nothing on this machine is called through a proxy, the emulator neither", async () => {
  await using at = await world();
  const everything = Object.fromEntries(
    ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "http_proxy"].map((name) => [
      name,
      `http://${at.proxy.host}`,
    ]),
  );
  const emulated = await runCli([...get, "--emulator"], { env: everything });
  expect(emulated.code).toBe(0);
  await using local = await servedEmulator();
  const result = await runCli(get, { env: { ...local.env(), ...everything } });
  expect(result.code).toBe(0);
  expect(at.proxy.asked).toEqual([]);
});

test.each(["407 Proxy Authentication Required", "404 Not Found"])(
  "%s of the proxy is an error of the proxy, with the remedy",
  async (answer) => {
    await using at = await world({ answer });
    const env = { ...at.env, ALL_PROXY: `http://ana:pr0xy-s3cret@${at.proxy.host}` };
    const result = await runCli([...rename, "--config", at.config], { env });
    expect(result.code).toBe(7);
    expect(result.stderr).toContain(`The proxy ${at.proxy.host} opened no way`);
    expect(result.stderr).toContain(answer);
    expect(result.stderr).toMatch(/hint: check the proxy: HTTPS_PROXY/u);
    expect(result.stderr).not.toMatch(/s3cret/u);
  },
);

test("a certificate that nobody vouches for: what to do about it", async () => {
  await using at = await world();
  const env = { ...at.env, HTTPS_PROXY: `http://${at.proxy.host}` };
  for (const words of [get, rename]) {
    const result = await runCli([...words, "--config", at.config], { env });
    expect(result.code).toBe(7);
    expect(result.stderr).toMatch(/hint: .*NODE_EXTRA_CA_CERTS.*\bca in the configuration/u);
  }
});

test.each([
  [
    "socks5://ana:pr0xy-s3cret@127.0.0.1:1",
    "HTTPS_PROXY: the proxy must be an http or https proxy",
  ],
  ["http://ana:pr0xy-s3cret@127.0.0.1/x", "HTTPS_PROXY: the proxy must be the address of a proxy"],
])("HTTPS_PROXY=%s is refused, nothing is sent", async (text, message) => {
  await using at = await world();
  const result = await runCli([...get, "--config", at.config], {
    env: { ...at.env, HTTPS_PROXY: text },
  });
  expect(result.code).toBe(3);
  expect(result.stderr).toContain(message);
  expect(result.stderr).not.toMatch(/s3cret/u);
});

test.each([
  ["ca: missing.pem", "ca: the file missing.pem does not exist"],
  ["ca: config.yaml", "ca: the file config.yaml holds no certificate"],
  ["ca: /dev/zero", "ca: the file /dev/zero is not a regular file"],
  ["proxy: socks4://x", "proxy must be an http or https proxy"],
  ["proxy: { env: NOT_THERE }", "NOT_THERE is not set"],
])("%s is refused with its place", async (settings, message) => {
  await using at = await world({ settings });
  const result = await runCli([...get, "--config", at.config], { env: at.env });
  expect(result.code).toBe(3);
  expect(result.stderr).toContain("config.yaml:1:");
  expect(result.stderr).toContain(message);
});

test.each(["proxy: http://127.0.0.1:1", "ca: ca.pem"])(
  "%s in a file that was merely found in a project is refused",
  async (line) => {
    await using at = await world();
    await mkdir(join(at.home, ".git"));
    await writeFile(join(at.home, ".billingrc"), `${line}\n`, { mode: 0o600 });
    const found = await runCli(get, { env: at.env, cwd: at.home });
    expect(found.code).toBe(3);
    expect(found.stderr).toContain("which a file found in a project may not");
    expect(found.stderr).toContain("hint: pass --config .billingrc");
  },
);
