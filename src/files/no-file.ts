import type { Complaint } from "../domain/errors.ts";

/** Where `-` was written for a file to be written: what is meant is stdout, and results are there. */
export function noFile(flag: string): Complaint {
  return {
    location: { name: `--${flag}` },
    message: "- names no file",
    hint: "name a file; what stdout is to hold for a program, -o says: -o json, for example",
  };
}
