/** Stands before a server and holds requests back until the test lets them go. */
import {
  createServer,
  request as send,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** A request that has come in whole. */
export interface HeldRequest {
  readonly method: string;
  readonly path: string;
}

export interface Gate extends AsyncDisposable {
  readonly origin: string;
  /** Every request that came in whole, oldest first. */
  readonly seen: readonly HeldRequest[];
  /** Those that are held. */
  held(): readonly HeldRequest[];
  /** Resolves once so many are held. */
  arrived(count: number): Promise<void>;
  /**
   * Lets what is held go on to the server, and holds nothing more; with a number, lets so many go on, the oldest first.
   * Resolves once all of it was answered.
   */
  open(count?: number): Promise<void>;
  /** Resets what is held and does not pass it on. */
  drop(): void;
  /** From now on these requests are held. */
  hold(which: (request: HeldRequest) => boolean): void;
}

interface Waiting {
  readonly request: HeldRequest;
  readonly pass: () => Promise<void>;
  readonly reset: () => void;
}

/** @param origin of the server behind it */
export async function gateBefore(
  origin: string,
  hold: (request: HeldRequest) => boolean,
): Promise<Gate> {
  let isHeld = hold;
  const waiting: Waiting[] = [];
  const seen: HeldRequest[] = [];
  const listeners = new Set<() => void>();
  const server = createServer((incoming, response) => {
    void bodyOf(incoming).then((body) => {
      const request = { method: incoming.method ?? "", path: incoming.url ?? "" };
      seen.push(request);
      const pass = () => passOn(origin, incoming, body, response);
      const reset = () => void incoming.socket.resetAndDestroy();
      if (isHeld(request)) waiting.push({ request, pass, reset });
      else void pass();
      for (const listener of listeners) listener();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const taken = (count = waiting.length): readonly Waiting[] => waiting.splice(0, count);
  return {
    origin: `http://127.0.0.1:${port}`,
    seen,
    held: () => waiting.map(({ request }) => request),
    arrived: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (waiting.length < count) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
      }),
    async open(count) {
      if (count === undefined) isHeld = () => false;
      await Promise.all(taken(count).map(({ pass }) => pass()));
    },
    drop() {
      for (const { reset } of taken()) reset();
    },
    hold(which) {
      isHeld = which;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  // One who goes away while it sends has sent nothing.
  try {
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
  } catch {
    return await new Promise<never>(() => undefined);
  }
  return Buffer.concat(chunks);
}

/** Resolves once the server has answered, whether or not somebody still listens. */
function passOn(
  origin: string,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  return new Promise((resolve) => {
    const onward = send(`${origin}${url ?? ""}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on("end", resolve).pipe(response);
    });
    onward.on("error", () => {
      response.destroy();
      resolve();
    });
    onward.end(body);
  });
}
