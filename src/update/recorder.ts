import type { UpdateOutcome, Warning } from "../domain/change.ts";
import type { BillingError } from "../domain/errors.ts";
import type { FieldImage } from "../plan/images.ts";
import type { FieldTurn } from "../plan/inverse.ts";

/** Writes down what is about to happen, and what came of it. */
export interface Recorder {
  /**
   * @returns the change's id
   * @throws BillingError when it cannot be written down: the update then does not happen
   */
  intent(planned: UpdateOutcome, turns: readonly FieldTurn[]): Promise<string>;
  /** @returns a warning when it could not be written down: the update has happened all the same */
  result(
    change: string,
    outcome: UpdateOutcome,
    stored: readonly FieldImage[],
    error: BillingError | undefined,
  ): Promise<Warning | undefined>;
}
