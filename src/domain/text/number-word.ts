const words = "no one two three four five six seven eight nine ten eleven twelve".split(" ");

/** `five` for 5, as running text has it up to twelve; a greater number in digits. */
export function numberWord(count: number): string {
  return words[count] ?? String(count);
}
