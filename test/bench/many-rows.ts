/** Files of many rows; every row changes a name and a key of the metadata. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** @returns the path of the file */
export function rowsFile(home: string, rows: number, format: "ndjson" | "csv" = "ndjson"): string {
  const lines = Array.from({ length: rows }, (_, index) => {
    const n = String(index + 1).padStart(6, "0");
    const [id, name, tier] = [`cus_${n}`, `New name ${n}`, "gold"];
    return format === "csv"
      ? [id, name, tier].join(",")
      : JSON.stringify({ id, name, metadata: { tier } });
  });
  const path = join(home, `rows-${rows}.${format}`);
  const header = format === "csv" ? ["id,name,metadata.tier"] : [];
  writeFileSync(path, `${[...header, ...lines].join("\n")}\n`);
  return path;
}
