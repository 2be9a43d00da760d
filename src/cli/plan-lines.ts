/** The plans of a dry run over many rows, one a line, for `billing apply`. */
import { resolve } from "node:path";

import { BillingError } from "../domain/errors.ts";
import { isSystemError, reasonOf } from "../files/system-error.ts";
import { createTextFile } from "../files/text-file.ts";
import { imagesOf } from "../plan/images.ts";
import { type AccountSeal, accountSeal } from "../update/seal.ts";
import { printSavedPlan } from "../update/saved-plan.ts";
import { version } from "../version.ts";
import type { Invocation } from "./args/command.ts";
import type { Means } from "./run-means.ts";

export interface PlanLines {
  readonly onPlanned: NonNullable<Means["onPlanned"]>;
  close(): Promise<void>;
}

/**
 * @param out the file, as the user named it
 * @throws BillingError `usage` when it cannot be written
 */
export async function openPlanLines({ host }: Invocation, out: string): Promise<PlanLines> {
  const seals = new Map<string, AccountSeal>();
  const told = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw new BillingError("usage", `the plans cannot be saved to "${out}": ${reasonOf(error)}`, {
        cause: error,
      });
    }
  };
  const file = await told(createTextFile(resolve(host.cwd, out)));
  return {
    async onPlanned({ patch }, { account }, { outcome, plan }) {
      if (plan === undefined) return;
      const seal = seals.get(account.provider) ?? accountSeal(account);
      seals.set(account.provider, seal);
      const text = printSavedPlan({
        account,
        outcome,
        patch,
        images: imagesOf(plan.before, plan.touched),
        tool: version,
        now: host.now(),
        seal,
        form: "line",
      });
      await told(file.write(text));
    },
    close: () => told(file.close()),
  };
}
