/** Updates one customer: read, plan, confirm, look again, write, compare. */
import { compact } from "../domain/compact.ts";
import type { FieldChange, UpdateOutcome } from "../domain/change.ts";
import type { ConfirmMode } from "../domain/confirmation.ts";
import { BillingError } from "../domain/errors.ts";
import type { HttpRequest } from "../domain/exchange.ts";
import type { CustomerPatch } from "../domain/patch.ts";
import { imagesOf, movedSince } from "../plan/images.ts";
import { type Expectation, movedFrom } from "./expectation.ts";
import type { CustomerLocks, UpdateLocks } from "./locks/customer-locks.ts";
import { needsConsent } from "../plan/checks/consent.ts";
import type { Connection, CustomerRef } from "./connection.ts";
import {
  beforeWriting,
  conflicting,
  declined,
  failed,
  nothingRead,
  type Pending,
  previewOf,
  type Updated,
} from "./outcomes.ts";
import { type Recorder, recorded } from "./record-change.ts";
import { planCustomer, withRequests } from "./plan-customer.ts";
import { readLocked, readLockedAgain } from "./locks/locked-read.ts";
import type { CustomerRead } from "./read-customer.ts";
import { anotherAccount, foreignRecord, otherAccount } from "./saved/same-account.ts";
import type { WriteOptions } from "./write/write-customer.ts";
import { writeInTwo } from "./write/write-in-two.ts";

/** `yes` at once, `waited` when somebody took the time to say yes, `no` when somebody said no, `nobody` was there. */
export type Consent = "yes" | "waited" | "no" | "nobody";

/** A call that is no update. */
export interface OtherCall {
  readonly request: (connection: Connection, id: string) => HttpRequest;
  readonly write: (
    connection: Connection,
    options: WriteOptions,
    pending: Pending,
  ) => Promise<Updated>;
}

export interface UpdateOptions extends WriteOptions {
  readonly patch: CustomerPatch;
  /** Ends after the plan: nothing is written. */
  readonly dryRun: boolean;
  /** Overwrites what others changed meanwhile. */
  readonly force: boolean;
  /** What the touched fields held when the patch was decided, and when that was, in words. */
  readonly expected?: Expectation;
  /** Which changes are decided about; missing: those that destroy something. */
  readonly confirmWhen?: ConfirmMode;
  /**
   * Decides about such a change.
   *
   * @param beforeAsking to be awaited before somebody is asked: others may go on meanwhile
   */
  readonly confirm: (planned: UpdateOutcome, beforeAsking: () => Promise<void>) => Promise<Consent>;
  /** Keeps other updates of the customer waiting, on this machine; missing: nothing does. */
  readonly locks?: CustomerLocks;
  /** The call that carries the plan out; missing: the provider's update. */
  readonly call?: OtherCall;
  /** Missing: the change is written down nowhere. */
  readonly recorder?: Recorder;
  /** Receives the vendor's id once the customer was read; may throw to end it there. */
  readonly onRead?: (id: string) => void;
  /** Called right before the write, with what is about to be written; may throw to stop it. */
  readonly onWrite?: (planned: UpdateOutcome) => Promise<void> | void;
}

/**
 * Never throws a {@link BillingError} once the customer's provider was spoken to: the outcome carries it.
 *
 * @throws {BillingError} usage: the reference or the patch does not fit; whatever the options' functions throw
 */
export async function updateCustomer(
  connection: Connection,
  ref: CustomerRef,
  options: UpdateOptions,
): Promise<Updated> {
  const locks = options.dryRun
    ? undefined
    : options.locks?.begin(connection.provider.id, options.onStep);
  try {
    const updated = await underLocks(connection, ref, options, locks);
    const { outcome } = updated;
    const warnings = [...outcome.warnings, ...(locks?.warnings() ?? [])];
    return { ...updated, outcome: { ...outcome, warnings } };
  } finally {
    locks?.release();
  }
}

