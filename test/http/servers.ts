/** Real servers on 127.0.0.1 for one test each; disposed of with every connection they hold. */
import { once } from "node:events";
import type { IncomingMessage, Server as HttpServer, ServerResponse } from "node:http";
import { createServer as createHttpServer } from "node:http";
import type { AddressInfo, Server, Socket } from "node:net";
import { createServer } from "node:net";
import { text } from "node:stream/consumers";

interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

interface TestServer extends AsyncDisposable {
  /** Without a slash at the end. */
  readonly url: string;
  /** Requests that arrived whole, in order. */
  readonly received: readonly Received[];
  /** Connections accepted, in order. */
  readonly sockets: readonly Socket[];
}

type Answer = (response: ServerResponse, received: Received, request: IncomingMessage) => void;

/** Reads each request whole, then answers it. */
export async function httpServer(answer: Answer): Promise<TestServer> {
  const received: Received[] = [];
  const server = createHttpServer(async (request, response) => {
    const { method = "", url: path = "", headers } = request;
    const whole = { method, path, headers, body: await text(request) };
    received.push(whole);
    answer(response, whole, request);
  });
  return started(server, received);
}

/** Hands over each connection as it is. */
export async function rawServer(
  onConnection: (socket: Socket, nth: number) => void,
): Promise<TestServer> {
  let connections = 0;
  const server = createServer((socket) => {
    socket.on("error", () => {});
    onConnection(socket, (connections += 1));
  });
  return started(server, []);
}

/** Answers every request's first packet with these bytes, and then closes the connection unless told otherwise. */
export async function byteServer(bytes: string | Buffer, close = true): Promise<TestServer> {
  return rawServer((socket) => {
    socket.once("data", () => {
      if (close) socket.end(bytes);
      else socket.write(bytes);
    });
  });
}

export async function started(
  server: Server | HttpServer,
  received: readonly Received[],
  scheme = "http",
): Promise<TestServer> {
  const sockets: Socket[] = [];
  server.on("connection", (socket: Socket) => sockets.push(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    received,
    sockets,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
