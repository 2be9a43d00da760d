import { BillingError } from "../../../domain/errors.ts";
import { fieldNames } from "../../../domain/fields.ts";
import { didYouMean } from "../../../domain/text/nearest.ts";
import type { Provider } from "../../../providers/contract.ts";
import { mappingOf } from "../../../providers/wire/record.ts";
import { allProviders, isProviderId, providerIds, providers } from "../../../providers/registry.ts";
import { supportOf } from "../../../providers/support.ts";
import { printMachine } from "../../../render/machine/machine.ts";
import { columnsOf } from "../../../render/text/text-columns.ts";
import type { CommandSpec } from "../../args/command.ts";
import { terminalFor } from "../../run-command.ts";
import { formatOption, machineFormats, outputOptions } from "../../args/shared-options.ts";

export const providersCommand: CommandSpec = {
  operands: [{ name: "name", required: false, help: "one provider, with limits and notes" }],
  options: [
    formatOption(["table", ...machineFormats]),
    ...outputOptions.filter(({ long }) => long !== "debug"),
  ],
  examples: ["billing providers", "billing providers maple", "billing providers -o json"],
  run: async (invocation) => {
    const terminal = terminalFor(invocation);
    const [name] = invocation.operands;
    if (name !== undefined && !isProviderId(name)) {
      const error = BillingError.usage([
        {
          location: { name: "<name>" },
          message: `there is no provider "${name}"${didYouMean(name, providerIds)}`,
          hint: `one of ${providerIds.join(", ")}`,
        },
      ]);
      await terminal.fail(error);
      return error.exitCode;
    }
    const chosen: readonly Provider[] = name === undefined ? allProviders : [providers[name]];
    const [one] = chosen;
    await terminal.out(
      terminal.machine !== undefined
        ? await printMachine({ providers: chosen.map(providerDocument) }, terminal.machine)
        : name === undefined || one === undefined
          ? overviewText()
          : providerText(one),
    );
    return 0;
  },
};

function providerDocument(provider: Provider) {
  const { id, title, baseUrl, documents, verify } = provider;
  return { provider: id, title, baseUrl, documents, verify, fields: supportOf(provider) };
}

/** Every field, and what each provider calls it. */
export function overviewText(): string {
  const rows = fieldNames.map((field) => [
    field,
    ...allProviders.map((provider) => {
      const mapping = mappingOf(provider, field);
      if (mapping === undefined) return "-";
      const mark = mapping.access === undefined ? "" : ` (${mapping.access})`;
      return `${mapping.path}${mark}`;
    }),
  ]);
  return columnsOf([["FIELD", ...allProviders.map(({ id }) => id.toUpperCase())], ...rows]);
}

function providerText(provider: Provider): string {
  const yes = (can: boolean) => (can ? "yes" : "no");
  const rows = supportOf(provider).map((row) => [
    row.field,
    row.vendorName,
    yes(row.settable),
    yes(row.readable),
    yes(row.clearable),
    [...row.limits, ...(row.note === undefined ? [] : [row.note])].join("; "),
  ]);
  const documents = provider.documents.map(({ url, read }) => `  ${url} (read ${read})\n`).join("");
  return `${columnsOf([["FIELD", "VENDOR'S NAME", "SET", "READ", "CLEAR", "LIMITS AND NOTES"], ...rows])}
An update is verified by ${provider.verify.by === "read" ? "reading again" : "its answer"}: ${provider.verify.because}.

Facts from:
${documents}`;
}
