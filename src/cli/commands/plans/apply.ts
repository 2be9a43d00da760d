import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

import { BillingError } from "../../../domain/errors.ts";
import { changeIds } from "../../../journal/change-id.ts";
import { accountSeal } from "../../../update/seal.ts";
import { openSavedPlan, parseSavedPlan } from "../../../update/saved-plan.ts";
import type { Invocation, OptionSpec } from "../../args/command.ts";
import { performRun } from "../../runs/perform-run.ts";
import { checkPlanLocation, plansIn } from "../../runs/sources.ts";
import { performUpdate } from "../customers/perform-update.ts";
import { type Reporting, reporting } from "../../run-command.ts";
import { firstLineOf, openedInput } from "../../args/input-files.ts";

/**
 * `apply`, its words understood.
 *
 * @param specs its options
 */
export function runApply(invocation: Invocation, specs: readonly OptionSpec[]): Promise<number> {
  return reporting(invocation, async (at) => {
    const { host, operands } = invocation;
    const name = operands[0] ?? "";
    const path = resolve(host.cwd, name);
    // A plan in a file of its own is laid out over several lines.
    return isWholePlan(await firstLineOf(path))
      ? applyMany(invocation, specs, at, { path, name })
      : applyOne(invocation, at, { path, name });
  });
}

interface Named {
  readonly path: string;
  readonly name: string;
}

async function applyOne(
  invocation: Invocation,
  { terminal, open }: Reporting,
  { path, name }: Named,
): Promise<number> {
  const { options } = invocation;
  const file = parseSavedPlan(await readPlan(path, name), name);
  checkPlanLocation(file, name, options.has("emulator"));
  const session = await open(options.text("provider") ?? file.provider);
  const { provider, account } = session;
  const plan = openSavedPlan(file, name, provider, account, accountSeal(account));
  return performUpdate(
    invocation,
    { session, terminal },
    { kind: "id", reference: plan.id },
    {
      patch: plan.patch,
      expected: { images: plan.images, since: `your plan of ${plan.createdAt}` },
    },
  );
}

async function applyMany(
  invocation: Invocation,
  specs: readonly OptionSpec[],
  { terminal, sessions: open }: Reporting,
  { path, name }: Named,
): Promise<number> {
  const { host, options } = invocation;
  const input = await openedInput("<plan>", path, name);
  const accounts = open();
  const source = await plansIn(input, accounts, options.has("emulator"));
  const run = changeIds(() => host.now())();
  return performRun({ invocation, specs, terminal, accounts, run }, source);
}

function isWholePlan(line: string): boolean {
  try {
    return typeof JSON.parse(line) === "object";
  } catch {
    return false;
  }
}

async function readPlan(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new BillingError("usage", `the plan "${name}" cannot be read (${code})`, {
      cause: error,
    });
  }
}
