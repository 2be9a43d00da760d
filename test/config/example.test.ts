import { join } from "node:path";
import { expect, test } from "vitest";
import { exampleConfig } from "../../src/config/example.ts";
import { loadConfig } from "../../src/config/load-config.ts";
import { createWorld, providers } from "./world.ts";

async function load(text: string) {
  await using world = await createWorld();
  await world.write(join(world.project, ".billingrc"), text);
  return await loadConfig({ host: world.host(), providers, flags: {} });
}

test("the example loads as it is", async () => {
  const config = await load(exampleConfig(providers));
  expect(config.warnings).toEqual([]);
  expect(config.provider?.value).toBe("vayu");
  expect(config.settings["vayu"]).toMatchObject({ token: { value: { env: "VAYU_TOKEN" } } });
  expect(config.settings["maple"]).toMatchObject({ companyId: { value: "cmp_0001" } });
});

test("the example loads with everything uncommented, and then shows every setting in every form", async () => {
  const lines = exampleConfig(providers).split("\n");
  const uncommented = lines
    // An active secret and its commented alternative are one key twice.
    .filter(
      (line, index) =>
        !lines[index + 1]?.includes(`# ${line.trim().split(":")[0]}: `) ||
        line.trim().startsWith("#"),
    )
    .map((line) => line.replace(/^( *)# ([a-z]\w*: \S)/u, "$1$2"))
    // A switch and a list that share a key are alternatives as well: the last is tried.
    .filter((line, index, all) => {
      const key = /^[a-z]\w*: /u.exec(line)?.[0];
      return key === undefined || !all.slice(index + 1).some((later) => later.startsWith(key));
    });
  const config = await load(uncommented.join("\n"));
  for (const { id, settings } of providers) {
    const names = [...Object.keys(settings), "baseUrl", "rateLimit", "timeout", "verify"];
    expect(Object.keys(config.settings[id] ?? {}).toSorted()).toEqual(names.toSorted());
  }
  const values = Object.values(config.settings).flatMap((each) => Object.values(each));
  const forms = values.map(({ value }) => (typeof value === "object" ? Object.keys(value)[0] : ""));
  expect(new Set(forms)).toEqual(new Set(["", "env", "file", "command"]));
});
