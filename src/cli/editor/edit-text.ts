/** The editor, again and again until nothing is wrong with the text, or somebody gives up. */
import { BillingError, type Complaint } from "../../domain/errors.ts";
import { isSystemError, reasonOf } from "../../files/system-error.ts";
import type { Host, ProgramEnd } from "../../host/host.ts";
import { complaintLines, saysNothing, withoutComplaintLines } from "./complaint-lines.ts";
import type { Draft } from "./draft.ts";
import type { Editor } from "./editor-command.ts";

/** How often an editor is opened that nobody may see. */
const mostUnseen = 20;

interface Editing<T extends object> {
  readonly host: Pick<Host, "lendTerminal" | "interrupted">;
  readonly editor: Editor;
  readonly draft: Draft;
  /** The text as it is given. */
  readonly text: string;
  /** What the edited text says, or what is wrong with it. */
  readonly understand: (
    bytes: Buffer,
  ) => Promise<T | { readonly complaints: readonly Complaint[] }>;
  /** Whether the editor is opened again for what is wrong. */
  readonly mayReopen: boolean;
  /** Whether somebody sees it. Nobody may: then it is a window elsewhere, or a script that does the same each time. */
  readonly isSeen: boolean;
  readonly redact: (text: string) => string;
}

/**
 * @returns what the text says
 * @throws {BillingError} declined: the editor failed, or the text was emptied; usage: something is wrong, and stays so
 */
export async function editText<T extends object>({
  host,
  editor,
  draft,
  text,
  understand,
  mayReopen,
  isSeen,
  redact,
}: Editing<T>): Promise<T> {
  const given = Buffer.from(text);
  let last: Buffer = given;
  let refused: readonly Complaint[] = [];
  await draft.write(given);
  for (let openings = 1; ; openings += 1) {
    const end = await run(host, editor, draft);
    const edited = withoutComplaintLines(await draft.read());
    const isEmpty = saysNothing(edited);
    // What was typed before is not lost with what was emptied now.
    if (isEmpty && !last.equals(given)) await draft.write(last);
    if (host.interrupted.aborted) {
      throw new BillingError("interrupted", "interrupted; nothing was sent");
    }
    const reason = whyGivenUp(end) ?? (isEmpty ? "the text was emptied" : undefined);
    if (reason !== undefined) throw new BillingError("declined", `${reason}; nothing was sent`);
    if (refused.length > 0 && edited.equals(last)) throw BillingError.usage(refused);
    const understood = await understand(edited);
    if (!("complaints" in understood)) return understood;
    // Lines are counted in the text as it is shown next, with the complaints above it.
    const { length } = complaintLines(understood.complaints, redact);
    const moved = await understand(Buffer.concat([Buffer.from("\n".repeat(length)), edited]));
    const isStuck =
      !isSeen && (openings >= mostUnseen || sameComplaints(refused, understood.complaints));
    refused = "complaints" in moved ? moved.complaints : understood.complaints;
    const lines = `${complaintLines(refused, redact).join("\n")}\n`;
    await draft.write(Buffer.concat([Buffer.from(lines), edited]));
    if (!mayReopen || isStuck) throw BillingError.usage(refused);
    last = edited;
  }
}

/** Wherever they are found, and however often. */
function sameComplaints(some: readonly Complaint[], others: readonly Complaint[]): boolean {
  const said = (complaints: readonly Complaint[]) =>
    [...new Set(complaints.map(({ message }) => message.replaceAll(/\d+/gu, "")))].toSorted();
  return JSON.stringify(said(some)) === JSON.stringify(said(others));
}

async function run(
  host: Editing<object>["host"],
  { program, words, variable }: Editor,
  { path }: Draft,
): Promise<ProgramEnd> {
  try {
    return await host.lendTerminal(program, [...words, path]);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const reason = error.code === "ENOENT" ? "there is no such program" : reasonOf(error);
    throw BillingError.usage([
      {
        location: { name: variable ?? "editor" },
        message: `"${program}" cannot be started: ${reason}`,
        hint:
          variable === undefined
            ? "name an editor in VISUAL or EDITOR"
            : "name a program and its arguments; it is started without a shell, so that ~ and $ stand for themselves, and a path with spaces needs quotes",
      },
    ]);
  }
}

/** Why the editor's text does not count; undefined where it does. */
function whyGivenUp(end: ProgramEnd): string | undefined {
  if ("signal" in end) return `the editor was ended by ${end.signal}`;
  return end.code === 0 ? undefined : `the editor ended with exit code ${end.code}`;
}
