/** Exchanges as a vendor's documents write them, and the whole program held against them. */
import { expect } from "vitest";

import { type CliResult, runCli } from "../support/run-cli.ts";
import { type Scripted, scriptedServer, type SeenRequest } from "../support/scripted-server.ts";

/** One request, with every header that is not the transport's own, and the answer to it. */
export interface Exchange {
  /** Method, path and query, such as `PUT /customers/1`. */
  readonly request: string;
  readonly headers: Readonly<Record<string, string | RegExp>>;
  /** Byte for byte; missing: the request has none. */
  readonly body?: string;
  readonly answer: Scripted;
}

interface World {
  /** Settings by variable, given the server's origin. */
  readonly env: (origin: string) => Readonly<Record<string, string>>;
  readonly stdin?: string;
}

export const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u;

/** Headers of every HTTP client. */
const transport = new Set([
  "accept",
  "accept-encoding",
  "connection",
  "content-length",
  "host",
  "user-agent",
]);

/** Runs the program against exactly these exchanges, in this order; `look` sees each request as it was sent. */
export async function expectExchanges(
  args: readonly string[],
  world: World,
  exchanges: readonly Exchange[],
  look?: (request: SeenRequest) => void,
): Promise<CliResult> {
  const server = await scriptedServer(exchanges.map(({ answer }) => answer));
  const result = await runCli(args, {
    env: world.env(server.origin),
    ...(world.stdin === undefined ? {} : { stdin: world.stdin }),
  });
  try {
    await server[Symbol.asyncDispose]();
  } catch {
    // That the numbers differ is said in full below.
  }
  const sent = server.seen.map(({ method, target, headers, body }) => ({
    request: `${method} ${target}`,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !transport.has(name))),
    body,
  }));
  const documented = exchanges.map(({ request, headers, body }) => ({
    request,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        typeof value === "string" ? value : expect.stringMatching(value),
      ]),
    ),
    body: body ?? "",
  }));
  expect({ sent, stderr: result.stderr }).toEqual({ sent: documented, stderr: expect.any(String) });
  for (const request of server.seen) look?.(request);
  return result;
}

/** The one JSON document that a failure writes to stderr. */
export function errorIn({ stderr }: CliResult): Readonly<Record<string, unknown>> {
  return (JSON.parse(stderr) as { error: Readonly<Record<string, unknown>> }).error;
}

/** The rows of the change table, as the JSON document has them; what a later version adds to a row is left out. */
export function changesIn(
  result: CliResult,
): readonly { field: string; kind: string; before?: unknown; after?: unknown }[] {
  const { changes } = result.json() as { changes: Readonly<Record<string, unknown>>[] };
  const known = ["field", "kind", "before", "after"];
  return changes.map(
    (change) =>
      Object.fromEntries(Object.entries(change).filter(([name]) => known.includes(name))) as {
        field: string;
        kind: string;
      },
  );
}
