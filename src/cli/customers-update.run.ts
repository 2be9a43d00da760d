import type { Invocation } from "./command.ts";
import { givenPatch } from "./given-patch.ts";
import { performUpdate } from "./perform-update.ts";
import { checkTarget, withSession } from "./run-command.ts";

/** `customers update`, its words understood. */
export function runUpdate(invocation: Invocation): Promise<number> {
  return withSession(invocation, async ({ session, terminal, kind, reference }) => {
    const { provider } = session;
    const patch = await givenPatch(invocation.host, invocation.options, {
      provider,
      kind,
      reference,
    });
    checkTarget(provider, kind, reference);
    return performUpdate(invocation, { session, terminal }, { kind, reference }, { patch });
  });
}
