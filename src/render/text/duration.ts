const units = [
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
] as const;

/** `0.4 s`, `41 s`, `1 m 29 s`, `2 h 5 m`: rounded, the two largest units, and none that is 0. */
export function duration(milliseconds: number): string {
  const tenths = Math.round(milliseconds / 100);
  if (tenths > 0 && tenths < 10) return `0.${tenths} s`;
  const precision = milliseconds >= 3_600_000 - 500 ? 60_000 : 1000;
  let left = Math.round(milliseconds / precision) * precision;
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const number = Math.floor(left / size);
    if (number > 0) parts.push(`${number} ${unit}`);
    left -= number * size;
  }
  return parts.length === 0 ? "0 s" : parts.join(" ");
}
