/** Bytes of a file or of stdin as text. */
import { compact } from "../../domain/compact.ts";
import { foreignForm } from "../../domain/text/files/foreign-form.ts";
import { wideEncoding } from "../../domain/text/wide-text.ts";
import type { Refused } from "../checked.ts";

/**
 * The largest document that is read, in bytes: metadata of 60,000 keys is a few million, and what is much longer is no
 * patch but a list of customers, which is read row by row.
 */
export const documentByteLimit = 16 * 1024 * 1024;

/** Of these what a file is instead is told. */
const headBytes = 4096;

/** UTF-8, with or without a byte order mark. */
export function decodeText(bytes: Uint8Array, name: string): { readonly text: string } | Refused {
  const refuse = (message: string, hint?: string): Refused => ({
    complaints: [compact({ location: { name }, message, hint })],
  });
  if (bytes.length > documentByteLimit) {
    return refuse(`the document is larger than 16 MiB (${documentByteLimit} bytes)`);
  }
  const foreign = foreignForm(bytes.subarray(0, headBytes));
  if (foreign !== undefined) {
    return refuse(
      foreign.message,
      "a document is JSON or YAML; rows of a table are read with --from",
    );
  }
  const wide = wideEncoding(bytes);
  if (wide !== undefined) return refuse(`the document is ${wide}`, "save it as UTF-8");
  if (bytes.includes(0)) {
    return refuse("the document contains a NUL byte", "save it as plain UTF-8 text");
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return refuse("the document is not valid UTF-8", "save it as UTF-8");
  }
}
