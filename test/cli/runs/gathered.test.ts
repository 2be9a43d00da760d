import { expect, test } from "vitest";

import { gathered } from "../../../src/cli/runs/gathered.ts";

test("what is given in turn is written together, in order, and what comes later by itself", async () => {
  const written: string[] = [];
  const write = gathered(async (text) => void written.push(text));
  const give = async (text: string) => {
    await Promise.resolve();
    await write(text);
  };
  await Promise.all(["a", "b", "c"].map(give));
  expect(written).toEqual(["abc"]);
  await write("d");
  expect(written).toEqual(["abc", "d"]);
});

test("it resolves once the text is written, and what comes meanwhile is not lost", async () => {
  const written: string[] = [];
  const waits: (() => void)[] = [];
  const write = gathered(async (text) => {
    await new Promise<void>((resolve) => waits.push(resolve));
    written.push(text);
  });
  const first = write("a");
  await Promise.resolve();
  await Promise.resolve();
  const second = write("b");
  await Promise.resolve();
  await Promise.resolve();
  expect({ written, waiting: waits.length }).toEqual({ written: [], waiting: 2 });
  for (const go of waits) go();
  await Promise.all([first, second]);
  expect(written).toEqual(["a", "b"]);
});

test("a failure is told to all whose text was part of it, and to no other", async () => {
  const write = gathered(async (text) => {
    if (text !== "c") throw new Error(text);
  });
  const ends = await Promise.allSettled([write("a"), write("b")]);
  expect(ends.map((end) => end.status === "rejected" && String(end.reason))).toEqual([
    "Error: ab",
    "Error: ab",
  ]);
  await write("c");
});
