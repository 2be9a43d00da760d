/** Personal data in tables and Markdown, masked so that a change stays visible. Documents for programs are never masked. */
import type {
  FieldChange,
  PlannedRequest,
  PlannedStep,
  UpdateOutcome,
} from "../../domain/change.ts";
import { compact } from "../../domain/compact.ts";
import type { BillingError, ProviderFailure } from "../../domain/errors.ts";
import { mapFailure } from "../../domain/map-failure.ts";
import type { RecordedChange } from "../../domain/run/recorded-change.ts";
import type { RowResult } from "../../domain/run/run.ts";
import type { RunTally } from "../../domain/run/run-tally.ts";
import { type Json, type JsonObject, printJson, sameJson } from "../../domain/json.ts";
import { maskAddresses, maskText } from "./mask-text.ts";
import { maskAt, maskPath, personalTexts } from "./mask-value.ts";
import { keysOf, type Personal } from "./personal.ts";

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
export function maskOutcome(personal: Personal, outcome: UpdateOutcome): UpdateOutcome {
  const { moved, preparation, request, followUp } = outcome;
  const step = (one: PlannedStep) => ({ ...one, request: maskRequest(personal, one.request) });
  const change = (one: FieldChange) => maskChange(personal, one);
  return {
    ...outcome,
    title: maskName(outcome.title),
    ...maskReport(personal, outcome, maskTexts(personal, outcome)),
    unchanged: outcome.unchanged.map(({ field, value }) => ({
      field: maskPath(personal, field),
      value: maskAt(personal, keysOf(field), value),
    })),
    ...compact({
      moved: moved?.map(change),
      request: request && maskRequest(personal, request),
      preparation: preparation && step(preparation),
      followUp: followUp && step(followUp),
    }),
  };
}

/** A customer as it is read, what is about a person masked. */
export function maskCustomer(personal: Personal, customer: JsonObject): JsonObject {
  return mapMembers(customer, (field, value) => maskAt(personal, keysOf(field), value));
}

/** A customer's name where it heads a table. */
export function maskName(name: string): string {
  return name === "" ? name : maskText(name);
}

/** The same for a recorded change. */
export function maskRecord(personal: Personal, record: RecordedChange): RecordedChange {
  const { name, changes, note } = record;
  return {
    ...record,
    name: maskName(name),
    changes: changes.map((change) => maskChange(personal, change)),
    ...compact({ note: note && maskAddresses(note) }),
  };
}

/** The same for what came of a row. */
export function maskRowResult(personal: Personal, result: RowResult): RowResult {
  const { id, externalId, error } = result;
  const mask = maskTexts(personal, result);
  return {
    ...result,
    id: maskAddresses(id),
    ...maskReport(personal, result, mask),
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
type Report = Pick<RowResult, "changes" | "warnings" | "mayBeLost" | "beside">;

function maskReport(
  personal: Personal,
  { changes, warnings, mayBeLost, beside }: Report,
  mask: Mask,
): Report {
  return {
    ...compact({
      mayBeLost: mayBeLost?.map((path) => maskPath(personal, path)),
      beside: beside?.map((change) => maskChange(personal, change)),
    }),
    changes: changes.map((change) => maskChange(personal, change)),
    warnings: warnings.map(({ field, ...warning }) => ({
      ...warning,
      ...compact({ field: field === undefined ? undefined : maskPath(personal, field) }),
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
export function maskTally(personal: Personal, tally: RunTally): RunTally {
  const row = (one: RowResult) => maskRowResult(personal, one);
  const { destroying, failures, warned, sample } = tally;
  return {
    ...tally,
    destroying: destroying.map(row),
    failures: failures.map(row),
    warned: Object.fromEntries(Object.entries(warned).map(([code, one]) => [code, row(one)])),
    sample: sample.map(row),
  };
}

/**
 * The same error, without what its texts repeat of the customer.
 *
 * @param outcome what the error is about, where it came to that
 * @param given what is personal among the options
 */
export function maskFailure(
  personal: Personal,
  error: BillingError,
  outcome?: UpdateOutcome,
  given: readonly string[] = [],
): BillingError {
  const mask = maskTexts(personal, outcome, given);
  return mapFailure(error, { message: mask, hint: mask });
}

type Mask = (text: string) => string;

/** Shorter values would be found within other words. */
const shortestReplaced = 4;

/**
 * Masks in running text: what the outcome's changes and the customer as read say of a person, what was given, and every
 * e-mail address.
 */
function maskTexts(
  personal: Personal,
  outcome: Partial<Pick<UpdateOutcome, "changes" | "moved" | "beside" | "before">> = {},
  given: readonly string[] = [],
): Mask {
  const { changes = [], moved = [], beside = [], before = {} } = outcome;
  const touched = [...changes, ...moved, ...beside];
  const values = touched.flatMap(({ field, before: old, after, stored }) =>
    [old, after, stored?.value].map((value) => [field, value] as const),
  );
  const texts = [...values, ...Object.entries(before)].flatMap(([field, value]) =>
    value === undefined ? [] : personalTexts(personal, keysOf(field), value),
  );
  const known = new Map<string, string>();
  for (const { field } of touched) known.set(field, maskPath(personal, field));
  for (const text of [...given, ...texts]) {
    if (text.length >= shortestReplaced) known.set(text, maskText(text));
  }
  const longestFirst = [...known]
    .filter(([text, masked]) => text !== masked)
    .toSorted(([left], [right]) => right.length - left.length);
  return (text) =>
    maskAddresses(
      longestFirst.reduce((found, [plain, masked]) => found.replaceAll(plain, () => masked), text),
    );
}

function maskChange(personal: Personal, change: FieldChange): FieldChange {
  const { before, after, stored } = change;
  const keys = keysOf(change.field);
  const [old, fresh, held] = [before, after, stored?.value].map((value) =>
    value === undefined ? undefined : maskAt(personal, keys, value),
  );
  const alike =
    old !== undefined && fresh !== undefined && !sameJson(before, after) && sameJson(old, fresh);
  const storedAlike = held !== undefined && (sameJson(held, old) || sameJson(held, fresh));
  return {
    ...change,
    field: maskPath(personal, change.field),
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

function maskRequest(personal: Personal, request: PlannedRequest): PlannedRequest {
  return {
    ...request,
    url: maskAddresses(request.url),
    ...(request.body === undefined
      ? {}
      : { body: mapMembers(request.body, (name, value) => maskAt(personal, [name], value)) }),
  };
}

function mapMembers(value: JsonObject, mask: (name: string, held: Json) => Json): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, held]): [string, Json] => [name, mask(name, held)]),
  );
}
