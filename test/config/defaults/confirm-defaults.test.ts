import { join } from "node:path";

import { expect, test } from "vitest";

import { loadConfig } from "../../../src/config/load-config.ts";
import { confirmModes, stricter } from "../../../src/domain/confirmation.ts";
import { createWorld, providers } from "../world.ts";

/** What holds, and the codes of what was warned of. */
async function found(
  files: { readonly project?: string; readonly user?: string; readonly given?: string },
  profile?: string,
) {
  await using world = await createWorld();
  const places = {
    project: join(world.project, ".billingrc"),
    user: join(world.home, ".config/billing/config.yaml"),
    given: join(world.home, "given.yaml"),
  };
  for (const kind of ["project", "user", "given"] as const) {
    const text = files[kind];
    if (text !== undefined) await world.write(places[kind], text);
  }
  const { defaults, warnings } = await loadConfig({
    host: world.host({}),
    providers,
    flags: {
      ...(files.given === undefined ? {} : { config: places.given }),
      ...(profile === undefined ? {} : { profile }),
    },
  });
  const { confirm, confirmRows } = defaults;
  return {
    confirm: confirm?.value,
    from: confirm?.origin.kind,
    rows: confirmRows?.value,
    warned: warnings.map(({ code }) => code).filter((code) => code.startsWith("confirm")),
  };
}

test("nothing is said of it: the usual holds, and nothing is warned of", async () => {
  expect(await found({})).toEqual({ warned: [] });
});

test.each(confirmModes.flatMap((own) => confirmModes.map((project) => [project, own] as const)))(
  "a project's %s and the user's %s: who asks more",
  async (project, own) => {
    const { confirm } = await found({ project: `confirm: ${project}`, user: `confirm: ${own}` });
    expect(confirm).toBe(stricter(project, own));
  },
);

test.each(confirmModes)(
  "a project alone may not say %s where that is less than usual",
  async (mode) => {
    const { confirm, from, warned } = await found({ project: `confirm: ${mode}` });
    const isHeeded = mode === "always" || mode === "changes-data";
    expect([confirm, from]).toEqual(isHeeded ? [mode, "project"] : [undefined, undefined]);
    expect(warned).toEqual(mode === "never" ? ["confirm_not_heeded"] : []);
  },
);

test.each(confirmModes)("the user, and a file that is named, may say %s", async (mode) => {
  for (const kind of ["user", "given"] as const) {
    expect(await found({ [kind]: `confirm: ${mode}` })).toMatchObject({
      confirm: mode,
      warned: [],
    });
  }
});

test("a project may ask for smaller runs, not for larger ones", async () => {
  const rows = async (project: number | undefined, user: number | undefined) =>
    (
      await found({
        ...(project === undefined ? {} : { project: `confirmRows: ${project}` }),
        ...(user === undefined ? {} : { user: `confirmRows: ${user}` }),
      })
    ).rows;
  expect(await rows(5, 20)).toBe(5);
  expect(await rows(50, 20)).toBe(20);
  expect(await rows(50, undefined)).toBe(50);
  expect(await rows(undefined, 20)).toBe(20);
});

test("a profile stands before the rest of its file, and its project cannot weaken it", async () => {
  const user = "{ confirm: never, profiles: { live: { confirm: always, confirmRows: 2 }, x: {} } }";
  expect(await found({ user })).toMatchObject({ confirm: "never" });
  expect(await found({ user }, "x")).toMatchObject({ confirm: "never" });
  expect(await found({ user }, "live")).toMatchObject({ confirm: "always", rows: 2 });
  const project =
    "{ confirm: destructive, profiles: { live: { confirm: never, confirmRows: 9 } } }";
  expect(await found({ user, project }, "live")).toEqual({
    confirm: "always",
    from: "user",
    rows: 2,
    warned: ["confirm_not_heeded"],
  });
});
