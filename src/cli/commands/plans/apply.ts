import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

import { BillingError } from "../../../domain/errors.ts";
import { changeIds } from "../../../journal/change-id.ts";
import { accountSeal } from "../../../update/seal.ts";
import { openSavedPlan, parseSavedPlan } from "../../../update/saved-plan.ts";
import { openConnection } from "../../accounts/open.ts";
import type { Handler } from "../../args/command.ts";
import { checkPlace, plansIn } from "../../many-works.ts";
import { flagsOf } from "../../args/option.ts";
import { updateOptions } from "../../args/update-options.ts";
import { performUpdate } from "../../perform-update.ts";
import type { Ports } from "../../ports.ts";
import { reporting } from "../../run-command.ts";
import { invocationOf } from "../../run-record.ts";
import type { ApplyOptions } from "./apply.command.ts";
import { firstLineOf, openedInput } from "../../args/input-files.ts";
import { runMany } from "../../run-many.ts";

interface Named {
  readonly path: string;
  /** As given. */
  readonly name: string;
}

export const handle: Handler<ApplyOptions> = async (options, ports) => {
  const { host, operands } = ports;
  const [name = ""] = operands;
  const path = resolve(host.cwd, name);
  // A plan in a file of its own is laid out over several lines.
  if (isWholePlan(await firstLineOf(path))) return applyMany(ports, { path, name });

  const file = parseSavedPlan(await readPlan({ path, name }), name);
  checkPlace(file, name, invocationOf(ports).options);
  const connection = await openConnection(ports, options, options.provider ?? file.provider);
  const { provider, account } = connection;
  const plan = openSavedPlan(file, name, provider, account, accountSeal(account));
  return performUpdate(ports, options, connection, {
    kind: "id",
    reference: plan.id,
    patch: plan.patch,
    expected: { images: plan.images, since: `your plan of ${plan.createdAt}` },
  });
};

function applyMany(ports: Ports, { path, name }: Named): Promise<number> {
  const invocation = invocationOf(ports);
  return reporting(invocation, async ({ terminal, sessions: open }) => {
    const { host, options } = invocation;
    const input = await openedInput("<plan>", path, name);
    const sessions = open();
    const work = await plansIn(input, options, sessions);
    const run = changeIds(() => host.now())();
    const specs = flagsOf(updateOptions);
    return runMany({ invocation, specs, terminal, sessions, run }, work);
  });
}

function isWholePlan(line: string): boolean {
  try {
    return typeof JSON.parse(line) === "object";
  } catch {
    return false;
  }
}

async function readPlan({ path, name }: Named): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new BillingError("usage", `the plan "${name}" cannot be read (${code})`, {
      cause: error,
    });
  }
}
