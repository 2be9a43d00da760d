import { printJson } from "../../domain/json.ts";
import { safeJson } from "../../domain/text/safe-text.ts";

export type MachineFormat = "json" | "ndjson" | "yaml";

/**
 * Prints a document for programs: nothing is lost, numbers keep their digits, and what could act on a terminal is
 * escaped in the format's own way, so that reading it gives the same values. Ends with a line end; `ndjson` is one line.
 */
export async function printMachine(document: unknown, format: MachineFormat): Promise<string> {
  switch (format) {
    case "json":
      return `${safeJson(printJson(document, 2))}\n`;
    case "ndjson":
      return `${safeJson(printJson(document))}\n`;
    case "yaml":
      return (await import("./yaml.ts")).printYaml(document);
  }
}
