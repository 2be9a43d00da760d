/** Text that may not be longer than so many bytes: what has no room is left out by whole lines, and counted. */
import { count } from "../text/count.ts";

export interface Bounded {
  /** Bytes that are left; below 0: not even for a sentence. */
  readonly room: number;
  add(text: string): void;
  /** What had room, and a sentence about what had none. */
  text(): string;
}

/** Room for the sentence. */
const spared = 200;

/** @param most bytes that all of it has at most */
export function withinBytes(most: number): Bounded {
  const kept: string[] = [];
  let room = most - spared;
  let left = 0;
  const take = (text: string): boolean => {
    const size = Buffer.byteLength(text);
    if (left > 0 || size > room) return false;
    room -= size;
    kept.push(text);
    return true;
  };
  return {
    get room() {
      return room;
    },
    add(text) {
      if (take(text)) return;
      for (const line of text.split(/(?<=\n)/u)) if (!take(line) && line.trim() !== "") left += 1;
    },
    text: () =>
      left === 0 || most < spared
        ? kept.join("")
        : `${kept.join("").trimEnd()}\n\n${count(left, "line")} ${left === 1 ? "has" : "have"} no room here.\n`,
  };
}
