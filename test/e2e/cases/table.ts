/** Every case. */
import type { Case } from "./case.ts";
import { rowFileCases } from "./row-files.ts";

export const table: readonly Case[] = [...rowFileCases];
