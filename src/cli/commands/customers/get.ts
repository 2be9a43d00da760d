import { customerView } from "../../../render/change/customer-view.ts";
import { printMachine } from "../../../render/machine/machine.ts";
import { prepareMeasuring } from "../../../render/text/measure.ts";
import { customerDocument } from "../../../update/customer-document.ts";
import { titleOf } from "../../../update/outcomes.ts";
import { readCustomer, subjectOf } from "../../../update/read-customer.ts";
import { openConnection } from "../../accounts/open.ts";
import type { Handler } from "../../args/command.ts";
import { checkId } from "./check-id.ts";
import type { GetOptions } from "./get.command.ts";

export const handle: Handler<GetOptions> = async (options, ports) => {
  const { terminal, operands } = ports;
  const { by: kind } = options;
  const [reference = ""] = operands;
  const connection = await openConnection(ports, options);
  const { provider } = connection;
  checkId(provider, kind, reference);
  const target = { ...connection, kind, reference };
  const progress = await terminal.progress();
  progress.step(`reading ${subjectOf(target)} at ${provider.title}`);
  const read = await readCustomer(target).finally(() => progress.stop());
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
};
