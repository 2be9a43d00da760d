import { command } from "../../args/command.ts";
import { updateOptions } from "../../args/options/update-options.ts";

export const customersUpdate = command({
  operands: [
    { name: "id", required: false, help: "the customer's id; with --by external-id, your own" },
  ],
  tooMany: "several customers are changed with --from: a file with a row for each, or - for stdin",
  description:
    "Reads the customer, shows what would change, writes only that, and compares what was stored.\n" +
    "A change that destroys something is confirmed first: on a terminal by a question, elsewhere with --yes.\n" +
    "No provider offers a version check: reading right before the write narrows the window in which another's change is overwritten; it cannot close it.\n" +
    "With --from a file of rows, many customers: all rows are checked before one is sent, each provider is kept to its rate, " +
    "and the run is recorded, so that it can be resumed with --resume and taken back with billing undo. See: billing help rows",
  options: updateOptions,
  examples: [
    'billing customers update cus_7Qm2rT -p commet --name "Ana Lima" --emulator',
    "billing customers update 65f0c1a2b3d4e5f60718293a -p vayu --city Hamburg --dry-run",
    "billing customers update acct-7781 -p maple --by external-id --metadata tier=gold",
    "jq '{name, email}' crm.json | billing customers update cus_7Qm2rT -p commet -f - -o json",
    "billing customers update --from customers.csv -p commet --dry-run",
    "billing customers update --resume",
  ],
  load: async () => (await import("./update.ts")).handle,
});
