import { numberWord } from "../domain/text/number-word.ts";
import { commet } from "./commet.ts";
import type { Provider } from "./contract.ts";
import { flexprice } from "./flexprice.ts";
import { kirim } from "./kirim.ts";
import { maple } from "./maple.ts";
import { vayu } from "./vayu.ts";

/**
 * What the program knows of its providers.
 *
 * @param providers each under its own id; one under another's id does not compile
 */
export function registryOf<Id extends string>(providers: {
  readonly [Each in Id]: Provider<Each>;
}) {
  const all = Object.values<Provider<Id>>(providers);
  const allProviders: readonly Provider[] = all;
  return {
    providers,
    providerIds: all.map(({ id }) => id) as readonly Id[],
    allProviders,
    /** How many there are, as a word for running text: `five`. */
    providerCount: numberWord(allProviders.length),
    isProviderId: (text: string): text is Id => Object.hasOwn(providers, text),
  };
}

/** Every provider, in the order in which they are listed. A new one is one line here. */
export const { providers, providerIds, allProviders, providerCount, isProviderId } = registryOf({
  vayu,
  commet,
  flexprice,
  maple,
  kirim,
});

export type ProviderId = keyof typeof providers;
