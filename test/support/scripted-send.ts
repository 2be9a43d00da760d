/** A `Send` that answers from a script: an unexpected request and an unused answer both fail. */
import { AssertionError } from "node:assert";

import type { HttpRequest, HttpResponse, NoAnswer, Send } from "../../src/domain/exchange.ts";

/** What comes back: an object is a 200 with this body. */
type Reply =
  | { readonly status: number; readonly body?: object; readonly headers?: HttpResponse["headers"] }
  | NoAnswer
  | Error;

/** The request that is expected, as `GET cus_1`, and what comes back. */
export type Exchange = readonly [expected: string, reply: Reply];

interface ScriptedSend extends Disposable {
  readonly send: Send;
  readonly seen: readonly HttpRequest[];
}

/** `using script = scriptedSend([…])`: at the end of the test every exchange must have taken place. */
export function scriptedSend(script: readonly Exchange[]): ScriptedSend {
  const seen: HttpRequest[] = [];
  return {
    seen,
    async send(request) {
      const [expected, reply] = script[seen.length] ?? ["no request any more", undefined];
      seen.push(request);
      if (shortOf(request) !== expected || reply === undefined) throw mismatch(script, seen);
      if (reply instanceof Error) throw reply;
      const { status, body, headers = {} } = reply;
      return { status, headers, body: body === undefined ? "" : JSON.stringify(body) };
    },
    [Symbol.dispose]() {
      const isDone = seen.length === script.length;
      const isAsExpected = seen.every((request, index) => shortOf(request) === script[index]?.[0]);
      if (!isDone || !isAsExpected) throw mismatch(script, seen);
    },
  };
}

/** `PATCH cus_1`: the method, and the customer at the end of the address. */
function shortOf({ method, url }: HttpRequest): string {
  const asked = url.replace("?expand=integrations", "");
  return `${method} ${/[^/=?]*$/u.exec(asked)?.[0] ?? url}`;
}

function mismatch(script: readonly Exchange[], seen: readonly HttpRequest[]): AssertionError {
  return new AssertionError({
    message: "the requests are not those of the script",
    expected: script.map(([expected]) => expected),
    actual: seen.map(shortOf),
    operator: "deepStrictEqual",
  });
}
