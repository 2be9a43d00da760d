/** HTTP as plain data: what can be printed, compared and replayed. */

export interface HttpRequest {
  readonly method: string;
  /** Absolute, already encoded. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Sending it twice does no harm although its method does not say so, such as a search or a login. */
  readonly repeatable?: true;
  /** Awaited each time before it leaves: whoever keeps a record of a write notes when. */
  readonly leaving?: () => Promise<void>;
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
 * @param abort ends the exchange under way, with the code `ABORTED`
 * @throws {NoAnswer} when there was none
 */
export type Send = (request: HttpRequest, abort?: AbortSignal) => Promise<HttpResponse>;

/** No whole answer came. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
  /** False: the request was certainly not carried out. True: it may have been. */
  readonly sent: boolean;
  /**
   * Stable word for the cause: a Node error code such as `ECONNREFUSED`, or `ETIMEDOUT`, `ABORTED`, `TOO_LARGE`,
   * `NOT_UTF8`, `UPGRADED`, `INVALID_URL`, `INVALID_REQUEST`, `PROXY_REFUSED`.
   */
  readonly code: string;
  /** What to do about it, where the cause says so. */
  readonly hint?: string;

  constructor(
    message: string,
    facts: { sent: boolean; code: string; hint?: string | undefined; cause?: unknown },
  ) {
    super(message, { cause: facts.cause });
    this.sent = facts.sent;
    this.code = facts.code;
    if (facts.hint !== undefined) this.hint = facts.hint;
  }
}

/** Not sent: the provider asks for more patience than there is. */
export class WaitTooLong extends NoAnswer {
  /** When it may be asked again; milliseconds since 1970, and Infinity where that is no time. */
  readonly until: number;

  constructor(until: number) {
    super("the provider asks for a longer wait than is accepted (--max-wait)", {
      sent: false,
      code: "WAIT_TOO_LONG",
    });
    this.until = until;
  }
}
