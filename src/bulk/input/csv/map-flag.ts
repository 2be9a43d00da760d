/** `--map "Company Name=name"`: what the columns of a foreign header mean. */
import type { Complaint, Location } from "../../../domain/errors.ts";
import { didYouMean } from "../../../domain/text/nearest.ts";
import { safeText } from "../../../domain/text/safe-text.ts";
import { shellWord } from "../../../domain/text/shell-word.ts";

const location: Location = { name: "--map" };

/** By the header's name: the column's name in the vocabulary; empty: the column is left out. */
export type ColumnNames = ReadonlyMap<string, string>;

/**
 * A header's name may hold `=`: of several readings the one counts whose left side is the longest name in the header.
 *
 * @param names the header's, without the blanks around them
 */
export function parseMaps(
  maps: readonly string[],
  names: readonly string[],
): { readonly renamed: ColumnNames; readonly complaints: readonly Complaint[] } {
  const renamed = new Map<string, string>();
  const complaints: Complaint[] = [];
  for (const text of maps) {
    const found = splitAtName(text, names);
    if (found === undefined) complaints.push(notInHeader(text, names));
    else if (renamed.has(found.from)) {
      const message = `the column ${JSON.stringify(found.from)} is mapped twice`;
      complaints.push({ location, message, hint: "keep one of the two" });
    } else renamed.set(found.from, found.to);
  }
  return { renamed, complaints };
}

function splitAtName(
  text: string,
  names: readonly string[],
): { readonly from: string; readonly to: string } | undefined {
  for (
    let at = text.lastIndexOf("=");
    at !== -1;
    at = at === 0 ? -1 : text.lastIndexOf("=", at - 1)
  ) {
    const said = text.slice(0, at).trim();
    // As it is printed, where nobody can type it.
    const from = names.includes(said) ? said : names.find((name) => safeText(name) === said);
    if (from !== undefined) return { from, to: text.slice(at + 1).trim() };
  }
  return undefined;
}

function notInHeader(text: string, names: readonly string[]): Complaint {
  const end = text.indexOf("=");
  if (end === -1) {
    const message = `${JSON.stringify(text)} is not header=path`;
    return {
      location,
      message,
      hint: 'write "Company Name=name", or "Notes=" to leave a column out',
    };
  }
  const name = text.slice(0, end).trim();
  const message = `there is no column ${JSON.stringify(name)}${didYouMean(name, names)}`;
  return { location, message };
}

/** `--map "Company Name=name"`, for a shell; in double quotes, as cmd.exe knows no others, unless a shell would read into them. */
export function mapWords(name: string, to: string): string {
  const text = `${safeText(name)}=${to}`;
  return `--map ${/["$`\\!]/u.test(name + to) ? shellWord(text) : `"${text}"`}`;
}
