/** Options that people write by habit, and what they are here. */
import { fieldNames, fieldOf, metadataField } from "../../../domain/fields.ts";
import type { Flag } from "../option.ts";

const words: Readonly<Record<string, { readonly needs: string; readonly write: string }>> = {
  "--by-external-id": { needs: "by", write: "--by external-id" },
  "--by-id": { needs: "by", write: "--by id" },
  "--external-id": { needs: "by", write: "the id alone, and --by external-id" },
  "--id": { needs: "by", write: "the id alone, without an option" },
  "--customer": { needs: "by", write: "the id alone, without an option" },
  "--customer-id": { needs: "by", write: "the id alone, without an option" },
  "--json": { needs: "output", write: "-o json" },
  "--ndjson": { needs: "output", write: "-o ndjson" },
  "--jsonl": { needs: "output", write: "-o ndjson" },
  "--yaml": { needs: "output", write: "-o yaml" },
  "--csv": { needs: "output", write: "-o csv" },
  "--table": { needs: "output", write: "-o table" },
  "--markdown": { needs: "output", write: "-o markdown" },
  "--md": { needs: "output", write: "-o markdown" },
  "--format": { needs: "output", write: "--output" },
  "--dryrun": { needs: "dry-run", write: "--dry-run" },
  "--full-name": { needs: "name", write: "--name" },
  "--fullname": { needs: "name", write: "--name" },
  "--force": { needs: "yes", write: "--yes" },
  // A run that makes customers is a run as well.
  "--resume": { needs: "if-exists", write: "billing customers update --resume" },
};

/** What to write for an option that is not there, where the command has it; undefined for any other word. */
export function otherWords(word: string, flags: readonly Pick<Flag, "long">[]): string | undefined {
  const has = (wanted: string) => flags.some(({ long }) => long === wanted);
  const lower = word.toLowerCase();
  const found = Object.hasOwn(words, lower) ? words[lower] : undefined;
  if (found !== undefined && has(found.needs)) return found.write;
  return has("set") ? fieldWords(word.slice(2), has) : undefined;
}

/** `--address.city` and `--addressCity` are `--city`, `--metadata.tier` is `--metadata tier=…`. */
function fieldWords(path: string, has: (long: string) => boolean): string | undefined {
  const key = new RegExp(`^${metadataField}[.](?<key>.+)$`, "u").exec(path)?.groups?.["key"];
  if (key !== undefined) return `--${metadataField} ${key}=…`;
  const meant = fieldNames.find((name) => plainly(name) === plainly(path));
  if (meant === undefined) return undefined;
  const { flag } = fieldOf(meant);
  return flag !== undefined && has(flag) ? `--${flag}` : `--set ${meant}=…`;
}

function plainly(name: string): string {
  return name.replaceAll(/[-_.]/gu, "").toLowerCase();
}
