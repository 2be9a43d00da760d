import { customerView } from "../../../render/customers/views.ts";
import { customerDocument } from "../../../update/input/customer-document.ts";
import { knownAccount } from "../../../update/known-account.ts";
import { titleOf } from "../../../update/outcomes.ts";
import { secretWarning } from "../../../update/read-customer.ts";
import { openConnection } from "../../accounts/open.ts";
import type { Handler } from "../../args/command.ts";
import { chosenCustomerFields } from "../../args/fields.ts";
import { checkId, namedCustomer, readNamed } from "./named-customer.ts";
import type { GetOptions } from "./get.command.ts";

export const handle: Handler<GetOptions> = async (options, ports) => {
  const { terminal, operands } = ports;
  const connection = await openConnection(ports, options);
  const { provider, secrets } = connection;
  const ref = namedCustomer(provider, options.by, operands);
  checkId(provider, ref, options);
  const fields = chosenCustomerFields(options, [provider]);
  const read = await readNamed(terminal, options, connection, ref);
  await terminal.warn(secretWarning(provider, secrets, read.native));
  await terminal.show(customerView(fields), {
    provider: provider.id,
    id: read.id,
    title: titleOf(read.customer),
    customer: read.customer,
    account: knownAccount(provider, connection.account, read.customer),
    document: customerDocument(connection, read),
  });
  return 0;
};
