/** What arrived at an emulator. */

/** A request that was dealt with. */
export interface AnsweredRequest {
  /** Undefined when the path led to none. */
  readonly vendor: string | undefined;
  readonly method: string;
  /** Below the vendor's base URL, without the query. */
  readonly path: string;
  /** 0 when no answer was given. */
  readonly status: number;
  /** Whether it changed a stored customer, or added or removed one. */
  readonly applied: boolean;
  /** The kind of the fault it met. */
  readonly fault?: string;
}

export interface RequestLog {
  /** The last ten thousand, oldest first. */
  readonly requests: readonly AnsweredRequest[];
  readonly note: (request: AnsweredRequest) => void;
}

const remembered = 10_000;

/** `tell` is told of each as it is noted. */
export function requestLog(tell: ((request: AnsweredRequest) => void) | undefined): RequestLog {
  const requests: AnsweredRequest[] = [];
  return {
    requests,
    note(request) {
      requests.push(request);
      if (requests.length > remembered) requests.shift();
      tell?.(request);
    },
  };
}
