/** Personal data in tables and Markdown, masked so that a change stays visible. Documents for programs are never masked. */
import type { FieldChange, PlannedRequest, UpdateOutcome } from "../../domain/change.ts";
import { compact } from "../../domain/compact.ts";
import { BillingError, type ProviderFailure } from "../../domain/errors.ts";
import type { RecordedChange } from "../../domain/recorded-change.ts";
import type { RowResult } from "../../domain/run.ts";
import type { RunTally } from "../../domain/run-tally.ts";
import { isJsonArray, isJsonObject, type Json, printJson, sameJson } from "../../domain/json.ts";
import { maskAddresses, maskText } from "./mask-text.ts";
import { isPersonal, mapMembers, maskAt, maskPath } from "./mask-value.ts";

/**
 * Whether masking applies. The flag wins; otherwise tables are masked where a CI system keeps the log, as `CI` says.
 */
export function decideMask(
  flag: boolean | undefined,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  const ci = env["CI"];
  return flag ?? (ci !== undefined && ci !== "" && ci !== "false" && ci !== "0");
}

/** The same outcome with personal values masked. Values that would look alike are told apart by a word. */
export function maskOutcome(outcome: UpdateOutcome): UpdateOutcome {
  const { moved, preparation, request } = outcome;
  return {
    ...outcome,
    title: maskAddresses(outcome.title),
    ...maskReport(outcome, maskTexts(outcome)),
    unchanged: outcome.unchanged.map(({ field, value }) => ({
      field: maskPath(field),
      value: maskAt(field, value),
    })),
    ...compact({
      moved: moved?.map(maskChange),
      beside: outcome.beside?.map(maskChange),
      request: request && maskRequest(request),
      preparation: preparation && {
        ...preparation,
        request: maskRequest(preparation.request),
      },
    }),
  };
}

/** The same for a recorded change. */
export function maskRecord(record: RecordedChange): RecordedChange {
  const { name, changes, note } = record;
  return {
    ...record,
    name: maskAddresses(name),
    changes: changes.map(maskChange),
    ...compact({ note: note && maskAddresses(note) }),
  };
}

/** The same for what came of a row. */
export function maskRowResult(result: RowResult): RowResult {
  const { id, externalId, error } = result;
  const mask = maskTexts(result);
  return {
    ...result,
    id: maskAddresses(id),
    ...maskReport(result, mask),
    ...compact({
      externalId: externalId && maskAddresses(externalId),
      error: error && {
        ...error,
        ...maskMessage(error, mask),
        ...compact({
          providerError: error.providerError && maskAnswer(error.providerError, mask),
          complaints: error.complaints?.map((one) => ({ ...one, ...maskMessage(one, mask) })),
        }),
      },
    }),
  };
}

/** What an outcome and a row's result both hold. */
function maskReport(
  { changes, warnings, mayBeLost }: Pick<RowResult, "changes" | "warnings" | "mayBeLost">,
  mask: Mask,
): Pick<RowResult, "changes" | "warnings" | "mayBeLost"> {
  return {
    ...compact({ mayBeLost: mayBeLost?.map(maskPath) }),
    changes: changes.map(maskChange),
    warnings: warnings.map(({ field, ...warning }) => ({
      ...warning,
      ...compact({ field: field === undefined ? undefined : maskPath(field) }),
      message: mask(warning.message),
    })),
  };
}

/** A message and how to mend what it says. */
function maskMessage(said: { readonly message: string; readonly hint?: string }, mask: Mask) {
  const { message, hint } = said;
  return { message: mask(message), ...compact({ hint: hint && mask(hint) }) };
}

/** What the provider said of it. */
function maskAnswer(said: ProviderFailure, mask: Mask): ProviderFailure {
  const { message, details } = said;
  return {
    ...said,
    ...compact({ message: message && mask(message), details: details?.map(mask) }),
  };
}

/** The same for the rows that a tally keeps. */
export function maskTally(tally: RunTally): RunTally {
  const { destroying, failures, sample } = tally;
  return {
    ...tally,
    destroying: destroying.map(maskRowResult),
    failures: failures.map(maskRowResult),
    sample: sample.map(maskRowResult),
  };
}

/**
 * The same error, without what its texts repeat of the customer.
 *
 * @param outcome what the error is about, where it came to that
 */
export function maskFailure(error: BillingError, outcome?: UpdateOutcome): BillingError {
  const mask = maskTexts(outcome);
  const { kind, complaints, provider, providerError, requestId, cause } = error;
  const { message, ...hint } = maskMessage(error, mask);
  return new BillingError(kind, message, {
    ...hint,
    complaints: complaints.map((complaint) => ({ ...complaint, ...maskMessage(complaint, mask) })),
    ...compact({
      provider,
      providerError: providerError && maskAnswer(providerError, mask),
      requestId,
    }),
    cause,
  });
}

type Mask = (text: string) => string;

/** Shorter values would be found within other words. */
const shortestReplaced = 4;

/** Masks in running text: what the outcome's changes say of a person, and every e-mail address. */
function maskTexts(outcome: Pick<UpdateOutcome, "changes" | "moved" | "beside"> | undefined): Mask {
  const known = new Map<string, string>();
  const { changes = [], moved = [], beside = [] } = outcome ?? {};
  for (const change of [...changes, ...moved, ...beside]) {
    known.set(change.field, maskPath(change.field));
    if (!isPersonal(change.field)) continue;
    for (const value of [change.before, change.after, change.stored?.value]) {
      for (const text of textsIn(value)) {
        if (text.length >= shortestReplaced) known.set(text, maskText(text));
      }
    }
  }
  const longestFirst = [...known]
    .filter(([text, masked]) => text !== masked)
    .toSorted(([left], [right]) => right.length - left.length);
  return (text) =>
    maskAddresses(
      longestFirst.reduce((found, [plain, masked]) => found.replaceAll(plain, () => masked), text),
    );
}

function textsIn(value: Json | undefined): readonly string[] {
  if (typeof value === "string") return [value];
  if (isJsonArray(value)) return value.flatMap(textsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

function maskChange(change: FieldChange): FieldChange {
  const { before, after, stored } = change;
  const [old, fresh, held] = [before, after, stored?.value].map((value) =>
    value === undefined ? undefined : maskAt(change.field, value),
  );
  const alike =
    old !== undefined && fresh !== undefined && !sameJson(before, after) && sameJson(old, fresh);
  const storedAlike = held !== undefined && (sameJson(held, old) || sameJson(held, fresh));
  return {
    ...change,
    field: maskPath(change.field),
    ...compact({
      before: alike ? distinct(old, "(before)") : old,
      after: alike ? distinct(fresh, "(after)") : fresh,
      stored:
        held === undefined ? undefined : { value: storedAlike ? distinct(held, "(stored)") : held },
    }),
  };
}

/** A value that looks like another one, with a word that tells it apart. */
function distinct(value: Json, word: string): Json {
  return `${typeof value === "string" ? value : printJson(value)} ${word}`;
}

function maskRequest(request: PlannedRequest): PlannedRequest {
  return {
    ...request,
    url: maskAddresses(request.url),
    body: mapMembers(request.body, maskAt),
  };
}
