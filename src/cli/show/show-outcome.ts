/** The result of an update on stdout. */
import { variableName } from "../../config/environment.ts";
import type { PlannedRequest, UpdateOutcome, Warning } from "../../domain/change.ts";
import { compact } from "../../domain/compact.ts";
import { BillingError } from "../../domain/errors.ts";
import { printJson } from "../../domain/json.ts";
import { asCurl } from "../../http/print/curl.ts";
import { isFieldName } from "../../domain/fields.ts";
import type { Provider } from "../../providers/contract.ts";
import { mappingOf } from "../../providers/wire/record.ts";
import { asCreated } from "../../providers/creation.ts";
import { secretHeaders } from "../../providers/wire/authorize.ts";
import { outcomeView } from "../../render/change/views.ts";
import type { Connection } from "../../update/connection.ts";
import { accountWords } from "../accounts/account-words.ts";
import type { ChangeOptions } from "../args/options/change-options.ts";
import type { ConnectionOptions } from "../args/options/shared-options.ts";
import type { Terminal } from "../terminal.ts";

/** Shows how the update ended or, with `--as-curl`, what would be sent. */
export async function showOutcome(
  terminal: Terminal,
  options: ChangeOptions & ConnectionOptions,
  connection: Connection,
  outcome: UpdateOutcome,
): Promise<void> {
  const { changeId, changes } = outcome;
  const { provider } = connection;
  const spoken =
    outcome.creates === true ? { ...connection, provider: asCreated(provider) } : connection;
  const curl = options.asCurl === true ? curlCommands(spoken, outcome) : undefined;
  if (curl !== undefined) await terminal.warn(warningsBeside(outcome));
  const isFinal =
    outcome.creates === true
      ? provider.archive === undefined
      : changes.every(({ field, unreadable }) => unreadable || isLocked(provider, field));
  const undo =
    changeId === undefined || isFinal
      ? undefined
      : ["billing undo", changeId, ...accountWords(options)].join(" ");
  return terminal.show(outcomeView, {
    outcome: { ...outcome, ...compact({ curl: curl && terminal.secrets.redact(curl) }) },
    ...compact({ undo }),
    showUnchanged: options.showUnchanged,
    secretHeaders: Object.keys(secretHeaders(provider, connection.account)),
  });
}

/** A command says nothing of what it does to the record. */
function warningsBeside({ changes, mayBeLost = [], warnings }: UpdateOutcome): readonly Warning[] {
  return [
    ...changes.flatMap(({ field, destructive }) =>
      destructive === undefined
        ? []
        : [{ code: "destructive", field, message: `${field}: ${destructive}` }],
    ),
    ...mayBeLost.map((field) => ({
      code: "may_be_lost",
      field,
      message: `${field} may be lost: it is not known to this version`,
    })),
    ...warnings,
  ];
}

/** Whether no update sets the field. */
function isLocked(provider: Provider, field: string): boolean {
  return isFieldName(field) && mappingOf(provider, field)?.access === "read-only";
}

/**
 * One after the other, each only if the one before it went well.
 *
 * @throws {BillingError} usage: one of them can be written only once the one before it was answered
 */
function curlCommands(
  connection: Connection,
  { preparation, request, followUp }: UpdateOutcome,
): string | undefined {
  if (followUp !== undefined) {
    const message = `this takes two updates, because ${followUp.because}; what the second one sends is known only once the first one is stored, so that no command can be printed for it now`;
    const hint =
      "let billing send both; or print one at a time, the second once the first one was sent";
    throw BillingError.usage([{ location: { name: "--as-curl" }, message, hint }]);
  }
  const commands = [preparation?.request, request].flatMap((one) =>
    one === undefined ? [] : [curlCommand(connection, one)],
  );
  return commands.join(" &&\n") || undefined;
}

/** With variables of the shell in place of what is secret or new each time. */
function curlCommand(
  { provider, account }: Connection,
  { method, url, headers, body }: PlannedRequest,
): string {
  const secrets = Object.entries(secretHeaders(provider, account)).map(
    ([name, { setting, bearer }]) => {
      const variable = `$${variableName(provider.id, setting)}`;
      return [name, bearer ? `Bearer ${variable}` : variable] as const;
    },
  );
  const { header } = provider.idempotency ?? {};
  const { [header ?? ""]: _key, ...others } = headers;
  return asCurl(
    { method, url, headers: others, ...(body === undefined ? {} : { body: printJson(body) }) },
    {
      ...Object.fromEntries(secrets),
      ...(header === undefined ? {} : { [header]: "$(uuidgen)" }),
    },
  );
}
