/** Options that people write by habit, and what they are here. */
import type { Flag } from "./option.ts";

const words: Readonly<Record<string, { readonly needs: string; readonly write: string }>> = {
  "--by-external-id": { needs: "by", write: "--by external-id" },
  "--by-id": { needs: "by", write: "--by id" },
  "--json": { needs: "output", write: "-o json" },
  "--ndjson": { needs: "output", write: "-o ndjson" },
  "--jsonl": { needs: "output", write: "-o ndjson" },
  "--yaml": { needs: "output", write: "-o yaml" },
  "--markdown": { needs: "output", write: "-o markdown" },
  "--md": { needs: "output", write: "-o markdown" },
  "--format": { needs: "output", write: "--output" },
  "--dryrun": { needs: "dry-run", write: "--dry-run" },
  "--force": { needs: "yes", write: "--yes" },
};

/** What to write for an option that is not there, where the command has it; undefined for any other word. */
export function otherWords(word: string, flags: readonly Pick<Flag, "long">[]): string | undefined {
  const found = Object.hasOwn(words, word) ? words[word] : undefined;
  return found !== undefined && flags.some(({ long }) => long === found.needs)
    ? found.write
    : undefined;
}
