import { numberWord } from "../domain/text/number-word.ts";
import { commet } from "./commet.ts";
import type { Provider } from "./contract.ts";
import { flexprice } from "./flexprice.ts";
import { kirim } from "./kirim.ts";
import { maple } from "./maple.ts";
import { vayu } from "./vayu.ts";

/** Every provider under its own id, in the order in which they are listed. A new one is one line here. */
export const providers = underOwnIds({
  vayu,
  commet,
  flexprice,
  maple,
  kirim,
});

export type ProviderId = keyof typeof providers;

export const providerIds = Object.keys(providers) as readonly ProviderId[];

export const allProviders: readonly Provider[] = Object.values(providers);

/** How many there are, as a word for running text: `five`. */
export const providerCount = numberWord(allProviders.length);

export function isProviderId(text: string): text is ProviderId {
  return Object.hasOwn(providers, text);
}

type UnderOwnId<Id extends string> = { readonly [Each in Id]: Provider<Each> };

/** A description under another id than its own does not compile. */
function underOwnIds<Id extends string>(all: UnderOwnId<Id>): UnderOwnId<Id> {
  return all;
}
