/** HTTP as plain data: what can be printed, compared and replayed. */

export interface HttpRequest {
  readonly method: string;
  /** Absolute, already encoded. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded as UTF-8. */
  readonly body: string;
}

/**
 * The one seam to the network. Resolves with any answer that was received whole, whatever its status.
 *
 * @throws NoAnswer when there was none
 */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;

/** No whole answer came. `sent` false: the request certainly did not reach the provider. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
  readonly sent: boolean;
  /** Stable word for the cause: a Node error code such as `ECONNREFUSED`, or `ETIMEDOUT`, `TOO_LARGE`, `REDIRECT`. */
  readonly code: string;

  constructor(message: string, facts: { sent: boolean; code: string; cause?: unknown }) {
    super(message, { cause: facts.cause });
    this.sent = facts.sent;
    this.code = facts.code;
  }
}
