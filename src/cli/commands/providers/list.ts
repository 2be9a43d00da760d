import { BillingError } from "../../../domain/errors.ts";
import { didYouMean } from "../../../domain/text/nearest.ts";
import type { Provider } from "../../../providers/contract.ts";
import { allProviders, isProviderId, providerIds, providers } from "../../../providers/registry.ts";
import { supportOf } from "../../../providers/support.ts";
import type { View } from "../../../render/view.ts";
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
  await terminal.show(providersView, name === undefined ? allProviders : [providers[name]]);
  return 0;
};

const providersView: View<readonly Provider[]> = {
  document: (chosen) => ({
    providers: chosen.map((provider) => {
      const { id, title, baseUrl, documents, verify } = provider;
      return { provider: id, title, baseUrl, documents, verify, fields: supportOf(provider) };
    }),
  }),
  draw: {
    table: ([one, ...others], { width }) =>
      one === undefined || others.length > 0 ? providersText(width) : providerText(one, width),
  },
};
