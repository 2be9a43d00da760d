/** Every case. */
import type { Case } from "./case.ts";
import { rowFileCases } from "./row-files.ts";
import { spreadsheetCases } from "./spreadsheets.ts";

export const table: readonly Case[] = [...rowFileCases, ...spreadsheetCases];
