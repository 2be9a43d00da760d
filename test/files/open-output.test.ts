import { execFileSync } from "node:child_process";
import { constants } from "node:fs";
import { open, readFile, stat, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";

import { openOutput } from "../../src/files/open-output.ts";
import { temporaryPath } from "./support.ts";

test("a new file is its owner's alone, and one that is there is emptied", async () => {
  await using location = await temporaryPath("file");
  await (await openOutput(location.path)).close();
  expect((await stat(location.path)).mode & 0o777).toBe(0o600);
  await writeFile(location.path, "old");
  await (await openOutput(location.path)).close();
  expect(await readFile(location.path, "utf8")).toBe("");
});

test.skipIf(process.platform === "win32")(
  "a pipe is refused while nobody reads it, and then takes more than it holds",
  async () => {
    await using location = await temporaryPath("pipe");
    execFileSync("mkfifo", [location.path]);
    await expect(openOutput(location.path)).rejects.toMatchObject({ code: "EPIPE" });

    const reader = await open(location.path, constants.O_RDONLY | constants.O_NONBLOCK);
    const output = await openOutput(location.path);
    const text = "x".repeat(300_000);
    const written = output.writeFile(text).then(() => output.close());
    let read = 0;
    while (read < text.length) {
      // Nothing there yet is an error where reading does not wait.
      const { bytesRead } = await reader.read(Buffer.alloc(65_536)).catch(() => ({ bytesRead: 0 }));
      read += bytesRead;
    }
    await written;
    await reader.close();
    expect(read).toBe(text.length);
  },
);
