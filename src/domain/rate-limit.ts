/** How many requests a provider takes in a time. */

/** One token bucket, as the provider's documents describe it. */
export interface RateLimit {
  /** Which requests share it: `reads` are GET and HEAD, `writes` all others. */
  readonly of: "reads" | "writes" | "all";
  /** So many requests are allowed in so many `seconds`. */
  readonly requests: number;
  readonly seconds: number;
  /** How many may come at once after a rest. */
  readonly burst: number;
}

/** Response headers that tell the state of the bucket a request was counted in; names in lower case. */
export interface RateHeaders {
  /** How many requests the bucket holds when it is full. */
  readonly limit: string;
  /** How many are left. */
  readonly remaining: string;
}
