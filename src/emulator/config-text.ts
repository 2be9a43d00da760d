/** A configuration that reaches a running emulator. */
import type { Emulator } from "./emulator.ts";

/** The text of a `.billingrc` in YAML: base URL and demo account of every vendor. */
export function emulatorConfig({
  baseUrls,
  settings,
}: Pick<Emulator, "baseUrls" | "settings">): string {
  const providers = Object.entries(baseUrls).map(([id, baseUrl]) => {
    const lines = Object.entries({ baseUrl, ...settings[id] }).map(
      ([name, value]) => `    ${name}: ${JSON.stringify(value)}\n`,
    );
    return `  ${id}:\n${lines.join("")}`;
  });
  const [first = ""] = Object.keys(baseUrls);
  return `provider: ${first}\nproviders:\n${providers.join("")}`;
}
