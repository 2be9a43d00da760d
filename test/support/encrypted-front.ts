/** What terminates TLS before a server on loopback, under the names of {@link billingTest}. */
import { once } from "node:events";
import { request as forward } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";

import { billingTest } from "./tls-names.ts";

/** @param origin of the server behind, which is called by that name: `http://127.0.0.1:<port>` */
export async function encryptedFront(
  origin: string,
): Promise<{ readonly port: number } & AsyncDisposable> {
  const server = createServer(billingTest, (request, response) => {
    const { method, headers } = request;
    const behind = forward(
      `${origin}${request.url}`,
      { method: method ?? "GET", headers: { ...headers, host: new URL(origin).host } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      },
    );
    request.pipe(behind);
  });
  // A client that does not trust the certificate ends the handshake.
  server.on("tlsClientError", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
