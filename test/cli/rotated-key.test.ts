/** A key that was changed is another key of the same account, wherever the records or the user say so. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { runCli, temporaryHome } from "../support/run-cli.ts";
import { customerAt, customerIds, environment, type ProviderName } from "./providers.ts";

/** What the records of each provider say of their account. */
const identities: Readonly<Record<ProviderName, Readonly<Record<string, unknown>>>> = {
  flexprice: { tenant_id: "t_1", environment_id: "e_1" },
  maple: { company_id: "cmp_1" },
  kirim: { team_id: "team_1" },
  commet: { livemode: false },
  vayu: {},
};
const strangers: Readonly<Partial<Record<ProviderName, Readonly<Record<string, unknown>>>>> = {
  flexprice: { environment_id: "e_2" },
  maple: { company_id: "cmp_2" },
  kirim: { team_id: "team_2" },
  commet: { livemode: true },
};
const telling = ["flexprice", "maple", "kirim", "commet"] as const;

/** One customer that is stored, and what goes wrong when it is to be. */
async function world(provider: ProviderName) {
  const home = await temporaryHome();
  const { body } = customerAt(provider, identities[provider]);
  const inner = Object.values(body as object)[0] as unknown;
  const record = (typeof inner === "object" ? inner : body) as Record<string, unknown>;
  const held = { refuses: 0 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      if (request.method !== "GET" && held.refuses > 0) {
        held.refuses -= 1;
        request.socket.resetAndDestroy();
        return;
      }
      if (request.method !== "GET") Object.assign(record, JSON.parse(text));
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const secret = provider === "maple" || provider === "vayu" ? "TOKEN" : "API_KEY";
  const nameMember = provider === "commet" ? "fullName" : "name";
  return {
    path: home.path,
    record,
    held,
    name: () => record[nameMember],
    id: customerIds[provider],
    run: (words: readonly string[], key: "old" | "new", more = {}) =>
      runCli(words, {
        cwd: home.path,
        env: {
          ...environment(origin),
          [`BILLING_${provider.toUpperCase()}_${secret}`]: `${key}-key-of-${provider}`,
          XDG_STATE_HOME: join(home.path, "state"),
        },
        ...more,
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await home[Symbol.asyncDispose]();
    },
  };
}

async function updated(at: Awaited<ReturnType<typeof world>>, provider: ProviderName) {
  const words = ["customers", "update", at.id, "-p", provider, "--name", "New", "-o", "json"];
  const { code, json } = await at.run(words, "old");
  expect(code).toBe(0);
  return json().changeId as string;
}

describe.each(telling)("%s, whose records tell", (provider) => {
  test("a change made with the old key is undone with the new one", async () => {
    await using at = await world(provider);
    const change = await updated(at, provider);
    expect((await at.run(["undo", change], "new")).code).toBe(0);
    expect(at.name()).toBe("Ana Ferreira");
  });

  test("and not in another account", async () => {
    await using at = await world(provider);
    const change = await updated(at, provider);
    Object.assign(at.record, strangers[provider]);
    const { code, stderr } = await at.run(["undo", change, "--yes"], "new");
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("was made with another account"),
    });
    expect(at.name()).toBe("New");
  });

  test("an unclear change is settled with the new key", async () => {
    await using at = await world(provider);
    at.held.refuses = 1;
    const words = ["customers", "update", at.id, "-p", provider, "--name", "New", "--no-retry"];
    const { code } = await at.run(words, "old");
    expect(code).toBe(8);
    const resolved = await at.run(["history", "--resolve", "-o", "json"], "new");
    expect(resolved.stderr).not.toContain("another");
  });

  test("a run goes on with the new key, in the same account only", async () => {
    await using at = await world(provider);
    await writeFile(join(at.path, "rows.ndjson"), `{"id":"${at.id}","name":"New"}\n`);
    at.held.refuses = 9;
    const begin = ["customers", "update", "--from", "rows.ndjson", "-p", provider, "--no-retry"];
    await at.run(begin, "old");
    at.held.refuses = 0;
    const { identity, ...rest } = { identity: strangers[provider], ...identities[provider] };
    Object.assign(at.record, identity);
    const strange = await at.run(["customers", "update", "--resume", "--yes"], "new");
    expect(strange).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("was made with another account"),
    });
    Object.assign(at.record, rest);
    const { code, stderr } = await at.run(["customers", "update", "--resume", "--yes"], "new");
    expect({ code, stderr }).toMatchObject({ code: expect.toBeOneOf([0, 9]) });
    expect(stderr).not.toContain("another account");
  });
});

