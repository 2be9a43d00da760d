import type { Provider } from "../../../providers/contract.ts";
import { allProviders, providers } from "../../../providers/registry.ts";
import { supportOf } from "../../../providers/support.ts";
import { recordsCsv } from "../../../render/fields/choose.ts";
import { columnsNamed } from "../../../render/fields/lists.ts";
import type { View } from "../../../render/view.ts";
import { providerNamed, refuseSecond } from "../../accounts/provider-named.ts";
import type { Handler } from "../../args/command.ts";
import { providersText, providerText } from "../../show/providers-text.ts";
import type { ProvidersOptions } from "./list.command.ts";

export const handle: Handler<ProvidersOptions> = async ({ provider }, { terminal, operands }) => {
  if (provider !== undefined) refuseSecond(operands[0]);
  const name = provider ?? operands[0];
  await terminal.show(
    providersView,
    name === undefined ? allProviders : [providers[providerNamed("<name>", name)]],
  );
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
    csv: recordsCsv(
      columnsNamed(
        ..."provider field vendorName settable readable clearable limits note".split(" "),
      ),
      (chosen) => chosen.flatMap(supportRecords),
    ),
  },
};

function supportRecords(provider: Provider): readonly object[] {
  return supportOf(provider).map(({ limits, ...support }) => ({
    provider: provider.id,
    ...support,
    limits: limits.join("; "),
  }));
}
