import { expect, test } from "vitest";

import { damageIn, stripped } from "../../../../src/bulk/input/csv/damage.ts";

const damage = (text: string, typed = false) => damageIn(text, { typed, clearHint: "clear" });

test.each(
  (
    "#REF! #VALUE! #DIV/0! #NAME? #NULL! #NUM! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN! #BUSY! #ERROR! " +
    "#N/A #n/a #NV #N/D #N/B #I/T #Н/Д #YOK #HIÁNYZIK #PUUTTUU! #GETTING_DATA #EXTERNAL! #PYTHON! #TIMEOUT! " +
    "#BEZUG! #WERT! #ZAHL! #ÜBERLAUF! #VALEUR! #NOM? #NOMBRE! #¡REF! #¡VALOR! #¿NOMBRE? #¡DIV/0! #¡NULO! #¡NUM! " +
    "#RIF! #VALORE! #NOME? #NULLO! #VERW! #WAARDE! #NAAM? #LEEG! #GETAL! #DEEL/0! #ARG! #NAZWA? #LICZBA! #ADR! " +
    "#ССЫЛКА! #ЗНАЧ! #ИМЯ? #ДЕЛ/0! #ЧИСЛО! #VÄRDEFEL! #DIVISION/0! #REFERENS! #OGILTIGT! #BAŞV! #DEĞER! #SAYI! " +
    "#VIITTAUS! #ARVO! #JAKO/0! #NIMI? #LUKU! #HODNOTA! #NÁZEV? #ČÍSLO! #ÉRTÉK! #HIV! #NÉV? #SZÁM! #ZÉRÓOSZTÓ! " +
    "#REFERÊNCIA! #パス! Err:502 Err:508 Fehler:502 Erreur:511 Errore:508 ####### #REF"
  ).split(" "),
)("%s is an error of a spreadsheet", (text) => {
  expect(damage(text)?.message).toBe(`${text} is an error of the spreadsheet and no value`);
  expect(damage(` ${text} `, true)?.message).toContain(text);
});

test.each([
  ["'+4755501020", "+4755501020"],
  ["'=1+1", "=1+1"],
  ["'-5", "-5"],
  ["'@fjord", "@fjord"],
  ["'02134", "02134"],
  ["'\t=1", "\t=1"],
  ['="02134"', "02134"],
  ['=T("02134")', "02134"],
  ['\'="02134"', "02134"],
  ['="say ""hi"""', 'say "hi"'],
  ['=""', ""],
])("%s is guarded", (text, value) => {
  expect(stripped(text)).toBe(value);
  expect(damage(text)).toMatchObject({
    message: expect.stringContaining("guarded"),
    hint: "take such guards off with --spreadsheet-guards strip",
  });
});

test.each([
  [String.raw`\x1b[2JZoë`, String.raw`\x1b`],
  [String.raw`Zoë \u202elatot`, String.raw`\u202e`],
  [String.raw`a\u{e0041}b`, String.raw`\u{e0041}`],
  [String.raw`\ud800`, String.raw`\ud800`],
  [`one${String.raw`\r`}\ntwo`, String.raw`\r`],
  [String.raw`C:\x41 and \u200b`, String.raw`\u200b`],
])("%j was printed in place of a character", (text, escape) => {
  expect(damage(text)?.message).toContain(`${escape} was printed for a character`);
  expect(damage(text, true)).toBeUndefined();
  expect(damageIn(text, { typed: false, clearHint: undefined })).toBeUndefined();
});

test.each(
  [
    String.raw`C:\readme`,
    String.raw`\x41`,
    String.raw`\u00e9`,
    String.raw`\u{1f9fe}`,
    "\\n",
    "\\",
  ].concat(String.raw`\u{ffffff} \U202E \u202E \xzz`.split(" ")),
)("%j is what it says", (text) => {
  expect(damage(text)).toBeUndefined();
});

test.each(["=A1", "=SUM(A1:A9)", "=VLOOKUP(A2,B:C,2,0)", "=$B$7*2", "='Sheet 1'!A1"])(
  "%s is a formula",
  (text) => {
    expect(damage(text)?.message).toBe(`${text} is a formula and not its value`);
    expect(stripped(text)).toBe(text);
  },
);

test.each(["1.23457E+11", "1,23457E+11", "-4.5E-05", "1e+20", "12.3E+9", "4.75555E+10"])(
  "%s was a number once; below a column of JSON it is one",
  (text) => {
    expect(damage(text)?.message).toContain("a spreadsheet rewrote this number");
    expect(damage(text, true)).toBeUndefined();
  },
);

test.each([
  "'t Hoofd",
  "'s-Hertogenbosch",
  "O'Brien",
  "+4755501020",
  "-5",
  "@fjord",
  "#1",
  "#1!",
  "# 7",
  "#vip",
  "#VIP",
  "#TEAM-4",
  "Room:501",
  "Error 502",
  "12e4567",
  "1e5",
  "1.5",
  "E+11",
  "=)",
  "= nothing",
  "a=1",
  "02134",
  "Err",
  "",
])("%j is what it says", (text) => {
  expect(damage(text)).toBeUndefined();
  expect(stripped(text)).toBe(text);
});
