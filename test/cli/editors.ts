/** Editors whose user is a script: each opening of the text is one step. */
import { readFile, writeFile } from "node:fs/promises";

import type { ProgramEnd } from "../../src/host/host.ts";

/** What one opening does: gives the new text, ends in another way than well, or both by acting itself. */
type Step = (text: string, path: string) => string | ProgramEnd | Promise<string | ProgramEnd>;

export interface ScriptedEditor {
  /** For {@link runCli}. */
  readonly lendTerminal: (program: string, words: readonly string[]) => Promise<ProgramEnd>;
  readonly env: Readonly<Record<string, string>>;
  /** The text at each opening. */
  readonly opened: readonly string[];
  /** What was started each time, without the file. */
  readonly commands: readonly (readonly string[])[];
  /** The file. */
  readonly path: () => string;
}

/** After its last step it leaves the text as it is. */
export function scriptedEditor(...steps: readonly Step[]): ScriptedEditor {
  const opened: string[] = [];
  const commands: (readonly string[])[] = [];
  let file = "";
  return {
    env: { VISUAL: "editor" },
    opened,
    commands,
    path: () => file,
    async lendTerminal(program, words) {
      file = words.at(-1) ?? "";
      commands.push([program, ...words.slice(0, -1)]);
      const text = await readFile(file, "utf8");
      const step = steps[opened.push(text) - 1];
      const done = (await step?.(text, file)) ?? text;
      if (typeof done !== "string") return done;
      if (done !== text) await writeFile(file, done);
      return { code: 0 };
    },
  };
}

/** Puts the line in place of the one that begins like this. */
export function withLine(start: string, line: string) {
  return (text: string): string => {
    const lines = text.split("\n");
    const at = lines.findIndex((held) => held.startsWith(start));
    if (at < 0) throw new Error(`no line begins with ${start}: ${text}`);
    return lines.with(at, line).join("\n");
  };
}
