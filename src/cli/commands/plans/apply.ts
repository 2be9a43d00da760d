import { compact } from "../../../domain/compact.ts";
import type { SavedPlanFile } from "../../../domain/documents/saved-plan.ts";
import { changeIds } from "../../../journal/change-id.ts";
import { accountSeal } from "../../../update/saved/seal.ts";
import {
  checkMode,
  isSealedBy,
  openSavedPlan,
  parseSavedPlan,
} from "../../../update/saved/open-plan.ts";
import { openConnection } from "../../accounts/open.ts";
import { runAccounts } from "../../accounts/run-accounts.ts";
import type { Handler } from "../../args/command.ts";
import { outcomeView } from "../../../render/change/views.ts";
import { canAsk, isConfirmed } from "../../confirm.ts";
import { performUpdate } from "../../perform-update.ts";
import type { Ports } from "../../ports.ts";
import { performRun } from "../../runs/perform-run.ts";
import { checkPlanLocation, plansIn } from "../../../bulk/sources/recorded-sources.ts";
import type { ApplyOptions } from "./apply.command.ts";
import { openedInput } from "../../../bulk/sources/input-file.ts";
import { rereadable } from "../../../bulk/sources/spool.ts";
import { inputsOf } from "../../args/input-files.ts";
import { copyPlace } from "../../runs/copy-place.ts";
import { holdsPlanPerLine, readPlan } from "../../../bulk/sources/plan-file.ts";

interface Named {
  readonly path: string;
  /** As given. */
  readonly name: string;
}

export const handle: Handler<ApplyOptions> = async (options, ports) => {
  const { host, operands } = ports;
  const [named = ""] = operands;
  const run = changeIds(() => host.now())();
  const place = copyPlace(host, options, run);
  const { forget, ...file } = await rereadable(inputsOf(ports), "<plan>", named, place);
  try {
    return await applyFrom(ports, options, file, run);
  } finally {
    // What was kept of the input is of no use without a run.
    await forget();
  }
};

async function applyFrom(
  ports: Ports,
  options: ApplyOptions,
  { path, name }: Named,
  run: string,
): Promise<number> {
  if (await holdsPlanPerLine(path)) return applyMany(ports, options, { path, name }, run);
  const file = parseSavedPlan(await readPlan(path, name), name);
  checkPlanLocation(file, name, options.emulator);
  const connection = await openConnection(ports, options, options.provider ?? file.provider);
  const { provider, account } = connection;
  const seal = accountSeal(account);
  const isSealed = isSealedBy(file, seal);
  if (!isSealed) checkMode(file, name, provider, account);
  const trusts = isSealed || options.trustPlan || (await isTrusted(ports, options, file));
  const plan = openSavedPlan(file, name, provider, account, seal, trusts);
  return performUpdate(ports, options, connection, {
    ref: { kind: "id", reference: plan.id },
    patch: plan.patch,
    expected: {
      images: plan.images,
      since: `your plan of ${plan.createdAt}`,
      ...compact({ identity: plan.identity }),
    },
  });
}

/** Shows what the plan says it changes; on a terminal it is asked whether that is wanted. */
async function isTrusted(
  { host, terminal }: Ports,
  { noInput }: ApplyOptions,
  file: SavedPlanFile,
): Promise<boolean> {
  if (terminal.isForPrograms) return false;
  const { provider, account, changes, customer } = file;
  await terminal.preview(outcomeView, {
    outcome: {
      id: customer.id,
      title: customer.name,
      provider,
      account: account.known,
      changes,
      outcome: "planned",
      unchanged: [],
      before: {},
      after: {},
      warnings: [],
      verified: false,
    },
    secretHeaders: [],
  });
  if (!canAsk(host, noInput)) return false;
  const question =
    "This plan was made with another key, so its seal cannot be checked. Carry out what you see here? [y/N] ";
  return isConfirmed(host, terminal, question);
}

async function applyMany(
  ports: Ports,
  options: ApplyOptions,
  { path, name }: Named,
  run: string,
): Promise<number> {
  const input = await openedInput("<plan>", path, name, { signal: ports.host.interrupted });
  const accounts = runAccounts(ports, options);
  const source = await plansIn(input, accounts, {
    isEmulated: options.emulator,
    trusts: options.trustPlan,
  });
  return performRun(ports, options, { accounts, run }, source);
}
