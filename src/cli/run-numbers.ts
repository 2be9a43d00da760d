import type { GivenOptions } from "./args/command.ts";
import { givenCount } from "./args/given-number.ts";

const usualConcurrency = 32;

/** The numbers that a run goes by. */
export interface RunNumbers {
  /** Customers under way at once, at each provider. */
  readonly concurrency: number;
  /** Rows that may fail before it stops; missing: any number. */
  readonly maxErrors: number | undefined;
}

/** @throws BillingError `usage` when one of them is none */
export function runNumbers(options: GivenOptions): RunNumbers {
  return {
    concurrency: givenCount(options, "concurrency", { least: 1, most: 1000 }) ?? usualConcurrency,
    maxErrors: givenCount(options, "max-errors", { least: 1, most: 1_000_000_000 }),
  };
}
