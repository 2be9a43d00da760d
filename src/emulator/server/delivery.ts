/** How an answer reaches the client, or fails to. */
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { printJson } from "../../domain/json.ts";
import type { VendorAnswer } from "../vendor.ts";

/**
 * How an answer goes out: whole, half of it before the connection closes or, half-open, stays as it is, with a reset
 * connection or a switch of protocols in its place, or never, for as long as the client waits.
 */
export type Delivery = "whole" | "half" | "half-open" | "reset" | "switch" | "never";

/** An answer that goes out whole unless it says otherwise. */
export type ServerAnswer = VendorAnswer & { readonly delivery?: Delivery };

/** Resolves once that is done, or the client has gone, or the server closes. */
export async function deliver(
  answer: ServerAnswer,
  response: ServerResponse,
  closing: AbortSignal,
): Promise<void> {
  switch (answer.delivery) {
    case "half":
      return sendHalf(answer, response);
    case "reset":
      response.socket?.resetAndDestroy();
      return undefined;
    case "never":
      return untilGone(response, closing);
    case "half-open":
      startHalf(answer, response);
      return untilGone(response, closing);
    case "switch":
      response.socket?.write(
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
      );
      return untilGone(response, closing);
    case "whole":
    case undefined:
      return send(answer, response);
  }
}

/** Waits for something that ends early when the server closes. */
export async function unlessAborted(waiting: Promise<unknown>): Promise<void> {
  try {
    await waiting;
  } catch (error) {
    if (!(error instanceof Error && error.name === "AbortError")) throw error;
  }
}

async function untilGone(response: ServerResponse, closing: AbortSignal): Promise<void> {
  if (!response.destroyed) await unlessAborted(once(response, "close", { signal: closing }));
}

/** Promises all of the answer and sends half of it. */
function startHalf(answer: VendorAnswer, response: ServerResponse): void {
  if (response.destroyed) return;
  const { headers, text } = inWriting(answer);
  const bytes = Buffer.from(text);
  response.writeHead(answer.status, { ...headers, "Content-Length": Math.max(bytes.length, 1) });
  response.flushHeaders();
  response.write(bytes.subarray(0, bytes.length / 2));
}

/** Sends half of the answer and closes the connection. */
async function sendHalf(answer: VendorAnswer, response: ServerResponse): Promise<void> {
  if (response.destroyed) return;
  const closed = once(response, "close");
  startHalf(answer, response);
  response.socket?.destroySoon();
  await closed;
}

/** Resolves once the answer was handed over, or the client has gone. */
async function send(answer: VendorAnswer, response: ServerResponse): Promise<void> {
  if (response.destroyed) return;
  const { headers, text } = inWriting(answer);
  response.writeHead(answer.status, { ...headers, "Content-Length": Buffer.byteLength(text) });
  await new Promise<void>((resolve) => {
    response.once("close", resolve);
    response.end(text, resolve);
  });
}

function inWriting({ headers = {}, body }: VendorAnswer): {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
} {
  if (body === undefined) return { headers, text: "" };
  const [type, text] =
    "json" in body
      ? ["application/json; charset=utf-8", printJson(body.json)]
      : [body.type, body.text];
  return { headers: { ...headers, "Content-Type": type }, text };
}