describe("vayu, whose records tell nothing", () => {
  test("the new key is a question", async () => {
    await using at = await world("vayu");
    const change = await updated(at, "vayu");
    const refused = await at.run(["undo", change], "new", { stdin: "" });
    expect(refused.code).toBe(11);
    expect(refused.stderr).toContain("was made with another key of Vayu");
    expect(refused.stderr).toContain("--yes");
    const no = await at.run(["undo", change], "new", { typed: "n" });
    expect(no.code).toBe(11);
    expect(at.name()).toBe("New");
    const yes = await at.run(["undo", change], "new", { typed: "y" });
    expect(yes.code).toBe(0);
    expect(at.name()).toBe("Ana Ferreira");
  });

  test("and --yes answers it, for a run as well", async () => {
    await using at = await world("vayu");
    await writeFile(join(at.path, "rows.ndjson"), `{"id":"${at.id}","name":"New"}\n`);
    const begun = await at.run(
      ["customers", "update", "--from", "rows.ndjson", "-p", "vayu"],
      "old",
    );
    expect(begun.code).toBe(0);
    const run = /billing undo (?<run>\w+)/u.exec(begun.stdout)?.groups?.["run"] ?? "";
    expect((await at.run(["undo", run], "new", { stdin: "" })).code).toBe(11);
    expect((await at.run(["undo", run, "--yes"], "new")).code).toBe(0);
    expect(at.name()).toBe("Ana Ferreira");
  });

  test("an unclear change stays unknown until somebody says so", async () => {
    await using at = await world("vayu");
    at.held.refuses = 1;
    const words = ["customers", "update", at.id, "-p", "vayu", "--name", "New", "--no-retry"];
    expect((await at.run(words, "old")).code).toBe(8);
    const { stderr } = await at.run(["history", "--resolve"], "new", { stdin: "" });
    expect(stderr).toContain("another key of Vayu");
    const resolved = await at.run(["history", "--resolve", "--yes"], "new", { stdin: "" });
    expect(resolved.stderr).not.toContain("another key");
  });
});

describe.each([...telling, "vayu"] as const)("a plan of %s made with one key", (provider) => {
  const planned = async (at: Awaited<ReturnType<typeof world>>) => {
    const words = ["customers", "update", at.id, "-p", provider, "--name", "New", "-n"];
    expect((await at.run([...words, "--out", "plan.json"], "old")).code).toBe(0);
  };

  test("is carried out with another one once it is trusted", async () => {
    await using at = await world(provider);
    await planned(at);
    const refused = await at.run(["apply", "plan.json", "--yes"], "new", { stdin: "" });
    expect(refused.code).toBe(11);
    expect(refused.stderr).toContain("its seal cannot be checked");
    expect(refused.stderr).toContain("--trust-plan");
    expect(refused.stderr).toMatch(/~ name +Ana Ferreira +New/u);
    expect(at.name()).toBe("Ana Ferreira");
    expect((await at.run(["apply", "plan.json", "--trust-plan"], "new")).code).toBe(0);
    expect(at.name()).toBe("New");
  });

  test("is guarded as ever", async () => {
    await using at = await world(provider);
    await planned(at);
    at.record[provider === "commet" ? "fullName" : "name"] = "Somebody else's";
    const { code } = await at.run(["apply", "plan.json", "--trust-plan"], "new");
    expect(code).toBe(6);
  });

  test("one a line, the same", async () => {
    await using at = await world(provider);
    await writeFile(join(at.path, "rows.ndjson"), `{"id":"${at.id}","name":"New"}\n`);
    const words = ["customers", "update", "--from", "rows.ndjson", "-p", provider, "-n"];
    expect((await at.run([...words, "--out", "plans.ndjson"], "old")).code).toBe(0);
    expect((await readFile(join(at.path, "plans.ndjson"), "utf8")).trim()).not.toBe("");
    const refused = await at.run(["apply", "plans.ndjson", "--yes"], "new");
    expect(refused.code).toBe(11);
    expect(refused.stderr).toContain("--trust-plan");
    expect((await at.run(["apply", "plans.ndjson", "--trust-plan"], "new")).code).toBe(0);
    expect(at.name()).toBe("New");
  });
});
