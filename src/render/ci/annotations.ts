/**
 * What went wrong as commands to the log of GitHub Actions, which shows them beside the files that they name
 * (docs.github.com, "Workflow commands"; escapes as in actions/toolkit, packages/core/src/command.ts).
 */
import { compact } from "../../domain/compact.ts";
import type { Complaint, Location } from "../../domain/errors.ts";
import { withoutCommands } from "../../domain/text/ci-log.ts";
import { safeText } from "../../domain/text/safe-text.ts";

/** GitHub shows as many of each kind for one step. */
const most = 10;

interface Told {
  readonly providerError?: unknown;
  readonly message: string;
  readonly hint?: string;
  readonly complaints: readonly Complaint[];
}

/**
 * A line for each complaint, or one for the failure: `::error file=…,line=…,col=…::…`. Whatever the texts hold, a line
 * is one command and no other.
 *
 * @param fileOf the path by which GitHub knows the file of a location; undefined: it knows none
 */
export function failureAnnotations(
  { message, hint, complaints, providerError }: Told,
  fileOf: (location: Location) => string | undefined,
): string {
  // What a provider says of fields is about no file.
  const isAnswer = complaints.length === 0 || providerError !== undefined;
  const shown: readonly Complaint[] = isAnswer ? [compact({ message, hint })] : complaints;
  return shown
    .slice(0, most)
    .map((complaint) => {
      const { location } = complaint;
      const file = location === undefined ? undefined : fileOf(location);
      const name = location === undefined || file !== undefined ? "" : `${location.name}: `;
      const text = [`${name}${complaint.message}`, complaint.hint && `hint: ${complaint.hint}`];
      return line("error", text, file === undefined ? {} : placeOf(file, location));
    })
    .join("");
}

export function warningAnnotation(message: string): string {
  return line("warning", [message], {});
}

function placeOf(file: string, location: Location | undefined): Record<string, string | undefined> {
  return { file, line: location?.line?.toString(), col: location?.column?.toString() };
}

function line(
  command: "error" | "warning",
  texts: readonly (string | undefined)[],
  properties: Readonly<Record<string, string | undefined>>,
): string {
  const said = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapedProperty(safe(value))}`],
  );
  const head = [command, said.join(",")].filter((part) => part !== "").join(" ");
  const data = texts.flatMap((text) => (text === undefined ? [] : [escaped(safe(text))]));
  return `::${head}::${data.join("%0A")}\n`;
}

const safe = (text: string) => withoutCommands(safeText(text));

function escaped(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
