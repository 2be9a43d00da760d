/** A failure for a pull request or a ticket, in GitHub Flavored Markdown. */
import { type BillingError, describeComplaint } from "../../domain/errors.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import { inCode } from "../change/markdown.ts";
import { complaintsOf, facts } from "../failure.ts";

/** Ends with a line end. No text from elsewhere can mention somebody or become markup. */
export function failureMarkdown(failure: BillingError): string {
  const { message, hint } = failure;
  const code = (text: string) => inCode(safeText(text));
  const known = [
    ...facts(failure).map(([name, value]) => `- ${name}: ${code(value)}`),
    ...complaintsOf(failure).flatMap((complaint) => [
      `- ${code(describeComplaint(complaint))}`,
      ...(complaint.hint === undefined ? [] : [`  - ${code(complaint.hint)}`]),
    ]),
  ];
  return [
    `**error:** ${code(message)}`,
    ...(known.length === 0 ? [] : ["", ...known]),
    ...(hint === undefined ? [] : ["", `**hint:** ${code(hint)}`]),
    "",
  ].join("\n");
}
