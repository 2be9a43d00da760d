/** A whole number with its digits in groups: `1,204`. */
export function thousands(number: number): string {
  return String(number).replaceAll(/(?<=\d)(?=(?:\d{3})+$)/gu, ",");
}
