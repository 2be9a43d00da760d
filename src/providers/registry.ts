import { commet } from "./commet.ts";
import type { Provider } from "./contract.ts";
import { flexprice } from "./flexprice.ts";
import { kirim } from "./kirim.ts";
import { maple } from "./maple.ts";
import { vayu } from "./vayu.ts";

export type ProviderId = "vayu" | "commet" | "flexprice" | "maple" | "kirim";

/** Every provider under its id; an id without a file, or a file under another's id, does not compile. */
export const providers = { vayu, commet, flexprice, maple, kirim } as const satisfies {
  readonly [Id in ProviderId]: Provider<Id>;
};

export const providerIds = Object.keys(providers) as readonly ProviderId[];

export const allProviders: readonly Provider[] = Object.values(providers);

export function isProviderId(text: string): text is ProviderId {
  return Object.hasOwn(providers, text);
}
