import { expect, test } from "vitest";

import { readRemedyOf, reasonOf, writeRemedyOf } from "../../src/files/system-error.ts";

const refusal = (code: string) => Object.assign(new Error(code), { code, syscall: "open" });

test.each([
  ["EACCES", "permission denied (EACCES)", "name a place that you may write to"],
  ["EROFS", "the file system is read-only (EROFS)", "name a place that you may write to"],
  ["ENOSPC", "no space is left on the disk (ENOSPC)", "make room"],
  ["EDQUOT", "the disk quota is used up (EDQUOT)", "make room"],
  ["ENOENT", "its directory is not there (ENOENT)", "make its directory"],
  ["ENAMETOOLONG", "its name is too long (ENAMETOOLONG)", undefined],
  ["EWHATEVER", "EWHATEVER", undefined],
])("%s where something is written", (code, reason, remedy) => {
  expect(reasonOf(refusal(code))).toBe(reason);
  expect(writeRemedyOf(refusal(code))).toBe(remedy);
});

test("who may not read a file is told what to do, and nobody else", () => {
  const remedy = "give yourself the right to read it, or name another file";
  expect(readRemedyOf(refusal("EACCES"))).toBe(remedy);
  expect(readRemedyOf(refusal("EPERM"))).toBe(remedy);
  expect(readRemedyOf(refusal("ENOENT"))).toBeUndefined();
  expect(readRemedyOf(new Error("permission denied"))).toBeUndefined();
});
