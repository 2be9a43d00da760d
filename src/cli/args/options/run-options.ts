/** Options of commands that change many customers. */
import { guardWords, rowFormats } from "../../../bulk/input/row-format.ts";
import { fieldsOption } from "../fields.ts";
import { optionsUnder } from "../kinds.ts";
import { maxSizeOption } from "./shared-options.ts";

const many = "Many customers:";
const pace = optionsUnder(many);
const rows = optionsUnder(many, true);
const files = optionsUnder(many, "renewable");

/** Where many rows come from. */
export const rowOptions = {
  from: pace.text(
    "path",
    "one row a customer: NDJSON, a JSON array, YAML, CSV or TSV; - for stdin",
  ),
  resume: pace.optionalText(
    "run",
    "go on with a run where it stopped: this one, or the latest that is not finished",
  ),
  breakLock: pace.flag(
    "with --resume: take the run from a process of another machine or container that is gone",
  ),
  inputFormat: rows.choice(
    "name",
    rowFormats,
    "form of --from (default: by its name or its first character)",
  ),
  delimiter: rows.text(
    "character",
    "between the cells of a CSV (default: what its header has most: , ; or tab)",
  ),
  map: rows.texts(
    "column=path",
    'what a column holds, such as "Company Name=name"; "Notes=" leaves it out',
  ),
  unsetToken: rows.text(
    "text",
    "a cell that clears the field (default: #N/A); an empty cell leaves it",
  ),
  spreadsheetGuards: rows.choice(
    "what",
    guardWords,
    'cells that an export guarded, such as \'+4755 or ="02134": refused unless stripped of it',
  ),
  skipInvalid: rows.flag("leave rows out that are not valid, instead of refusing them all"),
  shard: rows.text(
    "n/of",
    "only this part of the rows, by their ids, such as 2/8; for several machines",
  ),
};

/** How many rows are worked on, and where the results go. */
export const paceOptions = {
  ...fieldsOption("row,id,outcome,error.message; of each row of a run"),
  concurrency: pace.count(
    { least: 1, most: 1000 },
    "customers under way at once, at each provider (default: 32)",
  ),
  maxErrors: pace.count({ least: 1, most: 1_000_000_000 }, "stop after so many rows that failed"),
  ...maxSizeOption,
  ordered: pace.flag("results in the order of the rows, not as they end"),
  results: files.text(
    "path",
    "file of the results, a line a row (default: in the run's directory)",
  ),
};

/** The same, where a row that failed can be given again. */
export const runOptions = {
  ...paceOptions,
  failed: files.text(
    "path",
    "file of the rows that failed, as they were given (default: in the run's directory)",
  ),
};
