import { openConnection } from "../../accounts/open.ts";
import type { Handler } from "../../args/command.ts";
import { canAsk } from "../../confirm.ts";
import { editCustomer } from "../../editor/edit-customer.ts";
import { editorOf } from "../../editor/editor-command.ts";
import { checkOutputFiles } from "../../output-files.ts";
import { checkOut } from "../../perform-update.ts";
import { checkId, namedCustomer, readNamed } from "./named-customer.ts";
import type { EditOptions } from "./edit.command.ts";

export const handle: Handler<EditOptions> = async (options, ports) => {
  const { host, terminal, operands } = ports;
  // Whatever can be wrong without the customer is told before anybody types.
  const editor = editorOf(host, canAsk(host, false));
  checkOut(options);
  await checkOutputFiles(host, options);
  const connection = await openConnection(ports, options);
  const { provider } = connection;
  const ref = namedCustomer(provider, options.by, operands);
  checkId(provider, ref, options);
  const read = await readNamed(terminal, options, connection, ref);
  return editCustomer(ports, options, connection, { editor, read });
};
