/** Failures for people. */
import { BillingError, type Complaint, describeComplaint } from "../domain/errors.ts";
import { safeText } from "../domain/text/safe-text.ts";
import type { Style } from "./text/style.ts";

const bugHint =
  "this is a bug in billing: please report it with the command you ran and the output of --debug";

/**
 * `error: …`, the facts that are known, every complaint, and the remedy. Lines are not wrapped: they are searched for.
 *
 * @param error whatever was thrown; what is not a BillingError is a bug and says so
 * @param options `debug` adds the stack
 */
export function failureText(
  error: unknown,
  style: Style,
  options: { readonly debug?: boolean } = {},
): string {
  const failure = asFailure(error);
  const lines = [
    `${style.error("error:")} ${safeText(failure.message)}`,
    ...facts(failure).map(([name, value]) => `  ${style.dim(`${name}:`)} ${safeText(value)}`),
    ...complaintsOf(failure).flatMap(complaintLines),
    ...(failure.hint === undefined ? [] : [`${style.bold("hint:")} ${safeText(failure.hint)}`]),
    ...(options.debug === true ? stackLines(error).map((line) => style.dim(line)) : []),
  ];
  return `${lines.join("\n")}\n`;
}

/** What was thrown as the one error that users see. */
export function asFailure(error: unknown): BillingError {
  if (error instanceof BillingError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new BillingError(
    "internal",
    message === "" ? "something failed without a word" : message,
    {
      hint: bugHint,
      cause: error,
    },
  );
}

/** What the message already repeats is not said twice. */
export function facts({ message, provider, providerError, requestId }: BillingError) {
  const said = providerError?.message;
  const answer = provider === undefined ? "answer" : `${provider} said`;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [answer, said !== undefined && message.endsWith(`: ${said}`) ? undefined : said],
    ["code", providerError?.code],
    ["type", providerError?.type],
    ["field", providerError?.param],
    ...(providerError?.details ?? []).map((detail) => ["detail", detail] as const),
    ["see", providerError?.docUrl],
    ["HTTP status", providerError === undefined ? undefined : String(providerError.status)],
    ["request id", requestId],
  ];
  return rows.filter((row): row is readonly [string, string] => row[1] !== undefined);
}

/** What the message or the provider's own details already say is not said twice. */
export function complaintsOf({
  complaints,
  message,
  providerError,
}: BillingError): readonly Complaint[] {
  const [only, ...others] = complaints;
  const repeated = only !== undefined && others.length === 0 && describeComplaint(only) === message;
  const said = new Set(providerError?.details);
  return repeated ? [] : complaints.filter((one) => !said.has(describeComplaint(one)));
}

function complaintLines(complaint: Complaint): readonly string[] {
  const line = `  ${safeText(describeComplaint(complaint))}`;
  return complaint.hint === undefined ? [line] : [line, `    ${safeText(complaint.hint)}`];
}

function stackLines(error: unknown): readonly string[] {
  if (!(error instanceof Error) || error.stack === undefined) return [];
  return error.stack.split("\n").map((line) => `  ${safeText(line.trimEnd())}`);
}
