/** How much of a provider's limit a run uses, in real time. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

import type { NodeRuntime } from "../support/nodes.ts";
import { rowsFile } from "./many-rows.ts";
import { billing, emulatedKey, emulator, inHome } from "./servers.ts";

const customers = 1500;
const perSecond = 200;
const burst = 40;
const leastUsed = 0.97;
const mostLimited = 0.01;

/** Against the emulator's own limiter; a change takes a read and a write. */
export async function reportPace(node: NodeRuntime): Promise<void> {
  await inHome(async (home) => {
    await using server = await emulator(home, customers, `commet=${perSecond}/s;burst=${burst}`);
    const file = rowsFile(home, customers);
    const words = ["customers", "update", "--from", file, "-p", "commet", "--yes", "-o", "json"];
    const child = spawn(node.path, [billing, ...words], {
      env: {
        HOME: home,
        PATH: process.env["PATH"] ?? "",
        BILLING_COMMET_BASE_URL: server.origin,
        BILLING_COMMET_API_KEY: emulatedKey,
        BILLING_COMMET_RATE_LIMIT: String(perSecond),
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [said] = await Promise.all([text(child.stdout), once(child, "close")]);
    const { counts, seconds } = JSON.parse(said).summary;
    const answer = await fetch(new URL("/_control/counts", server.origin));
    const { requests, limited } = ((await answer.json()) as Counts).commet;
    const used = (requests - limited) / (burst + perSecond * seconds);
    const verdict = (met: boolean) => (met ? "met" : "missed");
    console.log(
      `\n${node.name}, ${customers} customers at ${perSecond} requests a second with a burst of ${burst}: ${counts.updated} updated in ${seconds.toFixed(1)} s`,
    );
    console.log(`  used ${(used * 100).toFixed(1)} %   >= 97 % ${verdict(used >= leastUsed)}`);
    const share = limited / requests;
    console.log(
      `  answered 429: ${(share * 100).toFixed(2)} %   < 1 % ${verdict(share < mostLimited)}`,
    );
  });
}

interface Counts {
  readonly commet: { readonly requests: number; readonly limited: number };
}
