/** Customers as words of a command line: `maple:cus_1`, `maple@staging:cus_1`, `vayu:external-id=acme-1`, `acme-1`. */
import { compact } from "../../../../domain/compact.ts";
import { BillingError, type Complaint } from "../../../../domain/errors.ts";
import { didYouMean, nearest } from "../../../../domain/text/nearest.ts";
import { isProviderId, type ProviderId, providerIds } from "../../../../providers/registry.ts";
import type { ReferenceKind } from "../../../../providers/wire/requests.ts";

/** A customer that a word names. */
export interface Ref {
  /** As it was typed. */
  readonly word: string;
  /** Missing: the word says nothing of it. */
  readonly provider?: ProviderId;
  readonly profile?: string;
  readonly kind: ReferenceKind;
  readonly reference: string;
}

const kinds: readonly ReferenceKind[] = ["id", "external-id"];

/**
 * @param kind of an id that does not say what it is
 * @param hasProvider whether the command line names a provider for words that name none
 * @throws {BillingError} usage: with everything that is wrong
 */
export function parseRefs(
  words: readonly string[],
  kind: ReferenceKind,
  hasProvider: boolean,
): readonly Ref[] {
  const found = words.map((word) => parseRef(word, kind, hasProvider));
  const complaints = found.flatMap((one) => ("message" in one ? [one] : []));
  if (complaints.length > 0) throw BillingError.usage(complaints);
  return found.flatMap((one) => ("word" in one ? [one] : []));
}

function parseRef(word: string, kind: ReferenceKind, hasProvider: boolean): Ref | Complaint {
  const { name, profile, rest } =
    /^(?<name>[a-z]+)(?:@(?<profile>[^:]*))?:(?<rest>.*)$/isu.exec(word)?.groups ?? {};
  if (name === undefined || rest === undefined) return { word, kind, reference: word };
  const location = { name: word };
  if (!isProviderId(name)) {
    const isOwn =
      hasProvider && (kind === "external-id" || nearest(name, providerIds) === undefined);
    if (isOwn) return { word, kind, reference: word };
    const message = `there is no provider "${name}"${didYouMean(name, providerIds)}`;
    return { location, message, hint: `one of ${providerIds.join(", ")}` };
  }
  if (profile === "") {
    return {
      location,
      message: "no profile stands behind the @",
      hint: `write ${name}:<id>, or ${name}@<profile>:<id>`,
    };
  }
  const said = kinds.find((one) => rest.startsWith(`${one}=`));
  const reference = said === undefined ? rest : rest.slice(said.length + 1);
  const wrong = said === undefined && kind === "id" ? wrongKind(rest) : undefined;
  if (wrong !== undefined) return { location, ...wrong };
  return { word, provider: name, ...compact({ profile }), kind: said ?? kind, reference };
}

/** `externalId=acme-1`, where no vendor's id looks like that. */
function wrongKind(rest: string): Omit<Complaint, "location"> | undefined {
  const [, said] = /^(?<said>[a-z][\w-]*)=/iu.exec(rest) ?? [];
  if (said === undefined) return undefined;
  return {
    message: `"${said}" is no kind of id${didYouMean(said, kinds)}`,
    hint: `one of ${kinds.join(", ")}`,
  };
}
