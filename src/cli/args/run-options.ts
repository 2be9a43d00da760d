/** Options of commands that change many customers. */
import { rowFormats } from "../../bulk/input/row-format.ts";
import { choice, count, flag, optionalText, text, texts } from "./option.ts";

const group = "Many customers:";

/** Where many rows come from. */
export const rowOptions = {
  from: text("path", {
    help: "one row a customer: NDJSON, a JSON array, CSV or TSV; - for stdin",
    group,
    recorded: false,
  }),
  resume: optionalText("run", {
    help: "go on with a run where it stopped: this one, or the latest that is not finished",
    group,
    recorded: false,
  }),
  inputFormat: choice("name", rowFormats, {
    help: "form of --from (default: by its name or its first character)",
    group,
    recorded: true,
  }),
  delimiter: text("character", {
    help: "between the cells of a CSV (default: what its header has most: , ; or tab)",
    group,
    recorded: true,
  }),
  map: texts("column=path", {
    help: 'what a column holds, such as "Company Name=name"; "Notes=" leaves it out',
    group,
    recorded: true,
  }),
  unsetToken: text("text", {
    help: "a cell that clears the field (default: #N/A); an empty cell leaves it",
    group,
    recorded: true,
  }),
  skipInvalid: flag({
    help: "leave rows out that are not valid, instead of refusing them all",
    group,
    recorded: true,
  }),
  shard: text("n/of", {
    help: "only this part of the rows, by their ids, such as 2/8; for several machines",
    group,
    recorded: true,
  }),
};

/** How many rows are worked on, and which results are kept. */
export const paceOptions = {
  concurrency: count(
    { least: 1, most: 1000 },
    {
      help: "customers under way at once, at each provider (default: 32)",
      group,
      recorded: false,
    },
  ),
  maxErrors: count(
    { least: 1, most: 1_000_000_000 },
    { help: "stop after so many rows that failed", group, recorded: false },
  ),
  ordered: flag({
    help: "results in the order of the rows, not as they end",
    group,
    recorded: false,
  }),
  results: text("path", {
    help: "file of the results, a line a row (default: in the run's directory)",
    group,
    recorded: "renewable",
  }),
};

/** The same, where a row that failed can be given again. */
export const runOptions = {
  ...paceOptions,
  failed: text("path", {
    help: "file of the rows that failed, as they were given (default: in the run's directory)",
    group,
    recorded: "renewable",
  }),
};
