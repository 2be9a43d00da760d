/** Help that the executable prints without the program. */
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";

import { compact } from "../src/domain/compact.ts";
import { commands, groups } from "../src/cli/commands.ts";
import { pageOf, printedPage, unwrapped } from "../src/cli/commands/help/page.ts";
import { helpText } from "../src/cli/commands/help/overview.ts";
import { widest } from "../src/cli/commands/help/widest.ts";
import { providerIds } from "../src/providers/registry.ts";
import { buildOptions } from "./options.ts";

/** What `bin/help.js` finds a page by: `customers update,all,commet`. */
export interface Asked {
  readonly words: string;
  readonly all: boolean;
  readonly provider?: string;
}

/** `help.txt`, in which `bin/help.js` finds the pages, and `help.cjs`, which lays them out for a narrow screen. */
export async function writeHelp(directory: string): Promise<void> {
  await build({
    ...buildOptions,
    entryPoints: ["src/cli/commands/help/page.ts"],
    outfile: join(directory, "help.cjs"),
    plugins: [helpOfCommander, ...buildOptions.plugins],
  });
  const names = new Map<string, string>();
  const lines: string[] = [];
  for (const asked of everyPage()) {
    const { words, all, provider } = asked;
    const name = [
      words,
      ...(all ? ["all"] : []),
      ...(provider === undefined ? [] : [provider]),
    ].join(",");
    const page = JSON.stringify(await readyPage(asked));
    // Most pages are the same for every provider.
    const same = names.get(page);
    if (same === undefined) names.set(page, name);
    lines.push(`\n${name}\t${same === undefined ? page : JSON.stringify(same)}`);
  }
  await writeFile(join(directory, "help.txt"), `${lines.join("")}\n`);
}

export function everyPage(): readonly Asked[] {
  return ["", ...Object.keys(groups), ...commands.map((entry) => entry.words)].flatMap((words) =>
    [undefined, ...providerIds].flatMap((provider) =>
      [false, true].map((all) => compact({ words, all, provider })),
    ),
  );
}

/** As it is without a screen, for screens of so many columns and more; and in parts, for others. */
async function readyPage({ words, ...asked }: Asked) {
  const parts = pageOf(
    (await helpText(words, asked, { columns: widest, formats: unwrapped })) ?? "",
  );
  const text = printedPage(parts, undefined);
  const columns = Math.max(widest, ...text.split("\n").map((line) => line.length));
  return { columns, text, parts };
}

/** Of commander, what lays out help: it gives no way to import that alone. */
const helpOfCommander: Plugin = {
  name: "help-of-commander",
  setup(building) {
    const path = createRequire(import.meta.url)
      .resolve("commander")
      .replace(/index\.js$/u, "lib/help.js");
    building.onResolve({ filter: /^commander$/ }, () => ({ path }));
  },
};
