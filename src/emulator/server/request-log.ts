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

/** How many requests a vendor dealt with since the emulator started. */
type RequestCounts = {
  readonly requests: number;
  /** Answered 429, by a limit or by a fault. */
  readonly limited: number;
  /** Those that changed a stored customer, or added or removed one. */
  readonly applied: number;
  /** Answered with another error, or not at all. */
  readonly failed: number;
};

/** By vendor; counts on while it is looked at. */
export type CountsByVendor = Readonly<Record<string, RequestCounts>>;

export interface RequestLog {
  /** The last ten thousand, oldest first. */
  readonly requests: readonly AnsweredRequest[];
  readonly counts: CountsByVendor;
  readonly note: (request: AnsweredRequest) => void;
}

const remembered = 10_000;
const none: RequestCounts = { requests: 0, limited: 0, applied: 0, failed: 0 };

/** `tell` is told of each as it is noted. */
export function requestLog(
  vendorIds: readonly string[],
  tell?: (request: AnsweredRequest) => void,
): RequestLog {
  const requests: AnsweredRequest[] = [];
  const counts: Record<string, RequestCounts> = Object.fromEntries(
    vendorIds.map((id) => [id, none]),
  );
  return {
    requests,
    counts,
    note(request) {
      requests.push(request);
      if (requests.length > remembered) requests.shift();
      const { vendor } = request;
      if (vendor !== undefined) counts[vendor] = counted(counts[vendor] ?? none, request);
      tell?.(request);
    },
  };
}

function counted(before: RequestCounts, { status, applied }: AnsweredRequest): RequestCounts {
  const limited = status === 429;
  return {
    requests: before.requests + 1,
    limited: before.limited + Number(limited),
    applied: before.applied + Number(applied),
    failed: before.failed + Number(status === 0 || (status >= 400 && !limited)),
  };
}
