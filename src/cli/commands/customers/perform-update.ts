import type { UpdateOutcome } from "../../../domain/change.ts";
import { BillingError } from "../../../domain/errors.ts";
import { terminal as stderrTerminal } from "../../../host/node-host.ts";
import { changeTable } from "../../../render/change/table.ts";
import { maskFailure } from "../../../render/mask/mask.ts";
import { prepareMeasuring } from "../../../render/text/measure.ts";
import { createProgress } from "../../../render/text/spinner.ts";
import type { CustomerRef } from "../../../update/connection.ts";
import { verifyBy } from "../../../update/check-success.ts";
import { journalRecorder } from "../../../update/journal-recorder.ts";
import {
  type Consent,
  updateCustomer,
  type UpdateOptions,
} from "../../../update/update-customer.ts";
import type { Invocation } from "../../args/command.ts";
import { givenVerify } from "../../args/given-verify.ts";
import { canAsk, isConfirmed } from "../../confirm.ts";
import { plannedExitCode } from "../../exit-code.ts";
import { journalOf } from "../../journal.ts";
import { savePlan } from "../../plan-file.ts";
import { masksFor, resultText, shownOutcome } from "../../result-text.ts";
import type { Session } from "../../accounts/open.ts";
import type { Terminal } from "../../terminal.ts";

/** What one command wants to have changed. */
interface Wanted extends Pick<UpdateOptions, "patch" | "expected"> {
  /** The change that this one takes back. */
  readonly undoes?: string;
}

/**
 * Carries out a patch as the options of the command line say, and tells the result. Update, apply and undo differ in
 * where the patch comes from, and in nothing else.
 *
 * @returns the exit code
 */
export async function performUpdate(
  invocation: Invocation,
  { session, terminal }: { readonly session: Session; readonly terminal: Terminal },
  ref: CustomerRef,
  wanted: Wanted,
): Promise<number> {
  const { host, options } = invocation;
  const out = options.text("out");
  if (out !== undefined && !options.has("dry-run")) {
    throw BillingError.usage([
      { location: { name: "--out" }, message: "it saves the plan of a dry run: add --dry-run" },
    ]);
  }
  const { undoes, ...patch } = wanted;
  const progress = await createProgress({
    stream: stderrTerminal(),
    quiet: terminal.quiet || terminal.debug,
    term: host.env["TERM"],
  });
  session.onWait((text) => progress.step(text));
  const masks = terminal.machine === undefined && masksFor(host, options);
  const { outcome, error, plan } = await updateCustomer(session, ref, {
    ...patch,
    dryRun: options.has("dry-run") || options.has("as-curl"),
    verify: verifyBy(givenVerify(options), session),
    force: options.has("force"),
    confirm: async (planned) => {
      progress.stop();
      return confirm(invocation, terminal, planned);
    },
    uuid: () => host.uuid(),
    sleep: (milliseconds) => host.sleep(milliseconds),
    onStep: (text) => progress.step(text),
    onWrite: () => session.beginWrite(),
    ...(options.has("no-journal")
      ? {}
      : { recorder: journalRecorder(journalOf(host, options), session, undoes) }),
  })
    .catch((refusal: unknown) => {
      throw masks && refusal instanceof BillingError ? maskFailure(refusal) : refusal;
    })
    .finally(() => progress.stop());

  if (out !== undefined && plan !== undefined) {
    if (outcome.outcome === "planned") {
      const { account } = session;
      await savePlan(host, out, { account, patch: wanted.patch, outcome, plan });
    } else if (outcome.outcome === "unchanged") {
      await terminal.warn([
        {
          code: "no_plan_saved",
          message: `no plan was saved to "${out}": there is nothing to change`,
        },
      ]);
    }
  }
  await terminal.out(await resultText(invocation, { terminal, session }, outcome));
  if (error !== undefined) {
    await terminal.fail(masks ? maskFailure(error, outcome) : error);
    return error.exitCode;
  }
  const hasChanges = outcome.outcome === "planned" && outcome.changes.length > 0;
  return plannedExitCode(options.has("detailed-exitcode"), hasChanges);
}

/** On a terminal the plan is shown and the question asked; elsewhere nobody is there to say yes. */
async function confirm(
  { host, options }: Invocation,
  terminal: Terminal,
  planned: UpdateOutcome,
): Promise<Consent> {
  if (options.has("yes")) return "yes";
  if (!canAsk(host, options.has("no-input"))) return "no";
  await prepareMeasuring(planned);
  await terminal.err(changeTable(shownOutcome(host, options, planned), terminal.errStyle));
  const question = "This change needs a confirmation. Carry it out? [y/N] ";
  return (await isConfirmed(host, terminal, question)) ? "waited" : "no";
}
