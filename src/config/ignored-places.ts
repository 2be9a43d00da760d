import { isAbsolute } from "node:path";

import type { Warning } from "../domain/change.ts";
import type { Host } from "../host/host.ts";

const places = {
  XDG_CONFIG_HOME: "the user's configuration is looked for in ~/.config/billing",
  XDG_STATE_HOME: "records are kept in ~/.local/state/billing",
};

/** A warning for each place that is not where the variable seems to say: the XDG specification has relative ones ignored. */
export function ignoredPlaces({ env }: Pick<Host, "env">): readonly Warning[] {
  return Object.entries(places).flatMap(([name, instead]) => {
    const value = env[name] ?? "";
    if (value === "" || isAbsolute(value)) return [];
    return [
      {
        code: "variable_ignored",
        message: `${name} is ignored, as it is not an absolute path: ${instead}`,
      },
    ];
  });
}
