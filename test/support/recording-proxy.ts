/** A proxy on loopback that leads every name to this machine, and writes down what it was asked. */
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

export interface RecordingProxy extends AsyncDisposable {
  /** `127.0.0.1:<port>`. */
  readonly host: string;
  /** `CONNECT name:port` in order, or the first line of anything else. */
  readonly asked: readonly string[];
  readonly headers: readonly IncomingHttpHeaders[];
  /** Bytes that went through to the far side, still encrypted. */
  readonly carried: readonly Buffer[];
  /** Resolves once no connection is open. */
  idle(): Promise<void>;
}

/**
 * @param to the port that every name leads to
 * @param answer the status line for CONNECT; `never` leaves it without an answer
 */
export async function recordingProxy(
  to: number,
  answer = "200 Connection Established",
): Promise<RecordingProxy> {
  const asked: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const carried: Buffer[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).once("close", () => sockets.delete(socket));
  };
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(501).end();
  });
  server.on("connection", keep);
  server.on("connect", (request, socket: Socket, head: Buffer) => {
    asked.push(`CONNECT ${request.url}`);
    headers.push(request.headers);
    if (answer === "never") {
      socket.resume().once("end", () => socket.end());
      return;
    }
    if (!answer.startsWith("200")) {
      socket.end(`HTTP/1.1 ${answer}\r\nContent-Length: 18\r\n\r\n{"id":"not yours"}`);
      return;
    }
    const far = connect(to, "127.0.0.1", () => {
      socket.write(`HTTP/1.1 ${answer}\r\n\r\n`);
      far.write(head);
      socket.on("data", (bytes: Buffer) => carried.push(bytes));
      socket.pipe(far).pipe(socket);
    });
    keep(far);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    headers,
    carried,
    idle: async () => {
      await Promise.all([...sockets].map((socket) => once(socket, "close")));
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
