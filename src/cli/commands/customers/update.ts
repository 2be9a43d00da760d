import { BillingError } from "../../../domain/errors.ts";
import type { Invocation, OptionSpec } from "../../args/command.ts";
import { givenPatch } from "../../args/patch.ts";
import { performUpdate } from "./perform-update.ts";
import { checkTarget, withSession } from "../../run-command.ts";
import { rowOptions, runOptions } from "../../args/run-options.ts";

/**
 * `customers update`, its words understood.
 *
 * @param specs its options
 */
export async function runUpdate(
  invocation: Invocation,
  specs: readonly OptionSpec[],
): Promise<number> {
  const { options } = invocation;
  if (options.given("resume")) {
    return (await import("./resume.ts")).runResume(invocation, specs);
  }
  if (options.given("from")) {
    return (await import("./update-many.ts")).runRows(invocation, specs);
  }
  return withSession(invocation, async ({ session, terminal, kind, reference }) => {
    checkSingle(invocation);
    const { provider } = session;
    const patch = await givenPatch(invocation.host, options, provider, { kind, reference });
    checkTarget(provider, kind, reference);
    return performUpdate(invocation, { session, terminal }, { kind, reference }, { patch });
  });
}

/** @throws BillingError `usage` when nobody is named, or what is said is for many */
function checkSingle({ options, operands }: Invocation): void {
  if (operands.length === 0) {
    throw new BillingError("usage", "<id> is missing: the customer's id", {
      hint: "or name a file of many customers with --from",
    });
  }
  const complaints = [...rowOptions, ...runOptions]
    .filter(({ long }) => options.given(long))
    .map(({ long }) => ({
      location: { name: `--${long}` },
      message: "it is for many customers: name them with --from",
    }));
  if (complaints.length > 0) throw BillingError.usage(complaints);
}
