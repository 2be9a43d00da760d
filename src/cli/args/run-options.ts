/** Options of commands that change many customers. */
import { rowFormats } from "../../bulk/input/row-format.ts";
import type { OptionSpec } from "./command.ts";

const many = "Many customers:";

/** Where many rows come from. */
export const rowOptions: readonly OptionSpec[] = [
  {
    long: "from",
    value: "path",
    help: "one row a customer: NDJSON, a JSON array, CSV or TSV; - for stdin",
    group: many,
  },
  {
    long: "resume",
    value: "run",
    optional: true,
    help: "go on with a run where it stopped: this one, or the latest that is not finished",
    group: many,
  },
  {
    long: "input-format",
    value: "name",
    choices: rowFormats,
    help: "form of --from (default: by its name or its first character)",
    group: many,
  },
  {
    long: "delimiter",
    value: "character",
    help: "between the cells of a CSV (default: what its header has most: , ; or tab)",
    group: many,
  },
  {
    long: "map",
    value: "column=path",
    repeatable: true,
    help: 'what a column holds, such as "Company Name=name"; "Notes=" leaves it out',
    group: many,
  },
  {
    long: "unset-token",
    value: "text",
    help: "a cell that clears the field (default: #N/A); an empty cell leaves it",
    group: many,
  },
  {
    long: "skip-invalid",
    help: "leave rows out that are not valid, instead of refusing them all",
    group: many,
  },
  {
    long: "shard",
    value: "n/of",
    help: "only this part of the rows, by their ids, such as 2/8; for several machines",
    group: many,
  },
];

/** How many rows are worked on, and what is kept of them. */
export const runOptions: readonly OptionSpec[] = [
  {
    long: "concurrency",
    value: "number",
    help: "customers under way at once, at each provider (default: 32)",
    group: many,
  },
  {
    long: "max-errors",
    value: "number",
    help: "stop after so many rows that failed",
    group: many,
  },
  {
    long: "ordered",
    help: "results in the order of the rows, not as they end",
    group: many,
  },
  {
    long: "results",
    value: "path",
    help: "file of the results, a line a row (default: in the run's directory)",
    group: many,
  },
  {
    long: "failed",
    value: "path",
    help: "file of the rows that failed, as they were given (default: in the run's directory)",
    group: many,
  },
];
