import { open } from "node:fs/promises";
import { resolve } from "node:path";

import type { UpdateOutcome } from "../../../domain/change.ts";
import { BillingError, exitCodes } from "../../../domain/errors.ts";
import { terminal as stderrTerminal } from "../../../host/node-host.ts";
import { imagesOf } from "../../../plan/images.ts";
import type { Plan } from "../../../plan/plan.ts";
import type { ReferenceKind } from "../../../providers/wire/requests.ts";
import { changeTable } from "../../../render/change/table.ts";
import { maskFailure } from "../../../render/mask/mask.ts";
import { prepareMeasuring } from "../../../render/text/measure.ts";
import { createProgress } from "../../../render/text/spinner.ts";
import { accountSeal } from "../../../update/seal.ts";
import { journalRecorder } from "../../../update/journal-recorder.ts";
import { printSavedPlan } from "../../../update/saved-plan.ts";
import {
  type Consent,
  updateCustomer,
  type UpdateOptions,
} from "../../../update/update-customer.ts";
import { version } from "../../../version.ts";
import type { Invocation } from "../../args/command.ts";
import { journalOf } from "../../journal.ts";
import { masksFor, showOutcome, shownOutcome } from "../../result-text.ts";
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
  { kind, reference }: { readonly kind: ReferenceKind; readonly reference: string },
  wanted: Wanted,
): Promise<number> {
  const { host, options } = invocation;
  const out = options.text("out");
  if (out !== undefined && !options.has("dry-run")) {
    throw BillingError.usage([
      { location: { name: "--out" }, message: "it saves the plan of a dry run: add --dry-run" },
    ]);
  }
  const target = session.target(kind, reference);
  const { undoes, ...patch } = wanted;
  const progress = await createProgress({
    stream: stderrTerminal(),
    quiet: terminal.quiet || terminal.debug,
    term: host.env["TERM"],
  });
  session.onWait((text) => progress.step(text));
  const masks = terminal.machine === undefined && masksFor(host, options);
  const { outcome, error, plan } = await updateCustomer(target, {
    ...patch,
    dryRun: options.has("dry-run") || options.has("as-curl"),
    verify: !options.has("no-verify"),
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
      : { recorder: journalRecorder(journalOf(host, options), target, undoes) }),
  })
    .catch((refusal: unknown) => {
      throw masks && refusal instanceof BillingError ? maskFailure(refusal) : refusal;
    })
    .finally(() => progress.stop());

  if (out !== undefined && plan !== undefined) {
    if (outcome.outcome === "planned") {
      await savePlan(invocation, out, session, wanted, plan, outcome);
    } else if (outcome.outcome === "unchanged") {
      await terminal.warn([
        {
          code: "no_plan_saved",
          message: `no plan was saved to "${out}": there is nothing to change`,
        },
      ]);
    }
  }
  await showOutcome(invocation, { terminal, session }, outcome);
  if (error !== undefined) {
    await terminal.fail(masks ? maskFailure(error, outcome) : error);
    return error.exitCode;
  }
  return outcome.outcome === "planned" &&
    outcome.changes.length > 0 &&
    options.has("detailed-exitcode")
    ? exitCodes.changes
    : 0;
}

async function savePlan(
  { host }: Invocation,
  out: string,
  { account }: Session,
  { patch }: Wanted,
  { before, touched }: Plan,
  outcome: UpdateOutcome,
): Promise<void> {
  const text = printSavedPlan({
    account,
    outcome,
    patch,
    images: imagesOf(before, touched),
    tool: version,
    now: host.now(),
    seal: accountSeal(account),
    form: "file",
  });
  try {
    const file = await open(resolve(host.cwd, out), "w", 0o600);
    try {
      // The mode above is for a new file only.
      await file.chmod(0o600);
      await file.writeFile(text);
    } finally {
      await file.close();
    }
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new BillingError("usage", `the plan cannot be saved to "${out}" (${code})`, { cause });
  }
}

/** On a terminal the plan is shown and the question asked; elsewhere nobody is there to say yes. */
async function confirm(
  { host, options }: Invocation,
  terminal: Terminal,
  planned: UpdateOutcome,
): Promise<Consent> {
  if (options.has("yes")) return "yes";
  if (options.has("no-input") || !host.stdin.isTTY || !host.stderr.isTTY) return "no";
  await prepareMeasuring(planned);
  await terminal.err(changeTable(shownOutcome(host, options, planned), terminal.errStyle));
  await terminal.err("This change needs a confirmation. Carry it out? [y/N] ");
  const answer = await host.stdin.readLine(host.interrupted);
  if (answer === undefined) await terminal.err("\n");
  return /^y(?:es)?$/iu.test(answer?.trim() ?? "") ? "waited" : "no";
}
