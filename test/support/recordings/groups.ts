import { bulk } from "./bulk.ts";
import { config } from "./config.ts";
import { emulator } from "./emulator.ts";
import { exits } from "./exits.ts";
import { formats } from "./formats.ts";
import type { Group } from "./group.ts";
import { help } from "./help.ts";
import { history } from "./history.ts";
import { hostile } from "./hostile.ts";
import { patches } from "./patches.ts";
import { plans } from "./plans.ts";
import { rows } from "./rows.ts";
import { runs } from "./runs.ts";
import { vendors } from "./vendors.ts";

export const groups: readonly Group[] = [
  bulk,
  config,
  emulator,
  exits,
  formats,
  help,
  history,
  hostile,
  patches,
  plans,
  rows,
  runs,
  vendors,
];
