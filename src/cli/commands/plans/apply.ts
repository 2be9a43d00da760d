import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

import { BillingError } from "../../../domain/errors.ts";
import { changeIds } from "../../../journal/change-id.ts";
import { accountSeal } from "../../../update/seal.ts";
import { openSavedPlan, parseSavedPlan } from "../../../update/open-plan.ts";
import type { Invocation, OptionSpec } from "../../args/command.ts";
import { checkPlace, plansIn } from "../../many-works.ts";
import { performUpdate } from "../customers/perform-update.ts";
import { type Reporting, reporting } from "../../run-command.ts";
import { firstLineOf, openedInput } from "../../args/input-files.ts";
import { runMany } from "../../run-many.ts";

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
  checkPlace(file, name, options);
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
  const sessions = open();
  const work = await plansIn(input, options, sessions);
  const run = changeIds(() => host.now())();
  return runMany({ invocation, specs, terminal, sessions, run }, work);
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
