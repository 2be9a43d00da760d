/** A provider that answers from a script, over real HTTP: an unexpected request and an unused answer both fail. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface SeenRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Scripted {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON; a text as it is. */
  readonly body?: unknown;
  /** Instead of an answer: the connection is reset once the request was read. */
  readonly reset?: true;
}

export interface ScriptedServer extends AsyncDisposable {
  readonly origin: string;
  readonly seen: readonly SeenRequest[];
}

/** Answers the requests in order with the script. Throws when disposed if the two did not match up. */
export async function scriptedServer(script: readonly Scripted[]): Promise<ScriptedServer> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const step = script[seen.length];
      seen.push({
        method: request.method ?? "",
        target: request.url ?? "",
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(chunks).toString("utf8"),
      });
      if (step?.reset === true) {
        request.socket.resetAndDestroy();
        return;
      }
      const text = typeof step?.body === "string" ? step.body : JSON.stringify(step?.body);
      response.writeHead(step?.status ?? 599, {
        ...(typeof step?.body === "string" ? {} : { "content-type": "application/json" }),
        ...step?.headers,
      });
      response.end(step?.body === undefined ? "" : text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (seen.length !== script.length) {
        const got = seen.map(({ method, target }) => `${method} ${target}`).join(", ");
        throw new Error(`expected ${script.length} requests, got ${seen.length}: ${got}`);
      }
    },
  };
}
