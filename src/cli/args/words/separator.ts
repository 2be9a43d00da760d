/** The words before the `--` that ends options. */
export function beforeSeparator(words: readonly string[]): readonly string[] {
  const separator = words.indexOf("--");
  return separator === -1 ? words : words.slice(0, separator);
}
