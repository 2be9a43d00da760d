/** What is said of a failure that has more to it than the error that was thrown. */
import { compact } from "../domain/compact.ts";
import { BillingError, type ErrorKind } from "../domain/errors.ts";
import { mapFailure, safeFailure } from "../domain/map-failure.ts";
import { shellWord } from "../domain/text/shell-word.ts";
import { isSystemError, reasonOf } from "../files/system-error.ts";
import type { Given } from "./args/option.ts";

/**
 * A result that cannot be written.
 *
 * @param cause whatever the write was refused with
 * @param where what it was to be written to
 * @param fate what became of what was asked: `updated`; missing: nothing was to be changed
 */
export function outputFailure(cause: unknown, fate?: string, where = "stdout"): BillingError {
  const reason = isSystemError(cause) ? reasonOf(cause) : String(cause);
  const message = `the result could not be written to ${where}: ${reason}`;
  return fate === undefined
    ? new BillingError("output", message, { cause, hint: "make room and run it again" })
    : new BillingError("output", `${message}; what became of it: ${fate}`, { cause });
}

/** The failure with what it quotes shortened, and without credentials. */
export function shortFailure(error: unknown, redact: (text: string) => string): unknown {
  return error instanceof BillingError ? safeFailure(error, redact) : error;
}

/** Commands of a remedy that only look at what is recorded, and have no options yet. */
const looking = /\bbilling history(?: show [\dA-Z]+)?(?![\w]| --| show)/gu;
/** Those that ask the provider as well. */
const asking =
  /\bbilling (?:history --resolve|customers update --resume [\dA-Z]+)(?![\w-]| --(?!break-lock))/gu;

/**
 * The failure with what its remedy says of records as it is here: commands with the options that
 * lead to the same records, and by what another place for them is named.
 */
export function withRecordWords(error: unknown, given: Given, namedBy: string): unknown {
  if (!(error instanceof BillingError)) return error;
  const wordsOf = (names: readonly string[]) =>
    names.flatMap((long) => {
      const value = given[long];
      if (value === true) return [` --${long}`];
      return typeof value === "string" ? [` --${long} ${shellWord(value)}`] : [];
    });
  const toRecords = wordsOf(["emulator", "emulator-state", "journal"]).join("");
  const toAccount = wordsOf(["profile", "config", "base-url"]).join("");
  const hint = (text: string) =>
    text
      .replace(looking, (command) => `${command}${toRecords}`)
      .replace(asking, (command) => `${command}${toRecords}${toAccount}`)
      .replace("--journal or XDG_STATE_HOME", () => namedBy);
  const isSaid = error.hint !== undefined && hint(error.hint) !== error.hint;
  return isSaid ? mapFailure(error, { message: (text) => text, hint }) : error;
}

/** How a command ends that was interrupted; undefined: it was not. */
export function endOfInterrupted({
  aborted,
  reason,
}: AbortSignal): "interrupted" | "terminated" | undefined {
  if (!aborted) return undefined;
  return reason === "SIGTERM" ? "terminated" : "interrupted";
}

/**
 * The failure as it is told. Whatever came of it, a command that was interrupted ends by the signal, but for a mistake
 * of the input; and where the result could not be written either, there is a word about that.
 */
export function asTold(
  thrown: unknown,
  {
    unwritten,
    interrupted,
  }: { readonly unwritten: BillingError | undefined; readonly interrupted: AbortSignal },
): unknown {
  if (!(thrown instanceof BillingError)) return thrown;
  const { message, complaints, provider, providerError, requestId, cause } = thrown;
  const ended = thrown.kind === "usage" ? undefined : endOfInterrupted(interrupted);
  const kind = ended ?? thrown.kind;
  const besides = thrown.kind === "output" ? undefined : unwritten?.message;
  if (kind === thrown.kind && besides === undefined) return thrown;
  const hints = [thrown.hint, besides].filter((part) => part !== undefined);
  const isSaid = kind === thrown.kind || /^interrupted\b/u.test(message);
  return new BillingError(
    kind,
    isSaid ? message : `interrupted; ${message.replace(/^declined; /u, "")}`,
    {
      ...compact({ provider, providerError, requestId }),
      ...(hints.length === 0 ? {} : { hint: hints.join("; ") }),
      complaints,
      cause,
    },
  );
}

/** One of several that could not be read. */
export interface Failure {
  /** Who or what it is. */
  readonly title: string;
  readonly error: BillingError;
}

const endsAll: readonly ErrorKind[] = ["interrupted", "terminated", "usage"];

/**
 * The failure of one of several, which leaves the others.
 *
 * @throws whatever ends them all: an interruption, a mistake, a bug
 */
export function failureOfOne(title: string, error: unknown): Failure {
  if (!(error instanceof BillingError) || endsAll.includes(error.kind)) throw error;
  return { title, error };
}

/**
 * One failure for those of several: partial, unless it is all of them.
 *
 * @param what could not be done with them: `providers could not be listed`
 */
export function failureOfSeveral(
  failures: readonly Failure[],
  of: number,
  what: string,
): BillingError | undefined {
  const [first] = failures;
  if (first === undefined) return undefined;
  const all = failures.map(({ title, error: { message } }) => `${title}: ${message}`).join("; ");
  return new BillingError(
    failures.length === of ? first.error.kind : "partial",
    `${failures.length} of ${of} ${what}: ${all}`,
    {
      ...compact({ hint: hintOf(failures) }),
      // A single complaint is the message itself.
      complaints: failures.flatMap(({ error: { complaints } }) =>
        complaints.length > 1 ? complaints : [],
      ),
      cause: first.error,
    },
  );
}

/** One remedy where it is that of all, else each with whose it is. */
function hintOf(failures: readonly Failure[]): string | undefined {
  const hinted = failures.flatMap(({ title, error: { hint } }) =>
    hint === undefined ? [] : [{ title, hint }],
  );
  const hints = new Set(hinted.map(({ hint }) => hint));
  return hints.size < 2
    ? hinted[0]?.hint
    : hinted.map(({ title, hint }) => `${title}: ${hint}`).join("; ");
}
