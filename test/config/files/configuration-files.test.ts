import { join } from "node:path";

import { expect, test } from "vitest";

import {
  configurationFiles,
  isConfigurationName,
} from "../../../src/config/files/configuration-files.ts";
import { createWorld, providers } from "../world.ts";

test("a configuration is known by its name in any directory", () => {
  expect(["/a/.billingrc", "/b/.billingrc.yml", "/b/billingrc"].map(isConfigurationName)).toEqual([
    true,
    true,
    false,
  ]);
});

test("the files of a configuration are where it is looked for, and what it names", async () => {
  await using world = await createWorld();
  const text = "ca: ca.pem\nproviders: { kirim: { apiKey: { file: key } } }";
  await world.write(join(world.home, ".config/billing/config"), text);
  const found = await configurationFiles({ host: world.host({}), providers }, "own.yaml");
  for (const path of [
    join(world.project, ".billingrc.json"),
    join(world.home, ".billingrc"),
    join(world.home, ".config/billing/config.yaml"),
  ]) {
    expect(found).toContain(path);
  }
  const named = await configurationFiles({ host: world.host({}), providers }, undefined);
  expect(named).toContain(join(world.home, ".config/billing/ca.pem"));
  expect(named).toContain(join(world.home, ".config/billing/key"));
});
