/** Servers in processes of their own, which tell where they are on stdout. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
export const billing = here("../../bin/billing.js");

/** The demo account of the emulator's Commet. */
export const emulatedKey = "ck_sandbox_emulator_4f1c09d27ab3";

export interface Server extends AsyncDisposable {
  readonly origin: string;
}

/** A directory that is there as long as the work goes on. */
export async function inHome<T>(work: (home: string) => Promise<T>): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), "billing-bench-"));
  try {
    return await work(home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** One of the plain servers beside this file. */
export async function plainServer(file: string, ...words: readonly string[]): Promise<Server> {
  const server = spawn(process.execPath, [here(file), ...words], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const origin of createInterface({ input: server.stdout }))
    return running(server, origin);
  throw new Error(`${file} did not start`);
}

/** A fresh emulator with so many customers; the origin is its Commet's. */
export async function emulator(
  home: string,
  customers: number,
  limit = "any=off",
): Promise<Server> {
  const words = ["emulator", "start", "--port", "0", "--customers", String(customers)];
  const server = spawn(process.execPath, [billing, ...words, "--limit", limit, "--quiet"], {
    env: { HOME: home, PATH: process.env["PATH"] ?? "" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: server.stdout })) {
    const origin = /http:[^"\s]*\/commet[^"\s]*/u.exec(line)?.[0];
    if (origin !== undefined) return running(server, origin);
  }
  throw new Error("the emulator did not start");
}

function running(server: ChildProcess, origin: string): Server {
  return {
    origin,
    async [Symbol.asyncDispose]() {
      const ended = once(server, "exit");
      server.kill();
      await ended;
    },
  };
}
