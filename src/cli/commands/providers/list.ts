import { BillingError } from "../../../domain/errors.ts";
import { didYouMean } from "../../../domain/text/nearest.ts";
import type { Provider } from "../../../providers/contract.ts";
import { allProviders, isProviderId, providerIds, providers } from "../../../providers/registry.ts";
import { supportOf } from "../../../providers/support.ts";
import { printMachine } from "../../../render/machine/machine.ts";
import type { Handler } from "../../args/command.ts";
import { providersText, providerText } from "../../providers-text.ts";
import type { ProvidersOptions } from "./list.command.ts";

export const handle: Handler<ProvidersOptions> = async (_options, { terminal, operands }) => {
  const [name] = operands;
  if (name !== undefined && !isProviderId(name)) {
    throw BillingError.usage([
      {
        location: { name: "<name>" },
        message: `there is no provider "${name}"${didYouMean(name, providerIds)}`,
        hint: `one of ${providerIds.join(", ")}`,
      },
    ]);
  }
  const one = name === undefined ? undefined : providers[name];
  await terminal.out(
    terminal.machine !== undefined
      ? await printMachine(documentOf(one === undefined ? allProviders : [one]), terminal.machine)
      : one === undefined
        ? providersText()
        : providerText(one),
  );
  return 0;
};

function documentOf(chosen: readonly Provider[]) {
  return {
    providers: chosen.map((provider) => {
      const { id, title, baseUrl, documents } = provider;
      return { provider: id, title, baseUrl, documents, fields: supportOf(provider) };
    }),
  };
}
