import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import type { JsonObject } from "../../src/domain/json.ts";
import { customerAt, type ProviderName } from "./providers.ts";

/** A provider whose record is the next one after each write, whatever was written. */
export async function stagedServer(records: readonly JsonObject[], provider: ProviderName) {
  const sent: JsonObject[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (request.method !== "GET") sent.push(JSON.parse(Buffer.concat(chunks).toString()));
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(customerAt(provider, records[sent.length]).body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    sent,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
