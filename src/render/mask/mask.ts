/** Personal data in tables and Markdown, masked so that a change stays visible. Documents for programs are never masked. */
import type { FieldChange, PlannedRequest, UpdateOutcome, Warning } from "../../domain/change.ts";
import { BillingError } from "../../domain/errors.ts";
import type { RecordedChange } from "../../domain/recorded-change.ts";
import type { RowResult } from "../../domain/run.ts";
import type { RunTally } from "../../domain/run-tally.ts";
import {
  isExactNumber,
  isJsonArray,
  isJsonObject,
  type Json,
  printJson,
  sameJson,
} from "../../domain/json.ts";
import { maskAddresses, maskText, memberIsPersonal } from "./mask-text.ts";

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
  const masked = (changes: readonly FieldChange[]) => changes.map(maskChange);
  const say = sayer(outcome);
  const { moved, preparation, request } = outcome;
  return {
    ...outcome,
    title: maskAddresses(outcome.title),
    changes: masked(outcome.changes),
    ...(moved === undefined ? {} : { moved: masked(moved) }),
    unchanged: outcome.unchanged.map(({ field, value }) => ({
      field: maskPath(field),
      value: maskAt(field, value),
    })),
    warnings: outcome.warnings.map((warning) => maskWarning(warning, say)),
    ...(request === undefined ? {} : { request: maskRequest(request) }),
    ...(preparation === undefined
      ? {}
      : { preparation: { ...preparation, request: maskRequest(preparation.request) } }),
  };
}

/** The same for a recorded change. */
export function maskRecord(record: RecordedChange): RecordedChange {
  const { note } = record;
  return {
    ...record,
    title: maskAddresses(record.title),
    changes: record.changes.map(maskChange),
    ...(note === undefined ? {} : { note: maskAddresses(note) }),
  };
}

/** The same for what came of a row. */
export function maskRowResult(result: RowResult): RowResult {
  const { id, externalId, error } = result;
  const say = sayer(result);
  return {
    ...result,
    id: maskAddresses(id),
    ...(externalId === undefined ? {} : { externalId: maskAddresses(externalId) }),
    changes: result.changes.map(maskChange),
    warnings: result.warnings.map((warning) => maskWarning(warning, say)),
    ...(error === undefined
      ? {}
      : {
          error: {
            ...error,
            message: say(error.message),
            ...(error.hint === undefined ? {} : { hint: say(error.hint) }),
          },
        }),
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
  const say = sayer(outcome);
  const { hint, complaints, provider, providerError, requestId, cause } = error;
  return new BillingError(error.kind, say(error.message), {
    ...(hint === undefined ? {} : { hint: say(hint) }),
    complaints: complaints.map((complaint) => ({
      ...complaint,
      message: say(complaint.message),
      ...(complaint.hint === undefined ? {} : { hint: say(complaint.hint) }),
    })),
    ...(provider === undefined ? {} : { provider }),
    ...(providerError === undefined
      ? {}
      : {
          providerError: {
            ...providerError,
            ...(providerError.message === undefined ? {} : { message: say(providerError.message) }),
            ...(providerError.details === undefined
              ? {}
              : { details: providerError.details.map(say) }),
          },
        }),
    ...(requestId === undefined ? {} : { requestId }),
    cause,
  });
}

function maskWarning(warning: Warning, say: (text: string) => string): Warning {
  const { field, message } = warning;
  return {
    ...warning,
    ...(field === undefined ? {} : { field: maskPath(field) }),
    message: say(message),
  };
}

/** Shorter values would be found within other words. */
const shortestReplaced = 4;

/** Masks in running text: what the outcome's changes say of a person, and every e-mail address. */
function sayer(
  outcome: Pick<UpdateOutcome, "changes" | "moved"> | undefined,
): (text: string) => string {
  const known = new Map<string, string>();
  for (const change of [...(outcome?.changes ?? []), ...(outcome?.moved ?? [])]) {
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
      longestFirst.reduce((said, [plain, masked]) => said.replaceAll(plain, () => masked), text),
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
    ...(old === undefined ? {} : { before: alike ? tell(old, "(before)") : old }),
    ...(fresh === undefined ? {} : { after: alike ? tell(fresh, "(after)") : fresh }),
    ...(held === undefined
      ? {}
      : { stored: { value: storedAlike ? tell(held, "(stored)") : held } }),
  };
}

function tell(value: Json, word: string): Json {
  return `${typeof value === "string" ? value : printJson(value)} ${word}`;
}

/** `contacts[ida@fjord.example].title` and `metadata.pan` are personal, `metadata.tier` is not. */
export function isPersonal(path: string): boolean {
  return path
    .replaceAll(/\["(?<key>(?:[^"\\]|\\.)*)"\]/gsu, ".$<key>")
    .replaceAll(/\[(?:[^\]\\]|\\.)*\]/gsu, "")
    .split(".")
    .some(memberIsPersonal);
}

function maskPath(path: string): string {
  const personal = isPersonal(path);
  return path.replaceAll(/\[(?<item>(?:[^\]"\\]|\\.)*)\]/gsu, (_whole, item: string) =>
    personal ? `[${maskText(item)}]` : `[${maskAddresses(item)}]`,
  );
}

/** A value where it stands: all of it where that is about a person, else what in it is. */
function maskAt(path: string, value: Json): Json {
  return isPersonal(path) ? maskValue(value) : maskWithin(value);
}

function maskRequest(request: PlannedRequest): PlannedRequest {
  return {
    ...request,
    url: maskAddresses(request.url),
    body: Object.fromEntries(
      Object.entries(request.body).map(([name, value]): [string, Json] => [
        name,
        maskAt(name, value),
      ]),
    ),
  };
}

function maskValue(value: Json): Json {
  if (typeof value === "string") return value === "" ? value : maskText(value);
  if (typeof value === "number") return maskText(String(value));
  if (isExactNumber(value)) return maskText(value.value);
  return mapMembers(value, (_name, held) => maskValue(held));
}

function maskWithin(value: Json): Json {
  if (typeof value === "string") return maskAddresses(value);
  return mapMembers(value, (name, held) =>
    memberIsPersonal(name) ? maskValue(held) : maskWithin(held),
  );
}

function mapMembers(value: Json, mask: (name: string, held: Json) => Json): Json {
  if (isJsonArray(value)) return value.map((item) => mask("", item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, held]): [string, Json] => [name, mask(name, held)]),
  );
}
