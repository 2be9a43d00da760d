/**
 * What a provider is: facts about one vendor's customers API, as plain data.
 *
 * A provider file has no functions of its own and imports nothing but this contract and its vocabulary of
 * constructors; the interpreter in this room turns the facts into requests and reads answers with them.
 */
import type { ErrorKind } from "../domain/errors.ts";
import type { FieldKind, FieldName, KindOf } from "../domain/fields.ts";
import type { Json, JsonObject } from "../domain/json.ts";
import type { RateHeaders, RateLimit } from "../domain/rate-limit.ts";
import type { ProviderSettings } from "../domain/settings.ts";
import type { Listing } from "./listing.ts";
import type { Route } from "./route.ts";

/** A rule that a value must keep before it is sent. */
export interface Rule {
  /** What the value should be, for complaints and the support table: `at most 255 bytes`. */
  readonly says: string;
  readonly accepts: (value: Json) => boolean;
  /** Every value there is, where it is one of a list. */
  readonly choices?: readonly string[];
  /** Only for our copy of a list that the vendor keeps: whether the value may have joined the list since. */
  readonly mayJoin?: (value: Json) => boolean;
}

/** Two spellings of one value: the common vocabulary's and the vendor's. */
export interface Codec<Kind extends FieldKind> {
  /** Which kinds of field it can serve; only for the compiler. */
  readonly kinds?: Kind;
  readonly decode: (native: Json) => Json;
  readonly encode: (value: Json) => Json;
}

/** How the vendor holds one field of the common vocabulary. */
export interface Mapping<Kind extends FieldKind = FieldKind> {
  /** Where it stands in the vendor's record and body: `address.zip`. */
  readonly path: string;
  readonly codec?: Codec<Kind>;
  readonly rules?: readonly Rule[];
  /** Rules for the whole value as it would be sent, which is known only once the record was read. */
  readonly whole?: readonly Rule[];
  /** Members that the vendor adds to a list's items where they are left out: an id, and others with these values. */
  readonly adds?: { readonly id: string; readonly others: JsonObject };
  /** The members of the object, or of each item of the list, that the update takes, in the vendor's words; missing: any. */
  readonly members?: readonly string[];
  /** `write-only`: can be sent, is in no answer. `read-only`: the reverse. Missing: both ways. */
  readonly access?: "write-only" | "read-only";
  /** The value that clears the field; missing: the API has no way to clear it. */
  readonly clear?: { readonly with: Json };
  /** The record's member that must not be null when this field is written, and what is stored there first if it is. */
  readonly needs?: { readonly member: string; readonly because: string; readonly first: Json };
  /**
   * Into which key of a member of the record (`metadata.trail`) the vendor writes when it writes this field, and what: a value of that
   * member in the same update would replace it, so that the member is sent afterwards, over what is stored then.
   */
  readonly alsoWrites?: { readonly key: string; readonly because: string };
  /** The vendor takes the field and does nothing with it; why, for the warning. */
  readonly ignored?: string;
  /** A way in which the vendor tidies the value; a difference of that kind is none. */
  readonly normalises?: "whitespace";
  /** Words of the vendor's own, and the word that others have for the same. */
  readonly means?: Readonly<Record<string, string>>;
}

/** The vendor's read-only members, by the name they get in the common vocabulary. */
export interface ReadOnlyMember {
  readonly path: string;
  readonly codec?: Codec<FieldKind>;
}

/** How the vendor is reached by the customer's own id or by the caller's. */
export interface Addressing {
  readonly read: Route;
  readonly update: Route;
}

/** What differs from some dated version of the API on. */
export interface Dialect {
  /** First version, as a date, for which this holds. */
  readonly from: string;
  readonly update: Pick<Route, "method">;
  /** Answers are bare records from then on. */
  readonly bare: true;
}

/** How the vendor makes a customer. */
export interface Creation {
  readonly route: Route;
  /** Fields without which it makes none. */
  readonly required: readonly FieldName[];
  /** Fields of the update that this call does not take. */
  readonly lacks?: readonly FieldName[];
  /** Fields that no update takes; those that the record has are among what can only be read. */
  readonly fields?: { readonly [Name in FieldName]?: Mapping<KindOf<Name>> };
  /** Fields that this call takes under another path than the update. */
  readonly under?: { readonly [Name in FieldName]?: string };
  /** Where there is a customer of the same external id, the answer is that one as it is, and not a refusal. */
  readonly answersExisting?: true;
  /** Header of a key that this call alone takes. Nothing is sent again on its strength. */
  readonly keyHeader?: string;
  /** What the vendor does besides, unless the body has this member, in words. */
  readonly besides?: { readonly unless: string; readonly says: string };
}

type Auth = (
  | { readonly style: "header"; readonly header: string; readonly secret: string }
  | { readonly style: "bearer"; readonly secret: string; readonly login?: Login }
) & {
  /** Headers that carry another secret setting, left out where it is not configured; never on the login. */
  readonly also?: Readonly<Record<string, string>>;
};

/** A call that trades a long-lived secret for a bearer token (a JWT with `exp`). */
export interface Login {
  /** Secret setting that is traded in. */
  readonly secret: string;
  readonly path: string;
  /** Member of the body that carries the secret. */
  readonly body: string;
  /** Member of the answer that carries the token. */
  readonly token: string;
}

