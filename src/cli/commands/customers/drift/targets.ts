/** Which customers are compared, and where each of them is. */
import { compact } from "../../../../domain/compact.ts";
import { BillingError, type Complaint } from "../../../../domain/errors.ts";
import type { Provider } from "../../../../providers/contract.ts";
import { ownIdHint } from "../../../../providers/wire/requests.ts";
import { providerIds, providers } from "../../../../providers/registry.ts";
import { addressing, referenceAsWritten } from "../../../../providers/wire/requests.ts";
import type { CustomerRef } from "../../../../update/connection.ts";
import { defaultProvider } from "../../../accounts/account.ts";
import { chosenProviders } from "../../../accounts/chosen-providers.ts";
import type { Ports } from "../../../ports.ts";
import { say } from "../../../show/say.ts";
import { checkId } from "../named-customer.ts";
import type { DriftOptions } from "../drift.command.ts";
import { parseRefs, type Ref } from "./refs.ts";

export interface Target {
  /** Heads its column. */
  readonly name: string;
  /** How messages name it: `maple:cus_1`. */
  readonly title: string;
  readonly provider: Provider;
  readonly profile?: string;
  readonly ref: CustomerRef;
}

type Place = Omit<Target, "name">;

/** More have no place side by side. */
const most = 20;

/** @throws {BillingError} usage: with everything that is wrong; nothing was sent */
export async function targetsOf(
  ports: Pick<Ports, "host" | "terminal">,
  options: DriftOptions,
  words: readonly string[],
): Promise<readonly Target[]> {
  const refs = parseRefs(words, options.by, options.provider !== undefined);
  const places = await placesOf(ports, options, refs);
  const complaints = [
    ...places.flatMap((place) => complaintsOf(place, options)),
    ...repeated(places, options),
  ];
  if (complaints.length > 0) throw BillingError.usage(complaints);
  if (places.length < 2 || places.length > most) throw wrongNumber(places.length, words[0]);
  return named(places);
}

async function placesOf(
  ports: Pick<Ports, "host" | "terminal">,
  options: DriftOptions,
  refs: readonly Ref[],
): Promise<readonly Place[]> {
  const bare = refs.filter(({ provider }) => provider === undefined);
  if (bare.length === 0) {
    if (options.provider === undefined) return refs.flatMap((ref) => placeOf(ref));
    const message = `"${options.provider}" says nothing: each customer names its own provider`;
    const hint = "leave it out, or name customers without their provider";
    throw BillingError.usage([{ location: { name: "--provider" }, message, hint }]);
  }
  const among = await providersOf(ports, options, bare);
  if (bare.length > 1 && among.length > 1) {
    const ids = among.map(({ id }) => id);
    throw BillingError.usage(
      bare.map(({ word }) => ({
        location: { name: word },
        message: `which of ${ids.join(", ")} is it at?`,
        hint: `write the provider before each id, as in ${ids[0] ?? ""}:${word}`,
      })),
    );
  }
  return refs.flatMap((ref) =>
    ref.provider === undefined ? among.map((provider) => place(ref, provider)) : placeOf(ref),
  );
}

function placeOf(ref: Ref): readonly Place[] {
  return ref.provider === undefined ? [] : [place(ref, providers[ref.provider])];
}

function place({ word, kind, profile, provider: said, reference }: Ref, provider: Provider): Place {
  return {
    title: said === undefined ? `${provider.id}:${word}` : word,
    provider,
    ...compact({ profile }),
    ref: { kind, reference: referenceAsWritten(provider, kind, reference) },
  };
}

/** The providers of ids that name none. */
async function providersOf(
  { host, terminal }: Pick<Ports, "host" | "terminal">,
  options: DriftOptions,
  bare: readonly Ref[],
): Promise<readonly Provider[]> {
  if (options.provider === undefined) {
    const usual = await defaultProvider(host, options);
    if (usual !== undefined) return [usual];
    throw BillingError.usage(
      bare.map(({ word }) => ({
        location: { name: word },
        message: "which provider's customer is it?",
        hint: `write it before the id, as in ${providerIds[0] ?? ""}:${word}, or name some with -p (${providerIds.join(", ")}, or all)`,
      })),
    );
  }
  const chosen = await chosenProviders(host, options);
  const isEvery = options.provider.split(",").some((name) => name.trim() === "all");
  if (!isEvery) return chosen;
  const [{ kind, reference } = { kind: options.by, reference: "" }] = bare;
  const without = chosen.filter((provider) => addressing(provider, kind) === undefined);
  for (const provider of without) {
    const why = ownIdHint(provider, reference) ?? `${provider.title} has no look-up by it`;
    await say(terminal, "left_out", `${provider.title} is left out: ${why}`);
  }
  return chosen.filter((provider) => !without.includes(provider));
}

function complaintsOf(
  { title, provider, profile, ref }: Place,
  options: DriftOptions,
): readonly Complaint[] {
  if (options.emulator && profile !== undefined) {
    const message = `the emulator has one ${provider.title}, and no other one in a profile`;
    const hint = `leave @${profile} out, or compare the accounts themselves, without --emulator`;
    return [{ location: { name: title }, message, hint }];
  }
  try {
    checkId(provider, ref, { ...options, profile: profile ?? options.profile });
    return [];
  } catch (error) {
    if (!(error instanceof BillingError)) throw error;
    return error.complaints.map((one) => ({ ...one, location: { name: title } }));
  }
}

function repeated(places: readonly Place[], options: DriftOptions): readonly Complaint[] {
  const keyOf = ({ provider, profile = options.profile, ref }: Place) =>
    JSON.stringify([provider.id, profile, ref.kind, ref.reference]);
  const keys = places.map(keyOf);
  return places.flatMap(({ title }, index) =>
    keys.indexOf(keys[index] ?? "") === index
      ? []
      : [{ location: { name: title }, message: "is named twice", hint: "name it once" }],
  );
}

function wrongNumber(given: number, word = "<id>"): BillingError {
  if (given > most) {
    return new BillingError("usage", `${given} customers are too many to stand side by side`, {
      hint: `name at most ${most}`,
    });
  }
  return new BillingError("usage", "one customer has nothing to be compared with", {
    hint: `name another, as provider:id; or the same at several providers: ${word} -p all, with --by external-id where it is your own id`,
  });
}

/** Each under its provider, and the profile that was named; numbered where that tells nobody apart. */
function named(places: readonly Place[]): readonly Target[] {
  const names = places.map(({ provider: { id }, profile }) =>
    profile === undefined ? id : `${id}@${profile}`,
  );
  return places.map((one, index) => {
    const name = names[index] ?? "";
    const isOnly = names.filter((other) => other === name).length === 1;
    const number = names.slice(0, index + 1).filter((other) => other === name).length;
    return { ...one, name: isOnly ? name : `${name} ${number}` };
  });
}
