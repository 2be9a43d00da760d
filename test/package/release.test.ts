/** Packing and publishing as npm does it, from a copy: with the addresses of whoever publishes, and no trace of them. */
import { spawn, spawnSync } from "node:child_process";
import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

import { temporaryHome } from "../support/run-cli.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const github = { GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "o/r" };
const addresses = {
  repository: { type: "git", url: "git+https://github.com/o/r.git" },
  bugs: { url: "https://github.com/o/r/issues" },
  homepage: "https://github.com/o/r#readme",
};

/** The package without what takes long: its build and its notices are tested elsewhere. */
async function copyOfPackage(directory: string): Promise<string> {
  for (const name of ["bin", "build/release"]) {
    await cp(join(root, name), join(directory, name), { recursive: true });
  }
  await mkdir(join(directory, "node_modules"));
  await symlink(join(root, "node_modules/.bin"), join(directory, "node_modules/.bin"));
  const text = (await readFile(join(root, "package.json"), "utf8")).replace(
    /(?<="(?:build|notices)": )".*"/gu,
    '"true"',
  );
  await writeFile(join(directory, "package.json"), text);
  return text;
}

test("npm pack and npm publish have the addresses of the CI system, and package.json stays as it is", async () => {
  await using home = await temporaryHome();
  await using registry = await recordingRegistry();
  const directory = join(home.path, "package");
  const before = await copyOfPackage(directory);
  const npm = async (words: readonly string[], env: object) => {
    const result = await runNpm(words, {
      cwd: directory,
      env: {
        PATH: process.env["PATH"],
        HOME: home.path,
        npm_config_registry: registry.origin,
        [`npm_config_//${registry.origin.slice("http://".length)}/:_authToken`]: "t0ken",
        npm_config_update_notifier: "false",
        ...env,
      },
    });
    return { ...result, left: await readFile(join(directory, "package.json"), "utf8") };
  };
  const packed = (): unknown => {
    const words = ["-xzOf", join(directory, "billing-0.1.0.tgz"), "package/package.json"];
    return JSON.parse(spawnSync("tar", words, { encoding: "utf8" }).stdout);
  };

  const bare = await npm(["pack"], {});
  expect(bare).toMatchObject({ code: 0, left: before });
  expect(bare.stderr).toContain("packed without: repository, bugs and homepage");
  expect(packed()).not.toHaveProperty("repository");

  expect(await npm(["pack"], github)).toMatchObject({ code: 0, left: before });
  expect(packed()).toMatchObject(addresses);

  const refused = await npm(["publish"], {});
  expect(refused).toMatchObject({ code: 1, left: before });
  expect(refused.stderr).toContain("error: billing is not published: repository, bugs and");
  expect(registry.published).toEqual([]);

  expect(await npm(["publish"], github)).toMatchObject({ code: 0, left: before });
  expect(registry.published).toEqual([expect.objectContaining(addresses)]);

  // As a publishing that failed leaves it, and somebody worked on.
  const edited = before.replace("0.1.0", "0.1.1");
  const stamped = edited.replace("{\n", `{\n  ${JSON.stringify(addresses).slice(1, -1)},\n`);
  await writeFile(join(directory, "package.json"), stamped);
  expect(await npm(["pack"], {})).toMatchObject({ code: 0, left: edited });
});

/** Takes every package, and keeps what it is told of it. */
async function recordingRegistry() {
  const published: unknown[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (request.method === "PUT") {
        const { versions } = JSON.parse(Buffer.concat(chunks).toString()) as { versions: object };
        published.push(...Object.values(versions));
      }
      response.writeHead(request.method === "PUT" ? 201 : 404).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    published,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function runNpm(words: readonly string[], options: { cwd: string; env: object }) {
  const child = spawn("npm", words, { ...options, env: { ...options.env } });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdout.resume();
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, stderr };
}
