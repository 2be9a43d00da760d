/** What only a process of its own shows: Node's own certificates, and what libraries write where DEBUG is set. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { run } from "../support/built-program.ts";
import { encryptedFront } from "../support/encrypted-front.ts";
import { nodeRuntimes } from "../support/nodes.ts";
import { recordingProxy } from "../support/recording-proxy.ts";
import { temporaryHome } from "../support/run-cli.ts";
import { servedEmulator } from "../support/served-emulator.ts";
import { billingTest, otherAuthority } from "../support/tls-names.ts";

const get = ["customers", "get", "cus_7Qm2rT", "-p", "commet", "--no-retry", "-o", "json"];

describe.each(nodeRuntimes())("$name", (node) => {
  test("NODE_EXTRA_CA_CERTS is trusted through a proxy, also beside ca in the configuration", async () => {
    await using emulator = await servedEmulator();
    await using front = await encryptedFront(emulator.emulator.origin);
    await using proxy = await recordingProxy(front.port);
    await using home = await temporaryHome();
    const file = join(home.path, "extra.pem");
    await writeFile(file, billingTest.cert);
    await writeFile(join(home.path, "other.pem"), otherAuthority);
    const config = join(home.path, "config.yaml");
    await writeFile(config, "ca: other.pem\n");
    const env = {
      ...emulator.env("https://api.billing.test"),
      https_proxy: `http://ana:pr0xy-s3cret@${proxy.host}`,
      DEBUG: "*",
    };
    const world = { node, home: home.path };

    const refused = await run(get, { ...world, env });
    expect(refused).toMatchObject({ code: 7, stdout: "" });
    expect(refused.stderr).toContain("NODE_EXTRA_CA_CERTS");
    for (const words of [get, [...get, "--config", config]]) {
      const result = await run(words, { ...world, env: { ...env, NODE_EXTRA_CA_CERTS: file } });
      expect(result).toMatchObject({ code: 0 });
      expect(JSON.parse(result.stdout)).toMatchObject({ id: "cus_7Qm2rT" });
      expect(result.stdout + result.stderr).not.toMatch(/s3cret|YW5h/u);
    }
    expect(new Set(proxy.asked)).toEqual(new Set(["CONNECT api.billing.test:443"]));
  });

  test("who answers under another name is sent nothing, directly and through a proxy", async () => {
    await using emulator = await servedEmulator();
    await using front = await encryptedFront(emulator.emulator.origin);
    await using proxy = await recordingProxy(front.port);
    await using home = await temporaryHome();
    const file = join(home.path, "extra.pem");
    await writeFile(file, billingTest.cert);
    const trusting = { NODE_EXTRA_CA_CERTS: file };
    for (const env of [
      emulator.env(`https://127.0.0.1:${front.port}`),
      { ...emulator.env("https://api.elsewhere.test"), https_proxy: `http://${proxy.host}` },
    ]) {
      const world = { node, home: home.path, env: { ...env, ...trusting } };
      const { code, stdout, stderr } = await run(get, world);
      expect({ code, stdout }).toEqual({ code: 7, stdout: "" });
      expect(stderr).toMatch(/ERR_TLS_CERT_ALTNAME_INVALID/u);
    }
    expect(emulator.emulator.counts["commet"]?.requests).toBe(0);
  });
});
