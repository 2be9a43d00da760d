/** Keys under which a provider remembers a write. */
import type { HttpRequest, HttpResponse, Send } from "../../domain/exchange.ts";
import type { Provider } from "../contract.ts";

/** The request with a key of its own, where the provider honours one. */
export function withIdempotencyKey(
  provider: Provider,
  request: HttpRequest,
  uuid: () => string,
): HttpRequest {
  const { idempotency } = provider;
  if (idempotency === undefined) return request;
  return { ...request, headers: { ...request.headers, [idempotency.header]: uuid() } };
}

/** An attempt at a request. */
interface Tried {
  /** The request with the key it was sent under. */
  readonly sent: HttpRequest;
  /** Whether an attempt under this key may have been carried out without anybody knowing. */
  readonly lost: boolean;
}

/**
 * Where a provider stores the answer under the key whatever it was, an attempt after a received answer needs a new
 * key, or it would get the same answer again. Once no answer came, the key stays until one says that it is done: that is
 * what the key is for, and a replayed answer is then the one that was lost, so it does not count as an old one.
 * Stands below the retry policy, which repeats one and the same request.
 */
export function renewingKeys(provider: Provider, send: Send, uuid: () => string): Send {
  const { idempotency } = provider;
  if (idempotency?.renewAfterAnswer !== true) return send;
  const last = new WeakMap<HttpRequest, Tried>();
  return async (request, abort) => {
    const before = last.get(request);
    const keyed = request.headers[idempotency.header] !== undefined;
    const lost = before?.lost === true;
    const sent =
      before === undefined || !keyed
        ? request
        : lost
          ? before.sent
          : withIdempotencyKey(provider, request, uuid);
    last.set(request, { sent, lost: true });
    const response = await send(sent, abort);
    last.set(request, { sent, lost: lost && response.status >= 300 });
    return lost ? withoutHeader(response, idempotency.replayed) : response;
  };
}

function withoutHeader(response: HttpResponse, name: string | undefined): HttpResponse {
  if (name === undefined) return response;
  const { [name]: _replayed, ...headers } = response.headers;
  return { ...response, headers };
}

/** Whether the provider says that this answer is an old one, given for an earlier request. */
export function isReplayed(provider: Provider, response: HttpResponse): boolean {
  const header = provider.idempotency?.replayed;
  return header !== undefined && response.headers[header]?.toLowerCase() === "true";
}
