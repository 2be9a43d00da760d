/** Updates one customer: read, plan, confirm, look again, write, compare. */
import type { UpdateOutcome, Warning } from "../domain/change.ts";
import { BillingError } from "../domain/errors.ts";
import type { FieldName } from "../domain/fields.ts";
import type { CustomerPatch } from "../domain/patch.ts";
import { type FieldImage, imagesOf, movedSince } from "../plan/images.ts";
import type { FieldTurn } from "../plan/inverse.ts";
import { type Plan, planUpdate } from "../plan/plan.ts";
import { mappingOf } from "../providers/wire/record.ts";
import {
  conflicting,
  declined,
  nothingRead,
  plannedOutcome,
  previewOf,
  type Updated,
} from "./outcomes.ts";
import { type CustomerRead, readCustomer, subjectOf, type Target } from "./read-customer.ts";
import type { Recorder } from "./recorder.ts";
import {
  type Pending,
  readAgain,
  updateRequest,
  writeCustomer,
  type WriteOptions,
} from "./write-customer.ts";

/** `yes` at once, `waited` when somebody took the time to say yes, `no`. */
export type Consent = "yes" | "waited" | "no";

export interface UpdateOptions extends WriteOptions {
  readonly patch: CustomerPatch;
  /** Ends after the plan: nothing is written. */
  readonly dryRun: boolean;
  /** Overwrites what others changed meanwhile. */
  readonly force: boolean;
  /** What the touched fields held when the patch was decided, and when that was, in words. */
  readonly expected?: { readonly images: readonly FieldImage[]; readonly since: string };
  /** Asked before a change that destroys something. */
  readonly confirm: (planned: UpdateOutcome) => Promise<Consent>;
  /** Missing: the change is written down nowhere. */
  readonly recorder?: Recorder;
  /** Told the vendor's id once the customer was read; may throw to end it there. */
  readonly onRead?: (id: string) => void;
  /** Called right before the write; may throw to stop it. */
  readonly onWrite?: () => void;
}

/** Never throws a {@link BillingError} once the customer's provider was spoken to: the outcome carries it. */
export async function updateCustomer(target: Target, options: UpdateOptions): Promise<Updated> {
  const { provider } = target;
  options.onStep?.(`reading ${subjectOf(target)} at ${provider.title}`);
  let read: CustomerRead;
  try {
    read = await readCustomer(target);
  } catch (error) {
    if (!(error instanceof BillingError) || error.kind === "usage") throw error;
    return nothingRead(target, error);
  }

  options.onRead?.(read.id);
  const first = pend(target, read, options.patch);
  const { plan, planned } = first;
  const { expected } = options;
  const moved =
    expected === undefined ? [] : movedSince(expected.images, plan.before, options.patch);
  if (plan.changes.length === 0) return { outcome: { ...planned, outcome: "unchanged" }, plan };
  if (moved.length > 0 && !options.force) {
    return conflicting(planned, moved, expected?.since ?? "");
  }
  const shown = moved.length > 0 ? { ...planned, moved } : planned;
  if (options.dryRun) return { outcome: withRequests(target, read, plan, shown), plan };

  const destroys = plan.changes.some((change) => change.destructive !== undefined);
  const consent = destroys ? await options.confirm(shown) : "yes";
  if (consent === "no") return declined(shown);
  const pending = consent === "waited" ? await lookAgain(target, options, first) : first;
  return "outcome" in pending ? pending : carryOut(target, options, pending);
}

function pend(target: Target, read: CustomerRead, patch: CustomerPatch): Pending {
  const plan = planUpdate(target.provider, read.native, patch);
  return { read, plan, planned: plannedOutcome(target, read, plan) };
}

/** Somebody thought about it: the record is read again, and planned again from what it holds now. */
async function lookAgain(
  target: Target,
  options: UpdateOptions,
  { read, plan, planned }: Pending,
): Promise<Pending | Updated> {
  const again = await readAgain(target, read.id);
  if (again instanceof BillingError) {
    return { outcome: { ...planned, outcome: "failed", after: planned.before }, error: again };
  }
  const fresh = pend(target, again, options.patch);
  const seen = imagesOf(plan.before, plan.touched);
  const moved = movedSince(seen, fresh.plan.before, options.patch);
  if (fresh.plan.changes.length === 0) {
    return { outcome: { ...fresh.planned, outcome: "unchanged" }, plan: fresh.plan };
  }
  return moved.length > 0 && !options.force ? conflicting(planned, moved, "you were asked") : fresh;
}

async function carryOut(
  target: Target,
  options: UpdateOptions,
  pending: Pending,
): Promise<Updated> {
  const { plan, planned } = pending;
  const { recorder } = options;
  options.onWrite?.();
  const changeId = await recorder?.intent(planned, turnsOf(target, plan));
  const ended = await writeCustomer(target, options, pending);
  if (recorder === undefined || changeId === undefined) return { ...ended, plan };
  const outcome = { ...ended.outcome, changeId };
  const seen =
    ended.unseen === true ? [] : plan.touched.filter((field) => isReadable(target, field));
  const stored = imagesOf(outcome.after, seen);
  const warning = await recorder.result(changeId, outcome, stored, ended.error);
  return { ...ended, plan, outcome: warning === undefined ? outcome : warned(outcome, warning) };
}

function warned(outcome: UpdateOutcome, warning: Warning): UpdateOutcome {
  return { ...outcome, warnings: [...outcome.warnings, warning] };
}

/** Every touched field before and after, for whoever wants to take it back. */
function turnsOf(target: Target, plan: Plan): readonly FieldTurn[] {
  const [before, after] = [imagesOf(plan.before, plan.touched), imagesOf(plan.after, plan.touched)];
  return before.map(({ field, value }, index): FieldTurn => {
    if (!isReadable(target, field)) return { field, unreadable: true };
    const fresh = after[index]?.value;
    return {
      field,
      ...(value === undefined ? {} : { before: value }),
      ...(fresh === undefined ? {} : { after: fresh }),
    };
  });
}

function isReadable({ provider }: Target, field: FieldName): boolean {
  return mappingOf(provider, field)?.access !== "write-only";
}

function withRequests(
  target: Target,
  read: CustomerRead,
  plan: Plan,
  planned: UpdateOutcome,
): UpdateOutcome {
  const key = target.provider.idempotency?.header;
  const { preparation } = plan;
  return {
    ...planned,
    ...(preparation === undefined
      ? {}
      : {
          preparation: {
            request: previewOf(key, updateRequest(target, read, preparation.body).request),
            because: preparation.because,
          },
        }),
    request: previewOf(key, updateRequest(target, read, plan.body).request),
  };
}
