import { describe, expect, test } from "vitest";

import { renamePatiently } from "../../src/files/rename-patiently.ts";

/** A system that refuses so many times, and how often it was asked. */
function refusing(code: string, times: number) {
  const asked: string[] = [];
  const sleeps: number[] = [];
  return {
    asked,
    sleeps,
    move: async (from: string, to: string) => {
      asked.push(`${from} ${to}`);
      if (asked.length <= times) {
        throw Object.assign(new Error(code), { code, syscall: "rename" });
      }
    },
    world: (platform: string) => ({
      platform,
      sleep: async (milliseconds: number) => void sleeps.push(milliseconds),
    }),
  };
}

describe("renaming on Windows", () => {
  test.each(["EPERM", "EBUSY", "EACCES"])("waits while the file is held (%s)", async (code) => {
    const { asked, sleeps, move, world } = refusing(code, 3);
    await renamePatiently("a", "b", world("win32"), move);
    expect(asked).toEqual(["a b", "a b", "a b", "a b"]);
    expect(sleeps).toEqual([10, 20, 50]);
  });

  test("is given up in the end", async () => {
    const { asked, sleeps, move, world } = refusing("EPERM", Infinity);
    await expect(renamePatiently("a", "b", world("win32"), move)).rejects.toMatchObject({
      code: "EPERM",
    });
    expect(asked).toHaveLength(9);
    expect(sleeps.reduce((sum, wait) => sum + wait)).toBeLessThan(3000);
  });

  test("does not wait for what does not pass", async () => {
    const { asked, move, world } = refusing("ENOSPC", 1);
    await expect(renamePatiently("a", "b", world("win32"), move)).rejects.toThrow("ENOSPC");
    expect(asked).toHaveLength(1);
  });
});

test("elsewhere a refusal is one", async () => {
  const { asked, move, world } = refusing("EPERM", 1);
  await expect(renamePatiently("a", "b", world("linux"), move)).rejects.toThrow("EPERM");
  expect(asked).toHaveLength(1);
});
