/** Every case. */
import type { Case } from "./case.ts";
import { encodingCases } from "./files/encodings.ts";
import { hiddenCases } from "./files/hidden.ts";
import { localeCases } from "./locales.ts";
import { logCases } from "./logs.ts";
import { machineCases, shellCases } from "./machines.ts";
import { messageCases } from "./messages.ts";
import { namedFileCases } from "./files/named-files.ts";
import { networkCases } from "./networks.ts";
import { otherFileCases } from "./files/other-files.ts";
import { placeholderCases } from "./placeholders.ts";
import { rowFileCases } from "./files/row-files.ts";
import { slipCases } from "./slips.ts";
import { unusableCases } from "./unusable.ts";
import { spreadsheetCases } from "./files/spreadsheets.ts";

export const table: readonly Case[] = [
  ...rowFileCases,
  ...spreadsheetCases,
  ...messageCases,
  ...machineCases,
  ...unusableCases,
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
