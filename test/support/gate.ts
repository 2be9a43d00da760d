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

export const isWrite = ({ method }: HeldRequest): boolean => method !== "GET";

export interface Gate extends AsyncDisposable {
  readonly origin: string;
  /** Every request that came in whole, oldest first. */
  readonly seen: readonly HeldRequest[];
  /** Those that are held. */
  held(): readonly HeldRequest[];
  /** Resolves once so many are held. */
  arrived(count: number): Promise<void>;
  /** Resolves once so many writes have come in whole, those included that were not held. */
  writes(count: number): Promise<void>;
  /** Resolves once so many requests of those that were seen have been answered. */
  answered(count: number): Promise<void>;
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
  let answers = 0;
  const listeners = new Set<() => void>();
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(incoming);
    if (body === undefined) return;
    const request = { method: incoming.method ?? "", path: incoming.url ?? "" };
    seen.push(request);
    const pass = async () => {
      await passOn(origin, incoming, body, response);
      answers += 1;
      for (const listener of listeners) listener();
    };
    const reset = () => void incoming.socket.resetAndDestroy();
    if (isHeld(request)) waiting.push({ request, pass, reset });
    else void pass();
    for (const listener of listeners) listener();
  };
  const server = createServer((incoming, response) => void serve(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const once = (condition: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = () => {
        if (!condition()) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
    });
  const taken = (count = waiting.length): readonly Waiting[] => waiting.splice(0, count);
  return {
    origin: `http://127.0.0.1:${port}`,
    seen,
    held: () => waiting.map(({ request }) => request),
    arrived: (count) => once(() => waiting.length >= count),
    answered: (count) => once(() => answers >= count),
    writes: (count) => once(() => seen.filter(isWrite).length >= count),
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

/** Undefined where the sender went away before its end. */
async function bodyOf(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
  } catch {
    return undefined;
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
