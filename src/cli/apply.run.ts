import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

import { BillingError } from "../domain/errors.ts";
import { openSavedPlan, parseSavedPlan } from "../update/saved-plan.ts";
import type { Invocation } from "./command.ts";
import { performUpdate } from "./perform-update.ts";
import { reporting } from "./run-command.ts";

/** `apply`, its words understood. */
export function runApply(invocation: Invocation): Promise<number> {
  return reporting(invocation, async ({ terminal, open }) => {
    const { host, options, operands } = invocation;
    const name = operands[0] ?? "";
    const file = parseSavedPlan(await readPlan(resolve(host.cwd, name), name), name);
    if (file.baseUrl === "emulator" && !options.has("emulator")) {
      throw new BillingError("usage", `${name}: the plan was made on the emulator`, {
        hint: "add --emulator",
      });
    }
    const session = await open(options.text("provider") ?? file.provider);
    const plan = openSavedPlan(file, name, session.provider, session.account);
    return performUpdate(
      invocation,
      { session, terminal },
      { kind: "id", reference: plan.id },
      {
        patch: plan.patch,
        expected: { images: plan.images, since: `your plan of ${plan.createdAt}` },
      },
    );
  });
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
