import { expect, test } from "vitest";

import { ignoredPlaces } from "../../src/config/ignored-places.ts";

test.each(["state", "./state", "~/state", " /state"])("%j is no absolute path", (place) => {
  const env = { XDG_STATE_HOME: place, XDG_CONFIG_HOME: place, XDG_CACHE_HOME: place };
  expect(ignoredPlaces({ env })).toEqual([
    {
      code: "variable_ignored",
      message:
        "XDG_CONFIG_HOME is ignored, as it is not an absolute path: the user's configuration is looked for in ~/.config/billing",
    },
    {
      code: "variable_ignored",
      message:
        "XDG_STATE_HOME is ignored, as it is not an absolute path: records are kept in ~/.local/state/billing",
    },
  ]);
});

test.each(["/state", "", undefined])("%j is none that is ignored", (place) => {
  const env = { XDG_STATE_HOME: place, XDG_CONFIG_HOME: place };
  expect(ignoredPlaces({ env })).toEqual([]);
});
