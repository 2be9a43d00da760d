import type { UpdateOutcome } from "../domain/change.ts";
import { exitCodes } from "../domain/errors.ts";
import { printJson } from "../domain/json.ts";
import { terminal as stderrTerminal } from "../host/node-host.ts";
import { asCurl } from "../http/curl.ts";
import { credentialHeader } from "../providers/authorize.ts";
import type { Provider } from "../providers/contract.ts";
import { changeTable } from "../render/change-table.ts";
import { printMachine } from "../render/machine.ts";
import { markdownTable } from "../render/markdown.ts";
import { outcomeDocument } from "../render/outcome-json.ts";
import { requestPreview } from "../render/request-preview.ts";
import { createProgress } from "../render/spinner.ts";
import { updateCustomer } from "../update/update-customer.ts";
import type { Invocation } from "./command.ts";
import { givenPatch } from "./given-patch.ts";
import { checkTarget, withSession } from "./run-command.ts";
import type { Terminal } from "./terminal.ts";

/** `customers update`, its words understood. */
export function runUpdate(invocation: Invocation): Promise<number> {
  return withSession(invocation, async ({ session, terminal, kind, reference }) => {
    const { host, options } = invocation;
    const { provider } = session;
    const change = await givenPatch(host, options, { provider, kind, reference });
    checkTarget(provider, kind, reference);

    const dryRun = options.has("dry-run") || options.has("as-curl");
    const progress = await createProgress({
      stream: stderrTerminal(),
      quiet: terminal.quiet || terminal.debug,
      term: host.env["TERM"],
    });
    const { outcome, error } = await updateCustomer(session.target(kind, reference), {
      patch: change,
      dryRun,
      verify: !options.has("no-verify"),
      confirm: async (planned) => {
        progress.stop();
        return confirm(invocation, terminal, planned);
      },
      uuid: () => host.uuid(),
      onStep: (text) => progress.step(text),
      onWrite: () => session.beginWrite(),
    }).finally(() => progress.stop());

    await terminal.out(resultText(invocation, terminal, provider, outcome));
    if (error !== undefined) {
      await terminal.fail(error);
      return error.exitCode;
    }
    return outcome.outcome === "planned" &&
      outcome.changes.length > 0 &&
      options.has("detailed-exitcode")
      ? exitCodes.changes
      : 0;
  });
}

/** On a terminal the plan is shown and the question asked; elsewhere nobody is there to say yes. */
async function confirm(
  { host, options }: Invocation,
  terminal: Terminal,
  planned: UpdateOutcome,
): Promise<boolean> {
  if (options.has("yes")) return true;
  if (options.has("no-input") || !host.stdin.isTTY || !host.stderr.isTTY) return false;
  await terminal.err(changeTable(planned, terminal.errStyle));
  await terminal.err("This destroys data. Carry it out? [y/N] ");
  const answer = await host.stdin.readLine(host.interrupted);
  if (answer === undefined) await terminal.err("\n");
  return /^y(?:es)?$/iu.test(answer?.trim() ?? "");
}

function resultText(
  { options }: Invocation,
  terminal: Terminal,
  provider: Provider,
  outcome: UpdateOutcome,
): string {
  if (options.has("as-curl") && outcome.request !== undefined) {
    return `${curlCommand(provider, outcome.request)}\n`;
  }
  if (terminal.machine !== undefined) {
    return printMachine(outcomeDocument(outcome), terminal.machine);
  }
  // Nothing was read: there is no table to draw, the error says it all.
  if (outcome.outcome === "failed" && outcome.changes.length === 0) return "";
  const shown = { showUnchanged: options.has("show-unchanged") };
  if (terminal.format === "markdown") return markdownTable(outcome, shown);
  const table = changeTable(outcome, terminal.outStyle, shown);
  return outcome.request === undefined
    ? table
    : `${table}\n${requestPreview(outcome.request, [credentialHeader(provider)], terminal.outStyle)}`;
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
