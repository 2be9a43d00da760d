import { emulatorStateOption, localOutputOptions } from "../../args/options/shared-options.ts";

/** Options of every command of the emulator. */
export const ownOptions = { ...emulatorStateOption, ...localOutputOptions };
