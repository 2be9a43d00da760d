import type { ConfigPathDocument } from "../../../domain/documents/setup.ts";
import { locateFiles } from "../../../config/files/places.ts";
import { allProviders } from "../../../providers/registry.ts";
import { recordsCsv } from "../../../render/fields/choose.ts";
import { columnsNamed } from "../../../render/fields/lists.ts";
import { fromHome } from "../../../render/text/from-home.ts";
import { columnsOf } from "../../../render/text/text-columns.ts";
import type { View } from "../../../render/view.ts";
import type { Handler } from "../../args/command.ts";
import type { PathOptions } from "./path.command.ts";

export const handle: Handler<PathOptions> = async ({ config }, { host, terminal }) => {
  const files = locateFiles({ host, providers: allProviders }, config);
  await terminal.show(pathView, { files });
  return 0;
};

const pathView: View<ConfigPathDocument> = {
  document: ({ files }) => ({ files }),
  draw: {
    table: ({ files }, { width, home }) =>
      columnsOf(
        [
          ["FILE", "STATE", "PATH"],
          ...files.map(({ kind, state, path }) => [kind, state, fromHome(path, home)]),
        ],
        width,
      ),
    csv: recordsCsv(columnsNamed("kind", "state", "path"), ({ files }) => files),
  },
};
