/** What came of two updates, told as that of the one change which they carry. */
import type { FieldChange, UpdateOutcome, Warning } from "../../domain/change.ts";
import { compact } from "../../domain/compact.ts";
import { BillingError } from "../../domain/errors.ts";
import { hintBesidesProof, type Pending, type Updated } from "../outcomes.ts";

/** One of the two: what it was to do, and how it ended. */
export interface Part {
  readonly of: Pending;
  readonly ended: Updated;
}

/** Nothing more was sent, because of what came of the first. */
export function endedBetween(whole: Pending, first: Part): Updated {
  const { outcome, error } = first.ended;
  const isNothing = outcome.outcome === "failed" && outcome.changes.every(isAsAsked);
  if (isNothing || error === undefined) {
    return { ...first.ended, outcome: { ...asWhole(whole, outcome), changes: whole.plan.changes } };
  }
  const unsent = unsentOf(whole, first);
  return {
    ...first.ended,
    outcome: withUnsent(whole, first, unsent),
    error: saying(error, `${error.message}; ${namesOf(unsent)} was not sent`, error.hint),
  };
}

/**
 * The first is stored, and the second could not be sent.
 *
 * @param moved what others changed in between, where that is why
 */
export function stopped(
  whole: Pending,
  first: Part,
  error: BillingError,
  moved: readonly FieldChange[] = [],
): Updated {
  const unsent = unsentOf(whole, first).map((row) => asMoved(row, moved));
  const why = error.message.replace("; nothing was written", "");
  return {
    outcome: {
      ...withUnsent(whole, first, unsent),
      ...compact({ moved: moved.length === 0 ? undefined : moved }),
    },
    error: saying(
      error,
      `${namesOf(first.of.plan.changes)} is stored, and ${namesOf(unsent)} was not sent: ${why}`,
      remedy(first),
    ),
  };
}

/** The first is stored, and the second was sent. */
export function joined(whole: Pending, first: Part, second: Part): Updated {
  const [one, two] = [first.ended.outcome, second.ended.outcome];
  const isRefused = two.outcome === "failed";
  const later = isRefused && two.changes.every(isAsAsked) ? two.changes.map(unstored) : two.changes;
  const fields = new Set([...whole.plan.changes, ...two.changes].map(({ field }) => field));
  const beside = [...(one.beside ?? []), ...(two.beside ?? [])].filter(
    ({ field }) => !fields.has(field),
  );
  const isBeside = new Set(beside.map(({ field }) => field));
  const found = [...foundBy(first), ...foundBy(second)].filter(
    ({ code, field = "" }) => code !== "changed_beside" || isBeside.has(field),
  );
  const isKnown = one.verified && (two.verified || (isRefused && isCertain(two)));
  const isRead = one.verifiedBy === "reading" || two.verifiedBy === "reading";
  const { proof: _proof, beside: _beside, verifiedBy: _by, ...said } = asWhole(whole, two);
  const outcome: UpdateOutcome = {
    ...said,
    outcome: two.outcome === "unknown" ? "unknown" : "updated",
    changes: rowsOf(whole, [...one.changes, ...later]),
    warnings: [
      ...whole.planned.warnings,
      ...found,
      ...(later === two.changes ? [] : later.map(notStored)),
    ],
    verified: isKnown,
    ...compact({
      verifiedBy: isKnown ? (isRead ? "reading" : "answer") : undefined,
      beside: beside.length === 0 ? undefined : beside,
    }),
  };
  const { error } = second.ended;
  if (error === undefined) return { outcome };
  const became = two.outcome === "unknown" ? "is not known to be" : "is not";
  const names = [first, second].map(({ of }) => namesOf(of.plan.changes));
  return {
    ...second.ended,
    outcome,
    error: saying(
      error,
      `${names[0]} is stored, and ${names[1]} ${became}: ${error.message}`,
      hintBesidesProof(error.hint) ?? remedy(first),
    ),
  };
}

export function isAsAsked({ stored }: FieldChange): boolean {
  return stored === undefined;
}

/** Whether what was refused is known not to be stored. */
function isCertain({ proof }: UpdateOutcome): boolean {
  return proof === undefined || proof === "unchanged";
}

function asWhole({ planned }: Pending, outcome: UpdateOutcome): UpdateOutcome {
  const { title, before, unchanged } = planned;
  return { ...outcome, title, before, unchanged };
}

function withUnsent(whole: Pending, first: Part, unsent: readonly FieldChange[]): UpdateOutcome {
  const { outcome } = first.ended;
  return {
    ...asWhole(whole, outcome),
    changes: rowsOf(whole, [...outcome.changes, ...unsent]),
    warnings: [...whole.planned.warnings, ...foundBy(first), ...unsent.map(notStored)],
  };
}

/** Rows of the whole change, with what became of each. */
function rowsOf({ plan }: Pending, parts: readonly FieldChange[]): readonly FieldChange[] {
  return plan.changes.map((change) => {
    const stored = parts.find(({ field }) => field === change.field)?.stored;
    return { ...change, ...compact({ stored }) };
  });
}

/** Rows of the second part, which stay as they were. */
function unsentOf({ plan }: Pending, { of }: Part): readonly FieldChange[] {
  const sent = new Set(of.plan.changes.map(({ field }) => field));
  return plan.changes.filter(({ field }) => !sent.has(field)).map(unstored);
}

function unstored(change: FieldChange): FieldChange {
  return change.unreadable === true
    ? change
    : { ...change, stored: compact({ value: change.before }) };
}

/** What was seen once it was sent. */
function foundBy({ of, ended }: Part): readonly Warning[] {
  return ended.outcome.warnings.slice(of.planned.warnings.length);
}

/** What others made of it in between is what is stored. */
function asMoved(row: FieldChange, moved: readonly FieldChange[]): FieldChange {
  const found = moved.find(({ field }) => field === row.field);
  return found === undefined ? row : { ...row, stored: compact({ value: found.after }) };
}

function notStored({ field }: FieldChange): Warning {
  return { code: "not_stored", field, message: `${field} was not stored: what is there stays` };
}

function namesOf(changes: readonly FieldChange[]): string {
  return changes.map(({ field }) => field).join(", ");
}

function remedy({ of }: Part): string {
  return `${namesOf(of.plan.changes)} stays as it is stored now; give the rest again, or take it back with billing undo`;
}

function saying(error: BillingError, message: string, hint: string | undefined): BillingError {
  const { kind, complaints, provider, providerError, requestId } = error;
  const facts = compact({ hint, complaints, provider, providerError, requestId });
  return new BillingError(kind, message, { ...facts, cause: error });
}
