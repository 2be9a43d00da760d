import {
  formatOption,
  localOutputOptions,
  machineFormats,
  profileOptions,
} from "../../args/options/shared-options.ts";

const { profile, config } = profileOptions;

/** Options of commands that look at the configuration. */
export const lookingOptions = {
  profile,
  config,
  ...formatOption(["table", ...machineFormats]),
  ...localOutputOptions,
};
