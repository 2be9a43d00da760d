import type { UpdateOutcome } from "../domain/change.ts";
import { compact } from "../domain/compact.ts";
import { BillingError } from "../domain/errors.ts";
import { printJson } from "../domain/json.ts";
import { outcomeView } from "../render/change/views.ts";
import { noFile } from "../files/no-file.ts";
import type { CustomerRef } from "../update/connection.ts";
import { verifyBy } from "../update/write/check-success.ts";
import { journalRecorder } from "../update/journal-recorder.ts";
import type { Updated } from "../update/outcomes.ts";
import { type Consent, updateCustomer, type UpdateOptions } from "../update/update-customer.ts";
import { accountWords } from "./accounts/account-words.ts";
import type { SingleConnection } from "./accounts/open.ts";
import type { ChangeOptions } from "./args/options/change-options.ts";
import type { ConnectionOptions } from "./args/options/shared-options.ts";
import { canAsk, isConfirmed, isWatched } from "./confirm.ts";
import { locksOf } from "./customer-locks.ts";
import { plannedExitCode } from "./exit-code.ts";
import { journalOf } from "./journal.ts";
import type { Ports } from "./ports.ts";
import { announce } from "./show/announce.ts";
import { showOutcome } from "./show/show-outcome.ts";

/** What one command wants to have changed. */
interface Wanted extends Pick<UpdateOptions, "patch"> {
  /** The change that this one takes back. */
  readonly undoes?: string;
  /** What is said of a failure besides. */
  readonly told?: (error: BillingError) => BillingError | Promise<BillingError>;
}

/**
 * Carries out a patch as the options of the command line say, and shows the result. Update, edit, apply and undo differ
 * in where the patch comes from, and in nothing else.
 *
 * @returns the exit code
 */
export function performUpdate(
  ports: Pick<Ports, "host" | "terminal">,
  options: ChangeOptions & ConnectionOptions,
  connection: SingleConnection,
  {
    ref,
    expected,
    call,
    ...wanted
  }: Wanted & Pick<UpdateOptions, "expected" | "call"> & { readonly ref: CustomerRef },
): Promise<number> {
  return performWrite(ports, options, connection, wanted, (how) =>
    updateCustomer(connection, ref, { ...how, ...compact({ expected, call }) }),
  );
}

/**
 * The same for whatever is written to one customer.
 *
 * @param carryOut does it, as it is told to
 * @returns the exit code
 */
export async function performWrite(
  ports: Pick<Ports, "host" | "terminal">,
  options: ChangeOptions & ConnectionOptions,
  connection: SingleConnection,
  { undoes, told, ...wanted }: Wanted,
  carryOut: (how: UpdateOptions) => Promise<Updated>,
): Promise<number> {
  const { host, terminal } = ports;
  const { out } = options;
  checkOut(options);
  const progress = terminal.progress();
  connection.onWait((text) => progress.step(text));
  const recorder = options.noJournal
    ? undefined
    : journalRecorder(journalOf(ports, options), connection, undoes);
  let consent: Consent | undefined;
  let seen: string | undefined;
  const { outcome, error, plan } = await carryOut({
    ...wanted,
    dryRun: options.dryRun || options.asCurl === true,
    verify: verifyBy(options.verify, connection),
    force: options.force,
    ...compact({ locks: locksOf(ports, options, host.interrupted) }),
    ...compact({ confirmWhen: options.confirm }),
    confirm: async (planned, beforeAsking) => {
      progress.stop();
      consent = await confirm(ports, options, planned, beforeAsking);
      if (consent === "waited") seen = printJson(planned.changes);
      return consent;
    },
    uuid: () => host.uuid(),
    sleep: (milliseconds) => host.sleep(milliseconds),
    onStep: (text) => progress.step(text),
    onWrite: async (planned) => {
      connection.beginWrite({
        noun: planned.creates === true ? "creation" : "update",
        ...(options.noJournal ? {} : { resolve: resolving(options) }),
      });
      progress.stop();
      // Who was asked has seen it above the question.
      if (seen === undefined || seen !== printJson(planned.changes))
        await showBefore(ports, planned);
    },
    ...compact({ recorder, leaving: recorder?.leaving }),
  }).finally(() => progress.stop());

  if (out !== undefined && plan !== undefined) {
    if (outcome.outcome === "planned") {
      const { savePlan } = await import("./plan-file.ts");
      const { account, secrets } = connection;
      await savePlan(host, out, { account, secrets, patch: wanted.patch, outcome, plan });
    } else if (outcome.outcome === "unchanged") {
      await terminal.warn([
        {
          code: "no_plan_saved",
          message: `no plan was saved to "${out}": there is nothing to change`,
        },
      ]);
    }
  }
  // Who said no has just seen it all.
  const isSeen = consent === "no" && outcome.outcome === "declined" && !terminal.isForPrograms;
  if (!isSeen) await showOutcome(terminal, options, connection, outcome);
  if (error !== undefined) {
    return terminal.fail((await told?.(error)) ?? error, outcome);
  }
  const hasChanges = outcome.outcome === "planned" && outcome.changes.length > 0;
  return plannedExitCode(options.detailedExitcode, hasChanges);
}

/** The command that looks up what came of it. */
function resolving(options: ChangeOptions & ConnectionOptions): string {
  return ["billing history --resolve", ...accountWords(options)].join(" ");
}

/** @throws {BillingError} usage: a plan is to be saved where there is none, or in no file */
export function checkOut({ out, dryRun }: Pick<ChangeOptions, "out" | "dryRun">): void {
  if (out !== undefined && !dryRun) {
    throw BillingError.usage([
      { location: { name: "--out" }, message: "it saves the plan of a dry run: add --dry-run" },
    ]);
  }
  if (out === "-") throw BillingError.usage([noFile("out")]);
}

/** On a terminal the plan is shown and the question asked; elsewhere nobody is there to say yes. */
async function confirm(
  { host, terminal }: Pick<Ports, "host" | "terminal">,
  options: ChangeOptions,
  planned: UpdateOutcome,
  beforeAsking: () => Promise<void>,
): Promise<Consent> {
  if (options.yes) return "yes";
  if (!canAsk(host, options.noInput)) return "nobody";
  await beforeAsking();
  await terminal.preview(outcomeView, { outcome: planned, secretHeaders: [], ahead: "asked" });
  const question = "This change needs a confirmation. Carry it out? [y/N] ";
  return (await isConfirmed(host, terminal, question)) ? "waited" : "no";
}

/** Somebody at a terminal sees the whole change before it is sent, others at least where it goes. */
async function showBefore(
  { host, terminal }: Pick<Ports, "host" | "terminal">,
  planned: UpdateOutcome,
): Promise<void> {
  if (!isWatched({ host, terminal })) return announce(terminal, planned);
  await terminal.preview(outcomeView, { outcome: planned, secretHeaders: [], ahead: "sent" });
  await terminal.err("\n");
}
