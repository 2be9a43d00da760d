import { locateFiles } from "../../../config/files/places.ts";
import { shownSettings } from "../../../config/shown.ts";
import type { ConfigShownDocument } from "../../../domain/documents/setup.ts";
import { allProviders } from "../../../providers/registry.ts";
import { recordsCsv } from "../../../render/fields/choose.ts";
import { columnsNamed } from "../../../render/fields/lists.ts";
import { columnsOf } from "../../../render/text/text-columns.ts";
import type { View } from "../../../render/view.ts";
import { loadConfiguration } from "../../accounts/account.ts";
import type { Handler } from "../../args/command.ts";
import type { ShowOptions } from "./show.command.ts";

export const handle: Handler<ShowOptions> = async (options, { host, terminal }) => {
  const config = await loadConfiguration(host, options);
  await terminal.warn(config.warnings);
  await terminal.show(showView, {
    files: locateFiles({ host, providers: allProviders }, options.config),
    settings: shownSettings(config, allProviders),
  });
  return 0;
};

const showView: View<ConfigShownDocument> = {
  document: ({ files, settings }) => ({ files, settings }),
  draw: {
    table: ({ settings }, { width }) =>
      settings.length === 0
        ? "nothing is configured; begin with: billing config init\n"
        : columnsOf(
            [
              ["SETTING", "VALUE", "FROM"],
              ...settings.map(({ setting, value, origin }) => [setting, value, origin.name]),
            ],
            width,
          ),
    csv: recordsCsv(
      columnsNamed(..."setting value secret origin.kind origin.name origin.look".split(" ")),
      ({ settings }) => settings,
    ),
  },
};
