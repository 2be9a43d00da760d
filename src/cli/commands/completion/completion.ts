import { BillingError } from "../../../domain/errors.ts";
import type { Handler } from "../../args/command.ts";
import { shells } from "./completion.command.ts";
import { scripts } from "./scripts.ts";

export const handle: Handler<object> = async (_options, { terminal, operands: [name] }) => {
  const shell = shells.find((one) => one === name);
  if (shell === undefined) {
    throw BillingError.usage([
      {
        location: { name: "<shell>" },
        message: `there is no completion for "${name}"`,
        hint: `one of ${shells.join(", ")}`,
      },
    ]);
  }
  await terminal.out(scripts[shell]);
  return 0;
};
