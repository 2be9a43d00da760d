/** The manual pages of the built package. */
import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

import { commands } from "../../src/cli/commands.ts";

const directory = join(import.meta.dirname, "../../dist/man");

test("every command has a page, and so has the program", () => {
  const names = commands.map(({ words }) => `billing-${words.replaceAll(" ", "-")}.1`);
  const pages = globSync("*.1", { cwd: directory });
  expect(pages.toSorted()).toEqual(["billing.1", ...names].toSorted());
});

test.each(commands.map(({ words }) => words))("the page of %s has every option", async (words) => {
  const spec = await commands.find((entry) => entry.words === words)?.load();
  const page = readFileSync(join(directory, `billing-${words.replaceAll(" ", "-")}.1`), "utf8");
  for (const { long } of spec?.flags ?? []) {
    expect(page).toContain(`\\fB\\-\\-${long.replaceAll("-", "\\-")}\\fR`);
  }
});

const lacksGroff = spawnSync("groff", ["--version"]).error !== undefined;
test.skipIf(lacksGroff)("groff has nothing to say against them", () => {
  for (const page of globSync("*.1", { cwd: directory })) {
    const { stdout, stderr } = spawnSync(
      "groff",
      ["-man", "-Tutf8", "-ww", "-z", join(directory, page)],
      { encoding: "utf8" },
    );
    expect({ page, stdout, stderr }).toEqual({ page, stdout: "", stderr: "" });
  }
});
