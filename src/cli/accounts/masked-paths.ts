/** What the configuration masks; also for what is read from this machine or the emulator alone. */
import { resolve } from "node:path";

import { loadConfig } from "../../config/load-config.ts";
import { compact } from "../../domain/compact.ts";
import type { Host } from "../../host/host.ts";
import { allProviders } from "../../providers/registry.ts";
import type { Given } from "../args/option.ts";

/** @throws {BillingError} auth: the configuration cannot be read, so that nobody knows what it would mask */
export async function maskedPaths(host: Host, { config }: Given): Promise<readonly string[]> {
  const path = typeof config === "string" ? resolve(host.cwd, config) : undefined;
  const { mask } = await loadConfig({
    host,
    providers: allProviders,
    flags: compact({ config: path }),
  });
  return mask;
}
