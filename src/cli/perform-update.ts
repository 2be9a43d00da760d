import { open } from "node:fs/promises";
import { resolve } from "node:path";

import type { UpdateOutcome } from "../domain/change.ts";
import { BillingError, exitCodes } from "../domain/errors.ts";
import type { Host } from "../host/host.ts";
import { imagesOf } from "../plan/images.ts";
import type { Plan } from "../plan/plan.ts";
import type { ReferenceKind } from "../providers/wire/requests.ts";
import { changeTable } from "../render/change/table.ts";
import { maskFailure } from "../render/mask/mask.ts";
import { prepareMeasuring } from "../render/text/measure.ts";
import { accountSeal } from "../update/seal.ts";
import { journalRecorder } from "../update/journal-recorder.ts";
import { printSavedPlan } from "../update/saved-plan.ts";
import { type Consent, updateCustomer, type UpdateOptions } from "../update/update-customer.ts";
import { version } from "../version.ts";
import type { Connection, SingleConnection } from "./accounts/open.ts";
import type { ChangeOptions } from "./args/change-options.ts";
import type { ConnectionOptions } from "./args/shared-options.ts";
import { journalOf } from "./journal.ts";
import type { Ports } from "./ports.ts";
import { masksFor, resultText, shownOutcome } from "./result-text.ts";

/** What one command wants to have changed. */
interface Wanted extends Pick<UpdateOptions, "patch" | "expected"> {
  readonly kind: ReferenceKind;
  readonly reference: string;
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
  ports: Pick<Ports, "host" | "terminal">,
  options: ChangeOptions & ConnectionOptions,
  connection: SingleConnection,
  wanted: Wanted,
): Promise<number> {
  const { host, terminal } = ports;
  const { out } = options;
  if (out !== undefined && !options.dryRun) {
    throw BillingError.usage([
      { location: { name: "--out" }, message: "it saves the plan of a dry run: add --dry-run" },
    ]);
  }
  const { kind, reference, undoes, ...patch } = wanted;
  const target = { ...connection, kind, reference };
  const progress = await terminal.progress();
  connection.onWait((text) => progress.step(text));
  const masks = terminal.machine === undefined && masksFor(host, options);
  const { outcome, error, plan } = await updateCustomer(target, {
    ...patch,
    dryRun: options.dryRun || options.asCurl === true,
    verify: !options.noVerify,
    force: options.force,
    confirm: async (planned) => {
      progress.stop();
      return confirm(ports, options, planned);
    },
    uuid: () => host.uuid(),
    sleep: (milliseconds) => host.sleep(milliseconds),
    onStep: (text) => progress.step(text),
    onWrite: () => connection.beginWrite(),
    ...(options.noJournal
      ? {}
      : { recorder: journalRecorder(journalOf(host, options), target, undoes) }),
  })
    .catch((refusal: unknown) => {
      throw masks && refusal instanceof BillingError ? maskFailure(refusal) : refusal;
    })
    .finally(() => progress.stop());

  if (out !== undefined && plan !== undefined) {
    if (outcome.outcome === "planned") {
      await savePlan(host, out, connection, wanted, plan, outcome);
    } else if (outcome.outcome === "unchanged") {
      await terminal.warn([
        {
          code: "no_plan_saved",
          message: `no plan was saved to "${out}": there is nothing to change`,
        },
      ]);
    }
  }
  await terminal.out(await resultText(ports, options, connection, outcome));
  if (error !== undefined) {
    await terminal.fail(masks ? maskFailure(error, outcome) : error);
    return error.exitCode;
  }
  return outcome.outcome === "planned" && outcome.changes.length > 0 && options.detailedExitcode
    ? exitCodes.changes
    : 0;
}

async function savePlan(
  host: Host,
  out: string,
  { account }: Connection,
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
  { host, terminal }: Pick<Ports, "host" | "terminal">,
  options: ChangeOptions,
  planned: UpdateOutcome,
): Promise<Consent> {
  if (options.yes) return "yes";
  if (options.noInput || !host.stdin.isTTY || !host.stderr.isTTY) return "no";
  await prepareMeasuring(planned);
  await terminal.err(changeTable(shownOutcome(host, options, planned), terminal.errStyle));
  await terminal.err("This change needs a confirmation. Carry it out? [y/N] ");
  const answer = await host.stdin.readLine(host.interrupted);
  if (answer === undefined) await terminal.err("\n");
  return /^y(?:es)?$/iu.test(answer?.trim() ?? "") ? "waited" : "no";
}
