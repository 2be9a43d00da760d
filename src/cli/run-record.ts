/** Options by their long names, for what does not take typed values yet. */
import type { GivenOptions, Invocation, OptionSpec } from "./args/command.ts";
import { type Given, valuesOf } from "./args/option.ts";
import { recordedIn, resumedWith } from "./args/recorded.ts";
import { updateOptions } from "./args/update-options.ts";
import type { Ports } from "./ports.ts";

function byName(raw: Given): GivenOptions {
  const held = (long: string) => (Object.hasOwn(raw, long) ? raw[long] : undefined);
  return {
    ...valuesOf(updateOptions, raw),
    raw,
    text: (long) => {
      const value = held(long);
      return typeof value === "string" ? value : undefined;
    },
    texts: (long) => {
      const value = held(long);
      return Array.isArray(value) ? value : [];
    },
    has: (long) => held(long) === true,
    given: (long) => held(long) !== undefined,
    onOff: (long) => {
      const value = held(long);
      return typeof value === "boolean" ? value : undefined;
    },
  };
}

export function invocationOf(ports: Ports): Invocation {
  const { host, operands, given } = ports;
  return { host, operands, options: byName(given), ports };
}

export function recordedOptions(specs: readonly OptionSpec[], { raw }: GivenOptions): Given {
  return recordedIn(specs, raw);
}

export function resumedOptions(
  specs: readonly OptionSpec[],
  { raw }: GivenOptions,
  recorded: Given,
): GivenOptions {
  return byName(resumedWith(specs, recorded, raw));
}
