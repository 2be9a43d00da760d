/** What is personal by its name or its form, and how it looks masked. */
import { fieldNames, fieldOf, titleField } from "../../domain/fields.ts";

/**
 * Members that are about a person or a tax number: fields of the vocabulary, and words of the vendors' own. `name` is
 * none: it may be that of anything.
 */
const personal = new Set(
  fieldNames
    .filter((name) => name !== titleField && fieldOf(name).personal === true)
    .map((name) => wordOf(name.split(".").at(-1) ?? name))
    .concat("contact", "gstin", "mobile", "pan", "vat", "zip", "street", "addresstext")
    .concat("firstname", "lastname", "fullname", "addressline1", "addressline2"),
);

/** Whether a member of this name is about a person; spellings such as `billing_emails` and `taxId` count alike. */
export function memberIsPersonal(name: string): boolean {
  const word = wordOf(name);
  return (
    personal.has(word) ||
    /(?:emails?|phones?|phonenumbers?|taxids?|vatids?|(?:contact|billing|legal|person)names?)$/u.test(
      word,
    )
  );
}

/** A name without what its spellings differ in: `taxId` and `tax_id` are `taxid`. */
export function wordOf(name: string): string {
  return name.toLowerCase().replaceAll(/[-_\s]/gu, "");
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
