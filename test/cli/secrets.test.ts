/** What a provider repeats of the credential is in nothing that is printed or kept, wherever it repeats it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { runCli, temporaryHome } from "../support/run-cli.ts";
import {
  credentials,
  customerAt,
  customerIds,
  environment,
  type ProviderName,
  providerNames,
} from "./providers.ts";

/** Holds the credential beside what is asked, and in every answer's request id; a refused write repeats it as well. */
async function indiscreet(provider: ProviderName, secret: string, refuses: boolean) {
  const beside =
    provider === "vayu" ? { aliases: [`left ${secret} right`] } : { metadata: { note: secret } };
  const { body } = customerAt(provider, beside);
  const [[envelope, inner] = ["", {}]] = Object.entries(body as object);
  const record: Record<string, unknown> =
    typeof inner === "object" && envelope !== "metadata" ? inner : (body as typeof record);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      const headers = { "content-type": "application/json", "x-request-id": `req-${secret}` };
      const isRead = request.method === "GET" || text === "";
      if (request.url === "/login") {
        response.writeHead(200, headers).end(JSON.stringify({ accessToken: secret }));
      } else if (!isRead && refuses) {
        const message = `no ${secret} "${secret}"`;
        const error = { message, code: secret, details: [{ field: secret, message }] };
        response.writeHead(422, headers).end(JSON.stringify({ success: false, ...error, error }));
      } else {
        if (!isRead) Object.assign(record, JSON.parse(text));
        response.writeHead(200, headers).end(JSON.stringify(body));
      }
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

async function textsBelow(directory: string): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map((entry) => readFile(join(entry.parentPath, entry.name), "utf8")),
  );
  return texts.join("\n");
}

/** In one piece, in two pieces of a table's cell, or with an escape of Markdown in it. */
function expectNone(text: string, secret: string): void {
  const letters = text.replaceAll(/[^\da-z]/giu, "");
  expect(letters).not.toContain(secret.replaceAll(/[^\da-z]/giu, ""));
}

const loginToken = "login-token-of-vayu-5c6d7e8f";
const vayuLogin = { BILLING_VAYU_TOKEN: undefined, BILLING_VAYU_REFRESH_TOKEN: credentials.vayu };

const accounts = [
  ...providerNames.map((provider) => ({ provider, secret: credentials[provider], env: {} })),
  { provider: "vayu", secret: loginToken, env: vayuLogin },
] as const;

const formats = ["table", "markdown", "json", "ndjson", "yaml"] as const;

describe.each(accounts)("$provider repeats $secret", ({ provider, secret, env }) => {
  test.each([
    ["the record", false],
    ["a refusal", true],
  ])("in %s", async (_where, refuses) => {
    for (const output of formats) {
      await using home = await temporaryHome();
      await using server = await indiscreet(provider, secret, refuses);
      const world = {
        cwd: home.path,
        env: { ...environment(server.origin), ...env, XDG_STATE_HOME: join(home.path, "state") },
        columns: 44,
      };
      const on = ["-p", provider, "-o", output];
      const update = ["customers", "update", customerIds[provider], ...on, "--name", "Ana Lima"];
      const told = [
        ...(output === "markdown"
          ? []
          : [await runCli(["customers", "get", customerIds[provider], ...on], world)]),
        await runCli([...update, "-n", "--out", "plan.json", "--show-unchanged"], world),
        await runCli([...update, "--show-unchanged", "--debug"], world),
        ...(output === "markdown" ? [] : [await runCli(["history", ...on.slice(2)], world)]),
      ];
      for (const { stdout, stderr } of told) {
        expectNone(stdout, secret);
        expectNone(stderr, secret);
      }
      if (output === "json") for (const { stdout } of told) JSON.parse(stdout);
      const [planned] = told.slice(-3);
      expect(planned?.code).toBe(0);
      const kept = await textsBelow(home.path);
      expect(kept).toContain('"billing-plan"');
      expect(kept).toContain('"intent"');
      expectNone(kept, secret);
      expect(told.at(output === "markdown" ? -1 : -2)?.code).toBe(refuses ? 5 : 0);
    }
  });

  test("and that is a warning", async () => {
    await using server = await indiscreet(provider, secret, false);
    const world = { env: { ...environment(server.origin), ...env } };
    const id = customerIds[provider];
    const words = ["customers", "update", id, "-p", provider, "--name", "Ana Lima"];
    const { json } = await runCli([...words, "-o", "json"], world);
    expect(json().warnings).toContainEqual(expect.objectContaining({ code: "secret_in_record" }));
    const got = await runCli(["customers", "get", id, "-p", provider], world);
    expect(got.stderr).toContain("holds a credential of this account");
    expect(got.stdout).toContain("***");
  });
});

test("a credential that is a word of ours hides no key", async () => {
  await using server = await indiscreet("kirim", "metadata", false);
  const { code, json } = await runCli(
    ["customers", "get", customerIds.kirim, "-p", "kirim", "-o", "json"],
    { env: { ...environment(server.origin), BILLING_KIRIM_API_KEY: "metadata" } },
  );
  expect(code).toBe(0);
  expect(json().metadata).toEqual({ note: "***" });
});

test.each(["k", "1234567"])("the credential %j is refused as too short", async (short) => {
  const { code, stderr } = await runCli(
    ["customers", "get", customerIds.kirim, "-p", "kirim", "-o", "json"],
    { env: { BILLING_KIRIM_API_KEY: short } },
  );
  expect(code).toBe(3);
  expect(JSON.parse(stderr).error.message).toContain("is shorter than 8 characters");
});
