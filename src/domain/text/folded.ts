/** What is the same for a word in capitals and not, however its accents are written. */
export function folded(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
