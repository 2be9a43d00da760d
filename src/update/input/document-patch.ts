/** Flags, and a document that a user wrote or got from `customers get` and edited, as a patch for one provider. */
import { compact } from "../../domain/compact.ts";
import { knownAccountSchema } from "../../domain/documents/known-account.ts";
import type { Complaint, Location } from "../../domain/errors.ts";
import type { FieldName } from "../../domain/fields.ts";
import { isJsonObject } from "../../domain/json.ts";
import { own } from "../../domain/members.ts";
import type { CustomerPatch } from "../../domain/patch.ts";
import type { LocatedDocument } from "../../patch/document.ts";
import { patchFromEditedRecord } from "../../patch/edited-record.ts";
import { patchFromDocument } from "../../patch/from-document.ts";
import { type PatchFlags, patchFromFlags } from "../../patch/from-flags.ts";
import type { Provider } from "../../providers/contract.ts";
import { fieldsOf } from "../../providers/wire/record.ts";
import type { CustomerRef } from "../connection.ts";
import type { Printed } from "../expectation.ts";
import { identityOf } from "../known-account.ts";
import { editedRecord } from "./customer-document.ts";
import { commonDocument } from "./native-document.ts";

type Found = { readonly patch: CustomerPatch } | { readonly complaints: readonly Complaint[] };

/**
 * What was changed in a printed record, and what it was printed from; undefined when the document is none.
 *
 * @param document read with `numbers: "keep"`, because it repeats the provider's numbers
 */
export function patchOfRecord(
  document: LocatedDocument,
  provider: Provider,
  { kind, reference }: CustomerRef,
): (Found & Printed) | undefined {
  const edited = editedRecord(provider, document.value);
  if (edited === undefined) return undefined;
  // The document names the provider's id; the command line may name the caller's.
  const named = kind === "id" && edited.externalId !== reference ? reference : edited.id;
  const sameCustomer = kind === "id" || edited.externalId === reference;
  const { base, revisionOk } = edited;
  const id = sameCustomer ? named : reference;
  const found = patchFromEditedRecord(document, { provider: provider.id, id, base, revisionOk });
  if ("complaints" in found) return found;
  const known = knownAccountSchema().safeParse(own(document.value, "account")).data;
  return { ...found, ...compact({ base, identity: identityOf(provider, base), known }) };
}

/**
 * What the document asks to change.
 *
 * @param native the keys are the provider's own
 * @param call what the provider is asked to do with them
 */
export function patchOfDocument(
  document: LocatedDocument,
  provider: Provider,
  native: boolean,
  call: "update call" | "create call" = "update call",
): Found {
  const common = native ? commonDocument(provider, document, call) : { document };
  if ("complaints" in common) return common;
  const locked = native ? [] : readOnlyKeys(provider, common.document);
  const found = patchFromDocument(common.document, {
    supported: new Set(fieldsOf(provider)),
    ignore: locked.map(({ key }) => key),
    ...(native ? { storesNull: true } : {}),
  });
  const complaints = [
    ...locked.map(({ complaint }) => complaint),
    ...("complaints" in found ? found.complaints : []),
  ];
  return "complaints" in found || complaints.length > 0 ? { complaints } : found;
}

/** The document's keys that the provider has and nobody can set. */
function readOnlyKeys(
  provider: Provider,
  { value, locationOf }: LocatedDocument,
): readonly { readonly key: string; readonly complaint: Complaint }[] {
  return Object.keys(isJsonObject(value) ? value : {})
    .filter((key) => Object.hasOwn(provider.readOnly, key))
    .map((key) => ({ key, complaint: cannotBeSet(provider, key, locationOf([key])) }));
}

/** About a name that the provider has and nobody can set. */
function cannotBeSet({ title, create }: Provider, name: string, location: Location): Complaint {
  return {
    location,
    message: Object.hasOwn(create?.fields ?? {}, name)
      ? `"${name}" is taken at ${title} only when a customer is made`
      : `"${name}" can only be read: ${title} sets it itself`,
  };
}

/**
 * The flags as a patch for this provider; an empty one where no flag names a field.
 *
 * @param metadataFile what stands in the file of `--metadata-file`
 */
export function flagPatch(
  flags: Pick<PatchFlags, "metadata" | "set" | "unset" | "replaceMetadata"> & {
    readonly fieldFlags: ReadonlyMap<FieldName, PatchFlags["fields"][number]>;
  },
  provider: Provider,
  metadataFile: LocatedDocument | undefined,
): Found {
  const set = settablePaths(provider, "--set", flags.set);
  const unset = settablePaths(provider, "--unset", flags.unset);
  const found = patchFromFlags({
    fields: [...flags.fieldFlags.values()],
    metadata: flags.metadata,
    ...compact({ metadataFile }),
    set: set.paths,
    unset: unset.paths,
    replaceMetadata: flags.replaceMetadata,
    supported: new Set(fieldsOf(provider)),
  });
  const complaints = [
    ...set.complaints,
    ...unset.complaints,
    ...("complaints" in found ? found.complaints : []),
  ];
  return complaints.length > 0 ? { complaints } : found;
}

/** The paths that may go on, and complaints about those that the provider has and nobody can set. */
function settablePaths(
  provider: Provider,
  flag: string,
  paths: readonly string[],
): { readonly paths: readonly string[]; readonly complaints: readonly Complaint[] } {
  const nameOf = (path: string) => /^\w+/u.exec(path)?.[0] ?? "";
  const isLocked = (path: string) => Object.hasOwn(provider.readOnly, nameOf(path));
  return {
    paths: paths.filter((path) => !isLocked(path)),
    complaints: paths
      .filter(isLocked)
      .map((path) => cannotBeSet(provider, nameOf(path), { name: flag })),
  };
}
