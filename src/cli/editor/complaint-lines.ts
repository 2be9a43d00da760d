/** What is wrong with an edited text, as comments in its first lines. */
import { type Complaint, describeComplaint } from "../../domain/errors.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import { shortHint, shortMessage } from "../../domain/text/short-text.ts";

const mark = "#! ";
const markedLine = /^#! .*(?:\r?\n|$)/gmu;

/** A line each, and as many of them wherever in the text the complaints are. */
export function complaintLines(
  complaints: readonly Complaint[],
  redact: (text: string) => string,
): readonly string[] {
  const told = (text: string) => safeText(redact(text));
  return [
    "What is below cannot be sent. Mend it; or leave it as it is, and nothing is sent:",
    ...complaints.flatMap((complaint) => [
      told(shortMessage(describeComplaint(complaint))),
      ...(complaint.hint === undefined ? [] : [`  ${told(shortHint(complaint.hint))}`]),
    ]),
  ].map((line) => `${mark}${line}`);
}

/** The text without such lines. Bytes stay as they are: whoever wrote them may use another encoding. */
export function withoutComplaintLines(bytes: Buffer): Buffer {
  const withoutMark = bytes.subarray(bytes.indexOf(byteOrderMark) === 0 ? byteOrderMark.length : 0);
  return Buffer.from(withoutMark.toString("latin1").replaceAll(markedLine, ""), "latin1");
}

const byteOrderMark = Buffer.from("\uFEFF");

/** Whether there is anything in it but comments. */
export function saysNothing(bytes: Buffer): boolean {
  return bytes
    .toString("latin1")
    .split("\n")
    .every((line) => /^\s*(?:#|$)/u.test(line));
}
