import { writeFile } from "node:fs/promises";
import { expect, test } from "vitest";

import { readWithin } from "../../src/files/read-within.ts";
import { temporaryPath } from "./support.ts";

test("a file is read whole, up to the limit", async () => {
  await using location = await temporaryPath("file");
  await writeFile(location.path, "twelve bytes");
  expect((await readWithin(location.path, 12)).toString()).toBe("twelve bytes");
  await expect(readWithin(location.path, 11)).rejects.toThrow("more than 11 bytes");
});

test.skipIf(process.platform === "win32")(
  "a device without end is refused at the limit",
  async () => {
    await expect(readWithin("/dev/zero", 2 ** 20)).rejects.toThrow("more than 1048576 bytes");
  },
);
