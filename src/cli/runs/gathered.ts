/**
 * Writes together what is given while others that are ready have their turn: rows whose record reached the disk
 * together end together. Resolves once it is written, or rejects for all whose text was part of it.
 */
export function gathered(write: (text: string) => Promise<void>): (text: string) => Promise<void> {
  let waiting = "";
  let written: Promise<void> | undefined;
  const writeAll = (): Promise<void> => {
    const text = waiting;
    waiting = "";
    written = undefined;
    return write(text);
  };
  return (text) => {
    waiting += text;
    return (written ??= Promise.resolve().then(writeAll));
  };
}
