import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

import { run, start } from "../support/built-program.ts";
import { gatedProvider } from "../support/gated-provider.ts";
import { machineNode } from "../support/nodes.ts";
import { temporaryHome } from "../support/run-cli.ts";

const node = machineNode();

const canary = "ck_canary_9f2c71d0";
const rename = ["customers", "update", "cus_7Qm2rT", "-p", "commet", "--name", "Ana Lima"];

const accounts = [
  { provider: "vayu", id: "65f0c1a2b3d4e5f60718293a", secrets: ["TOKEN"] },
  { provider: "vayu", id: "65f0c1a2b3d4e5f60718293a", secrets: ["REFRESH_TOKEN", "CLIENT_ID"] },
  { provider: "commet", id: "cus_7Qm2rT", secrets: ["API_KEY"] },
  { provider: "flexprice", id: "cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD", secrets: ["API_KEY"] },
  { provider: "maple", id: "cus_2Nb8LmPq", secrets: ["TOKEN"] },
  { provider: "kirim", id: "cus_7H2KX0M4QWERTN8B3ZC5DVA9PG", secrets: ["API_KEY"] },
] as const;

/** Everything in the files below the directory. */
async function textsBelow(directory: string): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map((entry) => readFile(join(entry.parentPath, entry.name), "utf8")),
  );
  return texts.join("\n");
}

/** Of every process of this machine; small machines have no `ps`. */
async function commandLines(): Promise<string> {
  if (process.platform !== "linux") {
    return (await promisify(execFile)("ps", ["-A", "-o", "args="])).stdout;
  }
  const numbers = (await readdir("/proc")).filter((name) => /^\d+$/u.test(name));
  const texts = numbers.map((pid) => readFile(`/proc/${pid}/cmdline`, "latin1").catch(() => ""));
  return (await Promise.all(texts)).join("\n").replaceAll("\0", " ");
}

/** Refuses every request with an answer that repeats all that was sent. */
async function repeatingServer() {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const message = `refused ${JSON.stringify(request.headers)} ${Buffer.concat(chunks).toString()}`;
      response.writeHead(401, { "content-type": "application/json", "x-request-id": message });
      response.end(JSON.stringify({ message, error: { message, code: message } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe.concurrent("a credential", () => {
  test.each([[[]], [["--debug"]], [["--dry-run"]], [["--as-curl"]], [["--debug", "-o", "json"]]])(
    "is in nothing that a success with %j leaves behind",
    async (flags) => {
      await using home = await temporaryHome();
      await using provider = await gatedProvider({});
      const env = { ...provider.env, BILLING_COMMET_API_KEY: canary };
      const result = await run([...rename, ...flags], { node, home: home.path, env });
      expect(result.code).toBe(0);
      expect(result.stdout).toContain("Ana Lima");
      expect(result.stdout + result.stderr).not.toContain(canary);
      expect(await textsBelow(home.path)).not.toContain(canary);
    },
  );

  test.each(accounts)(
    "of $provider ($secrets) is masked where an answer repeats it",
    async (at) => {
      await using home = await temporaryHome();
      await using server = await repeatingServer();
      const prefix = `BILLING_${at.provider.toUpperCase()}`;
      const env = {
        [`${prefix}_BASE_URL`]: server.origin,
        ...(at.provider === "maple" ? { [`${prefix}_COMPANY_ID`]: "cmp_1" } : {}),
        ...Object.fromEntries(at.secrets.map((name) => [`${prefix}_${name}`, `${canary}_${name}`])),
      };
      const words = ["customers", "get", at.id, "-p", at.provider];
      for (const flags of [[], ["--debug"], ["-o", "json"]]) {
        const { code, stdout, stderr } = await run([...words, ...flags], {
          node,
          home: home.path,
          env,
        });
        expect(code).toBe(3);
        expect(stderr).toContain("refused");
        expect(stdout + stderr).not.toContain(canary);
      }
      expect(await textsBelow(home.path)).not.toContain(canary);
    },
  );

  test("is in no list of processes", async () => {
    await using home = await temporaryHome();
    await using provider = await gatedProvider({ hold: "GET" });
    const env = { ...provider.env, BILLING_COMMET_API_KEY: canary };
    await using program = start(rename, { node, home: home.path, env });
    await provider.arrived("GET");
    const lines = await commandLines();
    expect(lines).toContain("customers update cus_7Qm2rT");
    expect(lines).not.toContain(canary);
    provider.open();
    expect((await program.ended).code).toBe(0);
  });
});
