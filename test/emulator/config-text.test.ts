import { expect, test } from "vitest";
import { parse } from "yaml";
import { emulatorConfig } from "../../src/emulator/config-text.ts";
import { freshEmulator } from "./support.ts";

test("the configuration has every vendor's base URL and demo account", async () => {
  await using emulator = await freshEmulator();
  const { baseUrls, settings } = emulator;
  expect(parse(emulatorConfig(emulator))).toEqual({
    provider: "vayu",
    providers: Object.fromEntries(
      Object.entries(baseUrls).map(([id, baseUrl]) => [id, { baseUrl, ...settings[id] }]),
    ),
  });
});