async function underLocks(
  connection: Connection,
  ref: CustomerRef,
  options: UpdateOptions,
  locks: UpdateLocks | undefined,
): Promise<Updated> {
  const { provider } = connection;
  const { patch, expected, force } = options;
  const made = expected?.made ?? expected?.since ?? "";
  const other = otherAccount(expected?.known, provider, connection.account);
  if (other !== undefined) {
    return nothingRead(connection, ref, anotherAccount(made, provider, other));
  }
  let read: CustomerRead;
  let ended: unknown;
  try {
    read = await readLocked(connection, ref, locks, {
      ...compact({ onStep: options.onStep }),
      onRead: (id) => {
        try {
          options.onRead?.(id);
        } catch (error) {
          ended = error;
          throw error;
        }
      },
    });
  } catch (error) {
    if (!(error instanceof BillingError) || error.kind === "usage" || error === ended) throw error;
    return nothingRead(connection, ref, beforeWriting(error));
  }

  const foreign = foreignRecord(made, expected?.identity, provider, read.customer);
  if (foreign !== undefined) return nothingRead(connection, ref, foreign);
  const moved = expected === undefined ? [] : movedFrom(expected, read.customer, patch);
  const first = planOrConflict(connection, read, options, moved);
  if ("outcome" in first) return first;
  const { plan, planned } = first;
  if (plan.changes.length === 0) return unchanged(first);
  if (moved.length > 0 && !force) return conflicting(planned, moved, expected?.since ?? "");
  const shown = moved.length > 0 ? { ...planned, moved } : planned;
  if (options.dryRun) {
    const request = options.call?.request(connection, read.id);
    const outcome =
      request === undefined
        ? withRequests(connection, ref, first, patch, shown)
        : { ...shown, request: previewOf(undefined, request) };
    return { outcome, plan };
  }

  const letOthers = async () => locks?.release();
  const consent = needsConsent(options.confirmWhen, plan)
    ? await options.confirm(shown, letOthers)
    : "yes";
  if (consent === "no" || consent === "nobody") return declined(shown, consent);
  const pending =
    consent === "waited" ? await lookAgain(connection, ref, options, first, locks) : first;
  return "outcome" in pending ? pending : carryOut(connection, ref, options, pending);
}

/** What was to be changed may be there no more: that is a conflict, and no mistake of the patch. */
function planOrConflict(
  connection: Connection,
  read: CustomerRead,
  options: UpdateOptions,
  moved: readonly FieldChange[],
): Pending | Updated {
  try {
    return planCustomer(connection, read, options.patch, options.expected !== undefined);
  } catch (error) {
    const isMoved = error instanceof BillingError && error.kind === "usage" && moved.length > 0;
    if (!isMoved) throw error;
    const nothing = { edits: [], replaceMetadata: false };
    const { planned } = planCustomer(connection, read, nothing, true);
    return conflicting(planned, moved, options.expected?.since ?? "");
  }
}

function unchanged({ plan, planned }: Pending): Updated {
  return { outcome: { ...planned, outcome: "unchanged" }, plan };
}

/** Somebody thought about it: the record is read again, and planned again from what it holds now. */
async function lookAgain(
  connection: Connection,
  ref: CustomerRef,
  options: UpdateOptions,
  { read, plan, planned }: Pending,
  locks: UpdateLocks | undefined,
): Promise<Pending | Updated> {
  const again = await readLockedAgain(connection, ref, read.id, locks);
  if (again instanceof BillingError) return failed(planned, beforeWriting(again));
  const { patch, expected, force } = options;
  const fresh = planCustomer(connection, again, patch, expected !== undefined);
  if (fresh.plan.changes.length === 0) return unchanged(fresh);
  const moved = movedSince(imagesOf(plan.before, plan.touched), fresh.plan.before, patch);
  return moved.length > 0 && !force ? conflicting(planned, moved, "you were asked") : fresh;
}

async function carryOut(
  connection: Connection,
  ref: CustomerRef,
  options: UpdateOptions,
  pending: Pending,
): Promise<Updated> {
  await options.onWrite?.(pending.planned);
  return recorded(connection.provider, options.recorder, pending, () =>
    options.call === undefined
      ? writeInTwo(connection, ref, options, pending)
      : options.call.write(connection, options, pending),
  );
}
