/** The result of an update as text. */
import type { PlannedRequest, UpdateOutcome } from "../domain/change.ts";
import { variableName } from "../config/environment.ts";
import { printJson } from "../domain/json.ts";
import { shellWord } from "../domain/text/shell-word.ts";
import type { Host } from "../host/host.ts";
import { asCurl } from "../http/print/curl.ts";
import { secretHeaders } from "../providers/wire/authorize.ts";
import { changeTable } from "../render/change/table.ts";
import { printMachine } from "../render/machine/machine.ts";
import { markdownTable } from "../render/change/markdown.ts";
import { decideMask, maskOutcome } from "../render/mask/mask.ts";
import { prepareMeasuring } from "../render/text/measure.ts";
import { outcomeDocument } from "../render/machine/outcome-json.ts";
import { requestPreview } from "../render/change/request-preview.ts";
import type { ChangeOptions } from "./args/change-options.ts";
import { longOf } from "./args/option.ts";
import type { ConnectionOptions } from "./args/shared-options.ts";
import type { Connection } from "../update/connection.ts";
import type { Terminal } from "./terminal.ts";

type MaskOption = Pick<ChangeOptions, "mask">;

export function masksFor({ env }: Host, { mask }: MaskOption): boolean {
  return decideMask(mask, env);
}

/** The outcome as people are to see it: masked where that is wanted. */
export function shownOutcome(
  host: Host,
  options: MaskOption,
  outcome: UpdateOutcome,
): UpdateOutcome {
  return masksFor(host, options) ? maskOutcome(outcome) : outcome;
}

/** What stdout gets: a table, a document, or a command line. */
export async function resultText(
  { host, terminal }: { readonly host: Host; readonly terminal: Terminal },
  options: ChangeOptions & ConnectionOptions,
  connection: Connection,
  outcome: UpdateOutcome,
): Promise<string> {
  if (options.asCurl === true && outcome.request !== undefined) {
    return `${curlCommand(connection, outcome.request)}\n`;
  }
  if (terminal.machine !== undefined) {
    return printMachine(outcomeDocument(outcome), terminal.machine);
  }
  // Nothing was read: there is no table to draw, the error says it all.
  if (outcome.outcome === "failed" && outcome.changes.length === 0) return "";
  await prepareMeasuring(outcome);
  const seen = shownOutcome(host, options, outcome);
  const undo =
    outcome.changeId === undefined || outcome.changes.every(({ unreadable }) => unreadable)
      ? undefined
      : ["billing undo", outcome.changeId, ...accountWords(options)].join(" ");
  const shown = {
    showUnchanged: options.showUnchanged,
    ...(undo === undefined ? {} : { undo }),
  };
  if (terminal.format === "markdown") return markdownTable(seen, shown);
  const table = changeTable(seen, terminal.outStyle, shown);
  const preview = (request: PlannedRequest) =>
    requestPreview(
      request,
      Object.keys(secretHeaders(connection.provider, connection.account)),
      terminal.outStyle,
    );
  const { preparation, request } = seen;
  return [
    table,
    ...(preparation === undefined
      ? []
      : [`first, because ${preparation.because}:\n${preview(preparation.request)}`]),
    ...(request === undefined ? [] : [preview(request)]),
  ].join("\n");
}

/** What leads another command to the same account. */
export function accountWords(options: ConnectionOptions): readonly string[] {
  return [
    ...(options.emulator ? ["--emulator"] : []),
    ...(["emulatorState", "profile", "config", "baseUrl"] as const).flatMap((name) => {
      const value = options[name];
      return value === undefined ? [] : [`--${longOf(name)}`, shellWord(value)];
    }),
  ];
}

/** With variables of the shell in place of what is secret or new each time. */
function curlCommand(
  { provider, account }: Connection,
  { method, url, headers, body }: NonNullable<UpdateOutcome["request"]>,
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
    { method, url, headers: others, body: printJson(body) },
    {
      ...Object.fromEntries(secrets),
      ...(header === undefined ? {} : { [header]: "$(uuidgen)" }),
    },
  );
}
