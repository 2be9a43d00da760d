/** What spreadsheets and exports make of cells: errors in place of values, numbers rewritten, guards left in. */
import type { Complaint } from "../../../domain/errors.ts";
import { safeText } from "../../../domain/text/safe-text.ts";

/** What is wrong with a cell, but for where it stands. */
type Damage = Pick<Complaint, "message" | "hint">;

/**
 * Errors whose words have no shape of their own, in the languages of Excel, LibreOffice and Sheets; those that end with
 * `!` or `?` are known by it.
 */
const errorWords = new Set(
  (
    "#N/A #NV #N/D #N/B #I/T #Н/Д #Н/П #Δ/Υ #ΜΔ/Δ #YOK #HIÁNYZIK #PUUTTUU #SAKNAS #NAO_DISP #NEDOSTUPNÝ " +
    "#GETTING_DATA #BUSY #REF #VALUE #NAME #NULL #NUM #DIV/0 #SPILL #CALC #ERROR #BEZUG #WERT #ZAHL #ÜBERLAUF"
  ).split(" "),
);
/** `#REF!`, `#¡REF!`, `#NAME?`, `#DIV/0!`, `#ДЕЛ/0!`, `#N/A N/A`; a column too narrow prints `####`. */
const errorShape =
  /^#[¡¿]?(?!\p{Nd}+[!?]$)[\p{Lu}\p{Lo}\p{Lm}\p{M}\p{Nd}/._ -]{1,24}[!?]$|^#\p{Lu}{1,3}\/\p{Lu}{1,3}(?: \S+)?$|^#{3,}$/u;
/** LibreOffice has numbers for some: `Err:502`, `Fehler:502`. */
const errorNumber =
  /^(?:err|fehler|erreur|errore|erro|fout|fel|feil|fejl|virhe|błąd|chyba|hiba|hata|napaka|greška|eroare|viga|kļūda|klaida|грешка|ошибка|помилка|σφάλμα|エラー|错误|錯誤|오류)\s?:\s?5\d\d$/iu;

/** `1.23457E+11`: a spreadsheet shows a long number so, and saves what it shows. */
const rewritten = /^[+-]?\d{1,3}(?:[.,]\d+)?E[+-]\d{1,3}$/iu;

/** An apostrophe before what would be carried out, or before digits that would be taken for a number. */
const apostrophe = /^'(?=\s*[=+\-@|%\d\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}]|[\t\r\n])/u;
/** A text as a formula: `="02134"`. */
const textFormula = /^=\s*(?:T\(\s*)?"(?<text>(?:[^"]|"")*)"(?:\s*\))?$/su;
const formula = /^=\s*(?:[\p{L}_][\p{L}\p{N}_.]*\(|\$?[A-Z]{1,3}\$?\d+|['"(])/u;

/** Without one of these nothing is damaged: to know that takes a fraction of the time. */
const suspicious = /[#'=\\]|:\s?5|E[+-]\d/iu;

/** What is damaged in a cell; undefined where nothing is. */
export function damageIn(
  text: string,
  { typed, clearHint }: { readonly typed: boolean; readonly clearHint: string | undefined },
): Damage | undefined {
  if (!suspicious.test(text)) return undefined;
  const bare = text.trim();
  if (isSheetError(bare)) {
    const clear = clearHint === undefined ? "" : `, or ${clearHint}`;
    return {
      message: `${bare} is an error of the spreadsheet and no value`,
      hint: `mend its formula${clear}`,
    };
  }
  if (stripped(text) !== text) {
    return {
      message: `${bare} is guarded against spreadsheets: the guard is no part of the value`,
      hint: "take such guards off with --spreadsheet-guards strip",
    };
  }
  if (formula.test(bare)) {
    return { message: `${bare} is a formula and not its value`, hint: "save the values alone" };
  }
  if (typed) return undefined;
  // What names a customer is compared with what the provider has, and written nowhere.
  const printed = clearHint === undefined ? undefined : printedEscape(text);
  if (printed !== undefined) {
    return {
      message: `${printed} was printed for a character that nobody sees, and is not that character`,
      hint: 'a list as NDJSON holds such a value as it is; where just these letters are meant, write it in quotes below a column of JSON, "…:="',
    };
  }
  if (!rewritten.test(bare)) return undefined;
  return {
    message: `${bare}: a spreadsheet rewrote this number, and digits are lost`,
    hint: 'make the column text there and fill it again; where it is meant, write it in quotes below a column of JSON, "…:="',
  };
}

/** What may be printed in place of a character. A carriage return is one only at the end of a line: `C:\readme`. */
const escapes =
  /\\(?:x(?<two>[\da-f]{2})|u(?<four>[\da-f]{4})|u\{(?<more>[\da-f]{5,6})\}|r(?=\n|$))/gu;

/** The first escape in the text that a list prints in place of a character. */
function printedEscape(text: string): string | undefined {
  for (const { 0: escape, groups = {} } of text.matchAll(escapes)) {
    const digits = groups["two"] ?? groups["four"] ?? groups["more"];
    const code = digits === undefined ? 0x0d : Number.parseInt(digits, 16);
    if (code <= 0x10ffff && safeText(String.fromCodePoint(code)) === escape) return escape;
  }
  return undefined;
}

/** The cell without the guard that an export put around it. */
export function stripped(text: string): string {
  const bare = text.trim();
  const inner = textFormula.exec(bare.replace(/^'(?==)/u, ""))?.groups?.["text"];
  if (inner !== undefined) return inner.replaceAll('""', '"');
  return apostrophe.test(text) ? text.slice(1) : text;
}

/** Whether a spreadsheet prints this where it has no value. */
export function isSheetError(text: string): boolean {
  if (!/^[#\p{L}]/u.test(text)) return false;
  const upper = text.toUpperCase();
  return errorWords.has(upper) || errorShape.test(upper) || errorNumber.test(text);
}
