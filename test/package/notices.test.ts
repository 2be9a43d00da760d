import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

import { bundledPackages, noticesOf, noticesPath } from "./notices.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const packages = await bundledPackages();

test("THIRD-PARTY-NOTICES names what the program has in it: renew it with npm run notices", () => {
  expect(readFileSync(noticesPath, "utf8")).toBe(noticesOf(packages));
});

test("everything in the program may be passed on, and says so in a text of its own", () => {
  const permissive = /^(?:MIT|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0)$/u;
  expect(packages.length).toBeGreaterThan(20);
  expect(packages.filter(({ licence }) => !permissive.test(licence))).toEqual([]);
  expect(packages.filter(({ texts }) => texts.length === 0).map(({ name }) => name)).toEqual([]);
});

test("the package holds the program, its documents and the notices, and nothing else", () => {
  const [packed] = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: root,
      encoding: "utf8",
    }),
  ) as readonly { readonly files: readonly { readonly path: string }[] }[];
  const paths = packed?.files.map(({ path }) => path) ?? [];
  expect(new Set(paths.map((path) => path.split("/")[0]))).toEqual(
    new Set([
      ".billingrc.example",
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "THIRD-PARTY-NOTICES",
      "bin",
      "dist",
      "docs",
      "package.json",
    ]),
  );
  expect(paths).toContain("bin/billing.js");
});
