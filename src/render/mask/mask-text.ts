/** What is personal by its name or its form, and how it looks masked. */

/** Members that are about a person or a tax number, in the vocabulary and in the vendors' own words. */
const personal = new Set(["contact", "contacts", "gstin", "mobile", "pan", "taxdocument", "vat"]);

/** Whether a member of this name is about a person; spellings such as `billing_emails` and `taxId` count alike. */
export function memberIsPersonal(name: string): boolean {
  const word = name.toLowerCase().replaceAll(/[-_\s]/gu, "");
  return personal.has(word) || /(?:emails?|phones?|phonenumbers?|taxids?|vatids?)$/u.test(word);
}

/** `ida@fjord.example` → `i…@fjord.example`; of anything else the first character and the last two. */
export function maskText(text: string): string {
  const at = text.lastIndexOf("@");
  const characters = Array.from(text);
  if (at > 0) return `${characters[0] ?? ""}…${text.slice(at)}`;
  return characters.length <= 4 ? "…" : `${characters[0] ?? ""}…${characters.slice(-2).join("")}`;
}

/** A text with every e-mail address in it masked, also percent-encoded ones. */
export function maskAddresses(text: string): string {
  return text
    .split(/(?<between>[\s"'`<>()[\]{},;:=&?/|]+)/u)
    .map((word) =>
      /[^@]@[^@]/u.test(word)
        ? maskText(word)
        : word.replace(/^(?<first>%[\dA-F]{2}|.)[^]*(?<host>%40[^]+)$/iu, "$<first>…$<host>"),
    )
    .join("");
}
