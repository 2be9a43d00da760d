import { compact } from "../domain/compact.ts";
import { BillingError, describeComplaint, type Complaint } from "../domain/errors.ts";

/** One `auth` error for everything that is wrong with the configuration; a single complaint speaks for itself. */
export function configError(complaints: readonly Complaint[], provider?: string): BillingError {
  const [first] = complaints;
  const single = complaints.length === 1 ? first : undefined;
  return new BillingError(
    "auth",
    single === undefined
      ? `${complaints.length} things are wrong with the configuration`
      : describeComplaint(single),
    compact({ complaints, hint: single?.hint, provider }),
  );
}
