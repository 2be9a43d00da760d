import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { loadText, searchDirectory } from "../../../src/config/files/explorer.ts";
import { createWorld } from "../world.ts";

const source = pathToFileURL(
  join(import.meta.dirname, "../../../src/config/files/explorer.ts"),
).href;

/** Searches the directory in a fresh process that stands in it, as a user's shell would. */
async function searchFrom(directory: string): Promise<void> {
  const script = `const { searchDirectory } = await import(${JSON.stringify(source)});
    await searchDirectory(".", [".billingrc"]);`;
  await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    cwd: directory,
  });
}

describe("a repository cannot make the search run its code", () => {
  test.each([".config/config.cjs", ".config/config.js", ".config/config.mjs", "evil.cjs"])(
    "by %s",
    async (name) => {
      await using world = await createWorld();
      const trace = join(world.project, "ran");
      const code = `require("node:fs").writeFileSync(${JSON.stringify(trace)}, "");`;
      await world.write(join(world.project, name), code);
      await world.write(join(world.project, ".billingrc"), `$import: ./${name}\n`);
      await world.write(
        join(world.project, "package.json"),
        '{"cosmiconfig": {"searchPlaces": ["evil.cjs"]}}',
      );
      await searchFrom(world.project);
      expect(existsSync(trace)).toBe(false);
    },
  );
});

test("the first place that is there is read", async () => {
  await using world = await createWorld();
  const second = await world.write(join(world.project, "b.json"), '{"x": 1}');
  const found = await searchDirectory(world.project, ["a", "b.json", "c"]);
  expect(found?.path).toBe(second);
  expect(found?.text.value).toEqual({ x: 1 });
  expect(await searchDirectory(world.project, ["a"])).toBeUndefined();
});

test("a missing file rejects with the system's error", async () => {
  await using world = await createWorld();
  await expect(loadText(join(world.project, "gone"))).rejects.toMatchObject({ code: "ENOENT" });
});
