import { terminal as stderrTerminal } from "../../../host/node-host.ts";
import { customerView } from "../../../render/change/customer-view.ts";
import { printMachine } from "../../../render/machine/machine.ts";
import { prepareMeasuring } from "../../../render/text/measure.ts";
import { createProgress } from "../../../render/text/spinner.ts";
import { customerDocument } from "../../../update/customer-document.ts";
import { describeRef } from "../../../update/connection.ts";
import { readCustomer } from "../../../update/read-customer.ts";
import { titleOf } from "../../../update/outcomes.ts";
import type { Invocation } from "../../args/command.ts";
import { checkTarget, withSession } from "../../run-command.ts";

/** `customers get`, its words understood. */
export function runGet(invocation: Invocation): Promise<number> {
  return withSession(invocation, async ({ session, terminal, kind, reference }) => {
    const { provider } = session;
    checkTarget(provider, kind, reference);
    const ref = { kind, reference };
    const progress = await createProgress({
      stream: stderrTerminal(),
      quiet: terminal.quiet || terminal.debug,
      term: invocation.host.env["TERM"],
    });
    progress.step(`reading ${describeRef(ref)} at ${provider.title}`);
    const read = await readCustomer(session, ref).finally(() => progress.stop());
    await prepareMeasuring(read.customer);
    await terminal.out(
      terminal.machine === undefined
        ? customerView(
            {
              provider: provider.id,
              id: read.id,
              title: titleOf(read.customer),
              customer: read.customer,
            },
            terminal.outStyle,
          )
        : await printMachine(customerDocument(provider, read), terminal.machine),
    );
    return 0;
  });
}
