/** Plans of a dry run in a file, for `billing apply`. */
import { resolve } from "node:path";

import type { Account } from "../domain/settings.ts";
import { compact } from "../domain/compact.ts";
import { BillingError } from "../domain/errors.ts";
import type { CustomerPatch } from "../domain/patch.ts";
import type { Secrets } from "../domain/text/secrets.ts";
import { isSystemError, reasonOf, writeRemedyOf } from "../files/system-error.ts";
import { openOutput } from "../files/open-output.ts";
import { createTextFile } from "../files/text-file.ts";
import type { Host } from "../host/host.ts";
import { imagesOf } from "../plan/images.ts";
import type { Updated } from "../update/outcomes.ts";
import { isProviderId, providers } from "../providers/registry.ts";
import { identityOf } from "../update/known-account.ts";
import { printSavedPlan } from "../update/saved/saved-plan.ts";
import { type AccountSeal, accountSeal } from "../update/saved/seal.ts";
import { version } from "../version.ts";

type At = Pick<Host, "cwd" | "now">;

/** A patch and what it would do. */
interface Planned extends Required<Pick<Updated, "outcome" | "plan">> {
  readonly account: Account;
  readonly secrets: Secrets;
  readonly patch: CustomerPatch;
}

function planText(
  { now }: At,
  { account, secrets, patch, outcome, plan }: Planned,
  seal: AccountSeal,
  form: "file" | "line",
): string {
  const images = imagesOf(plan.before, plan.touched);
  return printSavedPlan({
    account,
    secrets,
    identity: isProviderId(account.provider)
      ? identityOf(providers[account.provider], outcome.before)
      : undefined,
    outcome,
    patch,
    images,
    tool: version,
    now: now(),
    seal,
    form,
  });
}

/**
 * Saves one plan.
 *
 * @param out the file, as the user named it
 * @throws {BillingError} usage: it cannot be written, or would hold a credential
 */
export async function savePlan(at: At, out: string, planned: Planned): Promise<void> {
  const text = planText(at, planned, accountSeal(planned.account), "file");
  try {
    await using file = await openOutput(resolve(at.cwd, out));
    // One that was there may have been open to others; what is no file keeps its rights.
    if ((await file.stat()).isFile()) await file.chmod(0o600);
    await file.writeFile(text);
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    const message = `the plan cannot be saved to "${out}": ${reasonOf(cause)}`;
    throw new BillingError("usage", message, {
      ...compact({ hint: writeRemedyOf(cause) }),
      cause,
    });
  }
}

export interface PlanLines {
  write(planned: Planned): Promise<void>;
  close(): Promise<void>;
}

/**
 * A file of many plans, one a line.
 *
 * @param out the file, as the user named it
 * @throws {BillingError} usage: it cannot be written
 */
export async function openPlanLines(at: At, out: string): Promise<PlanLines> {
  const seals = new Map<string, AccountSeal>();
  const written = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (cause) {
      if (!isSystemError(cause)) throw cause;
      const message = `the plans cannot be saved to "${out}": ${reasonOf(cause)}`;
      throw new BillingError("usage", message, {
        ...compact({ hint: writeRemedyOf(cause) }),
        cause,
      });
    }
  };
  const file = await written(createTextFile(resolve(at.cwd, out)));
  return {
    async write(planned) {
      const { account } = planned;
      const seal = seals.get(account.provider) ?? accountSeal(account);
      seals.set(account.provider, seal);
      await written(file.write(planText(at, planned, seal, "line")));
    },
    close: () => written(file.close()),
  };
}
