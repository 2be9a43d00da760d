/** `.billingrc.example` is what the program says a configuration can be: `billing help config`. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

import { exampleConfig } from "../../src/config/example.ts";
import { loadConfig } from "../../src/config/load-config.ts";
import { resolveAccount } from "../../src/config/resolve-account.ts";
import { allProviders, providerIds } from "../../src/providers/registry.ts";
import { createWorld } from "./world.ts";

const file = await readFile(new URL("../../.billingrc.example", import.meta.url), "utf8");

test("the example file is the one the program prints", () => {
  expect(file, "renew it with: billing help config > .billingrc.example").toBe(
    exampleConfig(allProviders),
  );
});

test("copied as it is into a project, its profile opens the account once its variable is set", async () => {
  await using world = await createWorld();
  await world.write(join(world.project, ".billingrc"), file);
  const secret = "staging-secret-1";
  const context = {
    host: world.host({ env: { STAGING_VAYU_REFRESH_TOKEN: secret } }),
    providers: allProviders,
  };
  const config = await loadConfig({ ...context, flags: { profile: "staging" } });
  const provider = config.provider?.value ?? "";
  const { account } = await resolveAccount(config, provider, { ...context, flags: {} });
  expect(Object.values(account.secrets)).toEqual([secret]);
});

test("copied as it is, it loads without complaint and knows every provider", async () => {
  await using world = await createWorld();
  await world.write(join(world.project, ".billingrc"), file);
  const config = await loadConfig({ host: world.host(), providers: allProviders, flags: {} });
  expect(config.warnings).toEqual([]);
  expect(Object.keys(config.settings).toSorted()).toEqual([...providerIds].toSorted());
});
