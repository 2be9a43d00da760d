import { BillingError } from "../../../domain/errors.ts";
import { didYouMean } from "../../../domain/text/nearest.ts";
import { columnsOf } from "../../../render/text/text-columns.ts";
import type { Handler } from "../../args/command.ts";
import { schemaNamed, schemaNames, schemaTitle } from "../../schemas.ts";
import { widthOf } from "../../show/width.ts";

export const handle: Handler<object> = async (_options, { host, terminal, operands: [name] }) => {
  const known = schemaNames.find((one) => one === name);
  if (name !== undefined && known === undefined) {
    throw BillingError.usage([
      {
        location: { name: "<name>" },
        message: `there is no schema "${name}"${didYouMean(name, schemaNames)}`,
        hint: `one of ${schemaNames.join(", ")}`,
      },
    ]);
  }
  await terminal.out(
    known === undefined
      ? columnsOf(
          [["NAME", "OF"], ...schemaNames.map((one) => [one, schemaTitle(one)])],
          widthOf(host.stdout, host.env),
        )
      : schemaText(schemaNamed(known)),
  );
  return 0;
};

export const handleConfig: Handler<object> = async (_options, { terminal }) => {
  await terminal.out(schemaText(schemaNamed("config")));
  return 0;
};

const schemaText = (schema: object) => `${JSON.stringify(schema, undefined, 2)}\n`;
