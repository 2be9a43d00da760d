import { command } from "../../args/command.ts";
import { createOptions } from "../../args/options/create-options.ts";

export const customersCreate = command({
  operands: [],
  tooMany:
    "fields are given as options, such as --name {word}; several customers are made with --from",
  description:
    "Makes a customer: shows what it will hold, sends it, and compares what was stored. What the provider needs is checked " +
    "before anything is sent.\n" +
    "Where your own id is taken, nothing is made, unless --if-exists says what becomes of the customer that is there.\n" +
    "A creation that is not answered is never sent twice where the provider has no key for that: the customer is looked for, " +
    "and what cannot be established is said to be unknown (exit 8).\n" +
    "With --from a file of rows, many customers in a run, which goes on with customers update --resume and is taken back with billing undo.",
  options: createOptions,
  examples: [
    'billing customers create -p kirim --name "Toko Baru" --email toko@baru.example --emulator',
    "billing customers create -p flexprice --external-id acct-9 --name Nord --dry-run",
    "billing customers create -p commet -f customer.yaml --if-exists update",
    "billing customers create --from new.csv --dry-run",
  ],
  load: async () => (await import("./create.ts")).handle,
});
