/** Prints how many bytes of each request are among the old objects later, of several batches in the middle one. */
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { getHeapSpaceStatistics } from "node:v8";

import type { createSend } from "../../src/http/send/got-send.ts";

const [bundle = ""] = process.argv.slice(2);
const bundled = createRequire(import.meta.url)(bundle) as {
  readonly createSend: typeof createSend;
};
const milliseconds = 60_000;
const send = bundled.createSend({
  timeout: { connect: milliseconds, response: milliseconds, request: milliseconds },
  userAgent: "billing/test",
});
const server = createServer((_request, response) => response.end("{}"));
server.listen(0, "127.0.0.1", () => {
  void measure(`http://127.0.0.1:${(server.address() as AddressInfo).port}/customers/cus_1`);
});

async function measure(url: string): Promise<void> {
  const kept: number[] = [];
  const batch = 20;
  for (let batches = 0; batches < 15; batches += 1) {
    collectYoung();
    const before = oldBytes();
    for (let sent = 0; sent < batch; sent += 1) await send({ method: "GET", url, headers: {} });
    await new Promise(setImmediate);
    collectYoung();
    kept.push((oldBytes() - before) / batch);
  }
  console.log(kept.toSorted((left, right) => left - right)[7]);
  process.exit();
}

/** Twice: what survives the second time is old. */
function collectYoung(): void {
  globalThis.gc?.({ type: "minor" });
  globalThis.gc?.({ type: "minor" });
}

function oldBytes(): number {
  const old = getHeapSpaceStatistics().find(({ space_name: name }) => name === "old_space");
  return old?.space_used_size ?? Number.NaN;
}
