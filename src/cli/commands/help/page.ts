/**
 * Help that is ready but for the width of the screen: made by the build, and printed by the executable without the
 * program.
 */
import { Help } from "commander";

import { fitText } from "../../../render/text/fit-text.ts";
import { widest } from "./widest.ts";
import { displayWidth } from "../../../render/text/measure.ts";
import type { HelpFormats } from "../../args/commander.ts";

/** Text as it stands; a description to be wrapped; a term, the width of its column, and a description beside it. */
type Part = string | readonly [string] | readonly [string, number, string];
export type HelpPage = readonly Part[];

const mark = "\0";
const marked = (part: Part) => `${mark}${JSON.stringify(part)}${mark}`;

/** What puts what depends on the width into the text, for {@link pageOf}. */
export const unwrapped: HelpFormats = {
  boxWrap: (text) => marked([text]),
  formatItem: (term, width, description) => marked([term, width, description]),
};

/** @param text help in the formats of {@link unwrapped} */
export function pageOf(text: string): HelpPage {
  return text
    .split(mark)
    .map((part, index) => (index % 2 === 0 ? part : (JSON.parse(part) as Part)));
}

/** The page as commander lays it out. @param width columns of the screen, where they are known */
export function printedPage(page: HelpPage, width: number | undefined): string {
  const help = new Help();
  // Of help, which is plain, the same as commander's own.
  help.displayWidth = displayWidth;
  const columns = Math.min(width ?? widest, widest);
  help.prepareContext({ helpWidth: columns });
  const text = page
    .map((part) => {
      if (typeof part === "string") return part;
      const [term, beside, description] = part;
      return description === undefined || beside === undefined
        ? help.boxWrap(term, columns)
        : help.formatItem(term, beside, description, help);
    })
    .join("");
  return width === undefined ? text : fitText(text, width);
}
