/** A provider in the manner of Commet that holds its answers back until the test lets them go. */
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";

export interface GatedProvider extends AsyncDisposable {
  /** What points the program here. */
  readonly env: Readonly<Record<string, string>>;
  /** Methods of the requests that came in whole, oldest first. */
  readonly seen: readonly string[];
  /** Resolves once a request of that method has come in whole. */
  arrived(method: string): Promise<void>;
  /** Lets every held answer go, and those to come. */
  open(): void;
  /** Resets the connections of what is held. */
  drop(): void;
}

/**
 * Answers with the customer, changed by what the request carried; requests of the held method wait for the gate.
 *
 * @param options `customer` is added to the record; a connection on which the `reset` method came is reset unanswered
 */
export async function gatedProvider(options: {
  readonly hold?: "GET" | "PUT" | "POST";
  readonly reset?: "PUT";
  readonly customer?: object;
}): Promise<GatedProvider> {
  const record = { id: "cus_7Qm2rT", fullName: "Ana Ferreira", ...options.customer };
  const seen: string[] = [];
  const held = new Set<Socket>();
  const arrivals = new Set<() => void>();
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const method = request.method ?? "";
      seen.push(method);
      for (const arrival of arrivals) arrival();
      if (method === options.hold) {
        held.add(request.socket);
        await gate;
      }
      if (method === options.reset) {
        request.socket.resetAndDestroy();
        return;
      }
      const sent =
        chunks.length === 0 ? {} : (JSON.parse(Buffer.concat(chunks).toString()) as object);
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ data: { ...record, ...sent } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    env: {
      BILLING_COMMET_BASE_URL: `http://127.0.0.1:${port}`,
      BILLING_COMMET_API_KEY: "ck_for_the_gated_provider",
    },
    seen,
    open,
    drop: () => {
      for (const socket of held) socket.resetAndDestroy();
    },
    arrived: (method) =>
      new Promise((resolve) => {
        const look = () => {
          if (!seen.includes(method)) return;
          arrivals.delete(look);
          resolve();
        };
        arrivals.add(look);
        look();
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
