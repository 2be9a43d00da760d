/** Every case. */
import type { Case } from "./case.ts";
import { encodingCases } from "./encodings.ts";
import { hiddenCases } from "./hidden.ts";
import { localeCases } from "./locales.ts";
import { logCases } from "./logs.ts";
import { machineCases, shellCases } from "./machines.ts";
import { messageCases } from "./messages.ts";
import { namedFileCases } from "./named-files.ts";
import { networkCases } from "./networks.ts";
import { otherFileCases } from "./other-files.ts";
import { placeholderCases } from "./placeholders.ts";
import { rowFileCases } from "./row-files.ts";
import { slipCases } from "./slips.ts";
import { spreadsheetCases } from "./spreadsheets.ts";

export const table: readonly Case[] = [
  ...rowFileCases,
  ...spreadsheetCases,
  ...messageCases,
  ...machineCases,
  ...namedFileCases,
  ...localeCases,
  ...otherFileCases,
  ...placeholderCases,
  ...hiddenCases,
  ...encodingCases,
  ...slipCases,
  ...logCases,
  ...networkCases,
  ...shellCases,
];
