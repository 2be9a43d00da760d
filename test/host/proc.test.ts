import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { once } from "node:events";
import { expect, test } from "vitest";

import { nodeHost } from "../../src/host/node-host.ts";
import { bootOf, processOf, procFiles, sightOf } from "../../src/host/proc.ts";

const nothing = { text: () => undefined, link: () => undefined, names: () => undefined };

function stat(text: string) {
  return { ...nothing, text: (path: string) => (path === "7/stat" ? text : undefined) };
}

const rest = "1 7 7 0 -1 4194560 100 0 0 0 1 2 0 0 20 0 11 0 123456 900000 500";

test.each([
  [`7 (node) S ${rest}`, { isZombie: false, started: "123456" }],
  [`7 (a b) Z 1 (x)) R ${rest}`, { isZombie: false, started: "123456" }],
  [`7 (node) Z ${rest}`, { isZombie: true, started: "123456" }],
  [`7 (node) X ${rest}`, { isZombie: true, started: "123456" }],
  ["nonsense", { isZombie: false, started: undefined }],
])("%s", (text, facts) => {
  expect(processOf(stat(text), 7)).toEqual(facts);
});

test("where there is no /proc nothing is known", () => {
  expect([bootOf(nothing), sightOf(nothing), processOf(nothing, 7)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test.runIf(process.platform === "linux")("on this machine", async () => {
  const { self } = nodeHost();
  expect(self.boot).toMatch(/^[0-9a-f-]{36}$/u);
  expect(self.sight).toMatch(/^pid:\[\d+\]$/u);
  expect(self.startOf(self.pid)).toMatch(/^\d+$/u);
  expect(self.isAlive(self.pid)).toBe(true);

  // The program that the shell becomes never fetches the shell's child.
  const parent = spawn("sh", ["-c", "sleep 600 & echo $!; exec sleep 600"]);
  try {
    const [printed] = (await once(parent.stdout, "data")) as [Buffer];
    const child = Number(printed.toString());
    await expect.poll(() => readFileSync(`/proc/${parent.pid}/comm`, "utf8")).toBe("sleep\n");
    process.kill(child, "SIGKILL");
    await expect.poll(() => processOf(procFiles, child)?.isZombie).toBe(true);
    expect(self.isAlive(child)).toBe(false);
    expect(self.isAlive(parent.pid ?? 0)).toBe(true);
  } finally {
    parent.kill("SIGKILL");
    await once(parent, "exit");
  }
  expect(self.isAlive(parent.pid ?? 0)).toBe(false);
});
