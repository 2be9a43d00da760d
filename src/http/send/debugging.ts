import { NoAnswer, type Send } from "../../domain/exchange.ts";
import { printNoAnswer, printRequest, printResponse } from "../print/print-exchange.ts";

export interface DebuggingOptions {
  readonly write: (text: string) => void | Promise<void>;
  /** Masks credentials by their values. */
  readonly redact: (text: string) => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Writes every exchange down, the request before it goes out, and changes nothing about it. */
export function debugging(send: Send, { write, redact, now }: DebuggingOptions): Send {
  return async (request, abort) => {
    await write(printRequest(request, redact));
    const start = now();
    try {
      const response = await send(request, abort);
      await write(printResponse(response, now() - start, redact));
      return response;
    } catch (error) {
      if (error instanceof NoAnswer) await write(printNoAnswer(error, now() - start, redact));
      throw error;
    }
  };
}