/** Where an error answer keeps its facts; the first path that holds a string counts. */
interface ErrorShape {
  readonly code: readonly string[];
  readonly type: readonly string[];
  readonly message: readonly string[];
  readonly param: readonly string[];
  /** A list of `{field, message}` or `{param, message}`, or an object of field and text. */
  readonly details: readonly string[];
  readonly requestId: readonly string[];
  /** Page that explains the error. */
  readonly page?: readonly string[];
  /** Members that nobody else's errors have: one of them tells the vendor's own, as a code with a message or type does. */
  readonly telling?: readonly string[];
  /** Whole bodies, by status, that are the vendor's own although they are no JSON. */
  readonly texts?: Readonly<Record<number, string>>;
  /** Statuses with which a message alone is the vendor's own error. */
  readonly messageAlone?: readonly number[];
  /** Statuses of refusals that only this vendor documents. */
  readonly refusals?: readonly number[];
  /** Kinds by the vendor's own code, where the status alone would mislead. */
  readonly kinds?: Readonly<Record<string, ErrorKind>>;
  /** What to do about a code, where the vendor's message does not say. */
  readonly hints?: Readonly<Record<string, string>>;
}

/** Only for vendors that honour a key on the update call. */
interface Idempotency {
  readonly header: string;
  /** Whether a received answer is stored under the key, so that another attempt needs a new one. */
  readonly renewAfterAnswer: boolean;
  /** Response header that says an old answer was replayed. */
  readonly replayed?: string;
}

interface MetadataRules {
  /** `string`: every value must be one. */
  readonly values: "any" | "string";
  /** Rules for the whole map as it would be sent. */
  readonly rules?: readonly Rule[];
}

export interface Provider<Id extends string = string> extends ProviderSettings {
  readonly id: Id;
  /** Pages the facts come from, with the day they were read. */
  readonly documents: readonly { readonly url: string; readonly read: string }[];

  readonly auth: Auth;
  /** Headers that carry a setting's value: `{ "x-version": "version" }`; left out where the setting is. */
  readonly headers?: Readonly<Record<string, string>>;

  /** What the vendor's own ids look like. */
  readonly customerId: {
    readonly pattern: RegExp;
    readonly says: string;
    /** Capitals do not count, and the vendor writes its ids without; missing: they are part of the id. */
    readonly writtenIn?: "small letters";
  };
  readonly byId: Addressing;
  /** Missing: the vendor cannot find a customer by the caller's id; `why` is in the complaint. */
  readonly byExternalId?: Addressing;
  readonly noExternalId?: string;
  readonly list: Listing;
  /** Missing: nothing is known of a way to make a customer. */
  readonly create?: Creation;
  /** How a customer is taken out of service for good, and the status it has then; missing: the vendor has no way to. */
  readonly archive?: { readonly route: Route<"DELETE">; readonly status: string };
  /** Setting whose value is the API version, and what changes with it. */
  readonly versions?: { readonly setting: string; readonly dialects: readonly Dialect[] };

  /**
   * `partial`: the body names what changes. `whole`: what the body leaves out may be lost; the setting `unknownMembers`
   * says what becomes of members of which nothing is known.
   */
  readonly updateStyle: "partial" | "whole";
  /** What proves that an update was stored, unless the user decides, and why. */
  readonly verify: { readonly by: "answer" | "read"; readonly because: string };
  /**
   * Whether the update's answer proves that something was removed; where the documents leave it open, the record is
   * read again.
   */
  readonly removalsShowInAnswer: boolean;
  /** Members of the record that the update's answer never carries. */
  readonly onlyRead?: readonly string[];
  readonly fields: { readonly [Name in FieldName]?: Mapping<KindOf<Name>> };
  readonly readOnly: Readonly<Record<string, ReadOnlyMember>>;
  readonly metadata?: MetadataRules;
  /** Fields that go together: if the first is sent, so must be the others. */
  readonly together?: readonly (readonly FieldName[])[];
  /** Members of a customer that say which account it is in, whatever key that is opened with; none: the vendor tells nothing. */
  readonly identity: readonly string[];
  /** What tells people which account it is, beside its identity, and whether it is the live one; only what documents say. */
  readonly account: {
    /** Settings that name it. */
    readonly settings?: readonly string[];
    /** Member of a customer, one of its identity: true where it is live, false where it is for tests. */
    readonly liveMember?: string;
    /** Members of its identity in which customers of one account may differ. */
    readonly perCustomer?: readonly string[];
    /** How the key of a live account begins, and that of one for tests. */
    readonly keys?: Readonly<Record<string, "live" | "test">>;
    /** Hosts of the one and of the other. */
    readonly hosts?: Readonly<Record<string, "live" | "test">>;
  };
  /** Members of the record that change by themselves. */
  readonly volatile: readonly string[];

  readonly errors: ErrorShape;
  /** Response headers that carry the vendor's id of the request, most trusted first. */
  readonly requestIdHeaders: readonly string[];
  readonly idempotency?: Idempotency;
  /** How many requests the vendor takes; no rates: it publishes none. */
  readonly limits: {
    readonly rates: readonly RateLimit[];
    /** Missing: answers do not tell. */
    readonly headers?: RateHeaders;
  };
}
