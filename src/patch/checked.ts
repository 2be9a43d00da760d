import type { Complaint } from "../domain/errors.ts";

/** What a check of the user's input yields when it does not pass: everything that is wrong, at once. */
export interface Refused {
  readonly complaints: readonly Complaint[];
}

/** `found` when nothing is wrong, the complaints otherwise. */
export function unlessRefused<T>(found: T, complaints: readonly Complaint[]): T | Refused {
  return complaints.length === 0 ? found : { complaints };
}
