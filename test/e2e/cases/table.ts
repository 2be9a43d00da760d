/** Every case. */
import type { Case } from "./case.ts";
import { machineCases } from "./machines.ts";
import { messageCases } from "./messages.ts";
import { rowFileCases } from "./row-files.ts";

export const table: readonly Case[] = [...rowFileCases, ...messageCases, ...machineCases];
