import { externalIdField, fieldOf } from "../../../domain/fields.ts";
import { shellWord } from "../../../domain/text/shell-word.ts";
import { BillingError } from "../../../domain/errors.ts";
import { openConnection } from "../../accounts/open.ts";
import type { Handler } from "../../args/command.ts";
import { overlookedJson } from "../../args/overlooked.ts";
import { givenPatch } from "../../args/patch.ts";
import type { UpdateOptions } from "../../args/options/update-options.ts";
import { performUpdate } from "../../perform-update.ts";
import type { Ports } from "../../ports.ts";
import { refuseRunOptions } from "../../runs/options.ts";
import { checkId, namedCustomer, withSearchHint } from "./named-customer.ts";

export const handle: Handler<UpdateOptions> = async (options, ports) => {
  if (options.resume !== undefined) return (await import("./resume.ts")).handle(options, ports);
  if (options.from !== undefined) return (await import("./update-many.ts")).handle(options, ports);
  const { operands } = ports;
  const connection = await openConnection(ports, options);
  checkSingle(ports);
  const { provider } = connection;
  const ref = namedCustomer(provider, options.by, operands);
  const given = await givenPatch(ports, options, provider, ref);
  if (options.file !== "-" && options.metadataFile !== "-") {
    const remedy = "for a patch add --file -, for many rows --from -";
    await ports.terminal.warn(await overlookedJson(ports.host, remedy));
  }
  checkId(provider, ref, options);
  return performUpdate(ports, options, connection, {
    ref,
    ...given,
    told: (error) => withSearchHint(error, provider, ref, options),
  });
};

/** @throws {BillingError} usage: when nobody is named, or what is said is for many */
function checkSingle({ given, operands }: Ports): void {
  if (operands.length === 0) {
    const flag = fieldOf(externalIdField).flag ?? "";
    const own = given[flag];
    throw new BillingError("usage", "<id> is missing: the customer's id", {
      hint:
        typeof own === "string"
          ? `--${flag} gives the customer another one; to find it by that: billing customers update ${shellWord(own)} --by external-id`
          : "or name a file of many customers with --from",
    });
  }
  refuseRunOptions(given);
}
