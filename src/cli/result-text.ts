/** The result of an update as text. */
import type { PlannedRequest, UpdateOutcome } from "../domain/change.ts";
import { printJson } from "../domain/json.ts";
import type { Host } from "../host/host.ts";
import { asCurl } from "../http/curl.ts";
import { credentialHeader } from "../providers/authorize.ts";
import type { Provider } from "../providers/contract.ts";
import { changeTable } from "../render/change-table.ts";
import { printMachine } from "../render/machine.ts";
import { markdownTable } from "../render/markdown.ts";
import { decideMask, maskOutcome } from "../render/mask.ts";
import { prepareMeasuring } from "../render/measure.ts";
import { outcomeDocument } from "../render/outcome-json.ts";
import { requestPreview } from "../render/request-preview.ts";
import type { GivenOptions, Invocation } from "./command.ts";
import type { Terminal } from "./terminal.ts";

/** The outcome as people are to see it: masked where that is wanted. */
export function shownOutcome(
  { env }: Host,
  options: GivenOptions,
  outcome: UpdateOutcome,
): UpdateOutcome {
  return decideMask(options.onOff("mask"), env) ? maskOutcome(outcome) : outcome;
}

/** What stdout gets: a table, a document, or a command line. */
export async function resultText(
  { host, options }: Invocation,
  terminal: Terminal,
  provider: Provider,
  outcome: UpdateOutcome,
): Promise<string> {
  if (options.has("as-curl") && outcome.request !== undefined) {
    return `${curlCommand(provider, outcome.request)}\n`;
  }
  if (terminal.machine !== undefined) {
    return printMachine(outcomeDocument(outcome), terminal.machine);
  }
  // Nothing was read: there is no table to draw, the error says it all.
  if (outcome.outcome === "failed" && outcome.changes.length === 0) return "";
  await prepareMeasuring(outcome);
  const seen = shownOutcome(host, options, outcome);
  const undo =
    outcome.changeId === undefined
      ? undefined
      : ["billing undo", outcome.changeId, ...emulatorWords(options)].join(" ");
  const shown = {
    showUnchanged: options.has("show-unchanged"),
    ...(undo === undefined ? {} : { undo }),
  };
  if (terminal.format === "markdown") return markdownTable(seen, shown);
  const table = changeTable(seen, terminal.outStyle, shown);
  const preview = (request: PlannedRequest) =>
    requestPreview(request, [credentialHeader(provider)], terminal.outStyle);
  const { preparation, request } = seen;
  return [
    table,
    ...(preparation === undefined
      ? []
      : [`first, because ${preparation.because}:\n${preview(preparation.request)}`]),
    ...(request === undefined ? [] : [preview(request)]),
  ].join("\n");
}

/** What leads another command to the same emulator. */
function emulatorWords(options: GivenOptions): readonly string[] {
  const state = options.text("emulator-state");
  return [
    ...(options.has("emulator") ? ["--emulator"] : []),
    ...(state === undefined ? [] : ["--emulator-state", state]),
  ];
}

/** With variables of the shell in place of what is secret or new each time. */
function curlCommand(
  provider: Provider,
  { method, url, headers, body }: NonNullable<UpdateOutcome["request"]>,
): string {
  const variable = `$BILLING_${provider.id}_${provider.auth.secret}`
    .replaceAll(/[a-z](?=[A-Z])/gu, "$&_")
    .toUpperCase();
  const { header } = provider.idempotency ?? {};
  const { [header ?? ""]: _key, ...others } = headers;
  return asCurl(
    { method, url, headers: others, body: printJson(body) },
    {
      [credentialHeader(provider)]:
        provider.auth.style === "bearer" ? `Bearer ${variable}` : variable,
      ...(header === undefined ? {} : { [header]: "$(uuidgen)" }),
    },
  );
}
