/** The user's editor. */
import { BillingError } from "../../domain/errors.ts";
import type { Host } from "../../host/host.ts";
import { splitWords } from "./split-words.ts";

export interface Editor {
  readonly program: string;
  /** Its arguments, before the file. */
  readonly words: readonly string[];
  /** The variable that names it; missing: none does. */
  readonly variable?: string;
}

/** Stronger first. */
const variables = ["VISUAL", "EDITOR"] as const;

/**
 * The editor of `VISUAL`, of `EDITOR`, or the one that is always there.
 *
 * @param isOnTerminal whether somebody can type into one that was not chosen
 * @throws {BillingError} usage: none is named and there is no terminal, or its name cannot be understood
 */
export function editorOf(
  { env, platform }: Pick<Host, "env" | "platform">,
  isOnTerminal: boolean,
): Editor {
  const variable = variables.find((name) => (env[name] ?? "").trim() !== "");
  if (variable === undefined) {
    if (isOnTerminal) return { program: platform === "win32" ? "notepad" : "vi", words: [] };
    throw new BillingError(
      "usage",
      "there is no terminal to edit on, and neither VISUAL nor EDITOR names an editor",
      { hint: "name one, or say what is to change: billing customers update" },
    );
  }
  const [program, ...words] =
    splitWords(env[variable] ?? "", platform === "win32" ? "literal" : "escapes") ?? [];
  if (program === undefined || program === "") {
    throw BillingError.usage([
      {
        location: { name: variable },
        message: "it cannot be understood: a quote in it is not closed, or it names no program",
        hint: `write it as for a shell, such as ${variable}='code --wait'`,
      },
    ]);
  }
  return { program, words, variable };
}
