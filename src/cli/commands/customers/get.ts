import { terminal as stderrTerminal } from "../../../host/node-host.ts";
import { customerView } from "../../../render/change/views.ts";
import { createProgress } from "../../../render/text/spinner.ts";
import { customerDocument } from "../../../update/customer-document.ts";
import { readCustomer, subjectOf } from "../../../update/read-customer.ts";
import { titleOf } from "../../../update/outcomes.ts";
import type { Invocation } from "../../args/command.ts";
import { show } from "../../result-text.ts";
import { checkTarget, withSession } from "../../run-command.ts";

/** `customers get`, its words understood. */
export function runGet(invocation: Invocation): Promise<number> {
  return withSession(invocation, async ({ session, terminal, kind, reference }) => {
    const { provider } = session;
    checkTarget(provider, kind, reference);
    const target = session.target(kind, reference);
    const progress = await createProgress({
      stream: stderrTerminal(),
      quiet: terminal.quiet || terminal.debug,
      term: invocation.host.env["TERM"],
    });
    progress.step(`reading ${subjectOf(target)} at ${provider.title}`);
    const read = await readCustomer(target).finally(() => progress.stop());
    await show(invocation, terminal, customerView, {
      provider: provider.id,
      id: read.id,
      title: titleOf(read.customer),
      customer: read.customer,
      document: customerDocument(provider, read),
    });
    return 0;
  });
}
