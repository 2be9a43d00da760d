/** What renaming a file needs of this machine. */
import { setTimeout } from "node:timers/promises";

export const renamingHere = {
  platform: process.platform,
  sleep: async (milliseconds: number) => {
    await setTimeout(milliseconds);
  },
};
