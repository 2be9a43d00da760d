import { expect, test } from "vitest";

import { wideEncoding } from "../../../src/domain/text/wide-text.ts";

const utf32 = (text: string, littleEndian: boolean): Uint8Array => {
  const view = new DataView(new ArrayBuffer(4 * text.length));
  for (const [index, sign] of Array.from(text).entries()) {
    view.setUint32(4 * index, sign.codePointAt(0) ?? 0, littleEndian);
  }
  return new Uint8Array(view.buffer);
};

test.each<[string | undefined, ArrayLike<number>]>([
  ["UTF-16", Buffer.from("\u{FEFF}id", "utf16le")],
  ["UTF-16", Buffer.from("\u{FEFF}id", "utf16le").swap16()],
  ["UTF-16", Buffer.from("id", "utf16le")],
  ["UTF-16", Buffer.from("id", "utf16le").swap16()],
  ["UTF-16", Buffer.from("\u{FEFF}", "utf16le")],
  ["UTF-32", utf32("\u{FEFF}id", true)],
  ["UTF-32", utf32("\u{FEFF}id", false)],
  ["UTF-32", utf32("id", true)],
  ["UTF-32", utf32("id", false)],
  [undefined, Buffer.from("\u{FEFF}id,name")],
  [undefined, Buffer.from("id,n\0me")],
  [undefined, Buffer.from("\0\0\0\0\0")],
  [undefined, Buffer.from("{")],
  [undefined, []],
])("%s: %j", (encoding, head) => {
  expect(wideEncoding(head)).toBe(encoding);
});
