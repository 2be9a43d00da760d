/** Flags and files of one command line, as a patch that the provider would take. */
import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";

import { BillingError, type Complaint, type Place } from "../domain/errors.ts";
import type { FieldName } from "../domain/fields.ts";
import { isJsonObject } from "../domain/json.ts";
import type { CustomerPatch } from "../domain/patch.ts";
import type { Host } from "../host/host.ts";
import { combinePatches } from "../patch/combine.ts";
import type { LocatedDocument } from "../patch/document.ts";
import { patchFromEditedRecord } from "../patch/edited-record.ts";
import { patchFromDocument } from "../patch/from-document.ts";
import { patchFromFlags } from "../patch/from-flags.ts";
import { checkPatch } from "../providers/check-patch.ts";
import type { Provider } from "../providers/contract.ts";
import { fieldsOf } from "../providers/record.ts";
import { allProviders } from "../providers/registry.ts";
import type { ReferenceKind } from "../providers/requests.ts";
import { editedRecord } from "../update/customer-document.ts";
import { commonDocument } from "../update/native-document.ts";
import type { GivenOptions } from "./command.ts";
import { givenFields } from "./field-options.ts";

/** Longest patch that is read from stdin or a file, in bytes. */
const longestPatch = 1024 * 1024;

type Found<T> = T | { readonly complaints: readonly Complaint[] };

interface Source {
  /** For complaints: the file's name as given, or `stdin`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What the patch is for. */
interface Subject {
  readonly provider: Provider;
  readonly kind: ReferenceKind;
  readonly reference: string;
}

/**
 * @throws BillingError `usage` with every complaint about what is to change; nothing was sent
 */
export async function givenPatch(
  host: Host,
  options: GivenOptions,
  subject: Subject,
): Promise<CustomerPatch> {
  const { provider } = subject;
  const complaints: Complaint[] = [...checkFileOptions(options)];
  const keep = <T extends object>(found: Found<T>): T | undefined => {
    if (!("complaints" in found)) return found;
    complaints.push(...found.complaints);
    return undefined;
  };
  const read = async (flag: string): Promise<Source | undefined> => {
    const file = options.text(flag);
    return file === undefined || complaints.length > 0
      ? undefined
      : keep(await readSource(host, `--${flag}`, file));
  };

  const source = await read("file");
  const metadataSource = await read("metadata-file");
  const metadataFile =
    metadataSource === undefined ? undefined : keep(await documentIn(metadataSource))?.document;
  const supported = new Set(fieldsOf(provider));
  const set = settablePaths(provider, "--set", options.texts("set"));
  const unset = settablePaths(provider, "--unset", options.texts("unset"));
  complaints.push(...set.complaints, ...unset.complaints);
  const fromFlags = keep(
    patchFromFlags({
      fields: givenFields(options),
      metadata: options.texts("metadata"),
      ...(metadataFile === undefined ? {} : { metadataFile }),
      set: set.paths,
      unset: unset.paths,
      replaceMetadata: options.has("replace-metadata"),
      supported,
    }),
  );
  const fromFile =
    source === undefined
      ? undefined
      : keep(await patchFromSource(source, options.has("native"), subject, supported));
  if (complaints.length > 0 || fromFlags === undefined) throw BillingError.usage(complaints);

  const patch = fromFlags.patch;
  if (patch.edits.length === 0 && !patch.replaceMetadata && !fromFile?.patch.edits.length) {
    // A record given back unedited asks for nothing, and that is fine; naming no field at all is a mistake.
    if (fromFile?.isRecord === true) return fromFile.patch;
    throw nothingNamed(host, source?.name);
  }
  const combined = keep(combinePatches(fromFile?.patch, patch));
  if (combined === undefined) throw BillingError.usage(complaints);
  const refused = checkPatch(provider, combined.patch, allProviders);
  if (refused.length > 0) throw BillingError.usage(refused);
  return combined.patch;
}

function checkFileOptions(options: GivenOptions): readonly Complaint[] {
  const twice = options.text("file") === "-" && options.text("metadata-file") === "-";
  const orphan = options.has("native") && options.text("file") === undefined;
  return [
    ...(twice
      ? [
          {
            place: { name: "--metadata-file" },
            message: "stdin can be read once, and --file reads it",
          },
        ]
      : []),
    ...(orphan
      ? [{ place: { name: "--native" }, message: "it says how to read --file, which is missing" }]
      : []),
  ];
}

/** Parsers are loaded where there is something to parse. */
async function documentIn({ bytes, name }: Source, options: { readonly numbers?: "keep" } = {}) {
  const { readDocument } = await import("../patch/document.ts");
  return readDocument(bytes, name, options);
}

async function patchFromSource(
  source: Source,
  native: boolean,
  { provider, kind, reference }: Subject,
  supported: ReadonlySet<FieldName>,
): Promise<Found<{ readonly patch: CustomerPatch; readonly isRecord: boolean }>> {
  const kept = await documentIn(source, { numbers: "keep" });
  if ("complaints" in kept) return kept;
  const edited = native ? undefined : editedRecord(provider, kept.document.value);
  if (edited !== undefined) {
    // The document names the provider's id; the command line may name the caller's.
    const named = kind === "id" && edited.externalId !== reference ? reference : edited.id;
    const sameCustomer = kind === "id" || edited.externalId === reference;
    const changed = patchFromEditedRecord(kept.document, {
      provider: provider.id,
      id: sameCustomer ? named : reference,
      base: edited.base,
      revisionOk: edited.revisionOk,
    });
    return "complaints" in changed ? changed : { ...changed, isRecord: true };
  }
  // Read again, now that every number in it may be written.
  const strict = await documentIn(source);
  if ("complaints" in strict) return strict;
  const common = native ? commonDocument(provider, strict.document) : strict;
  if ("complaints" in common) return common;
  const locked = native ? [] : readOnlyKeys(provider, common.document);
  const found = patchFromDocument(common.document, {
    supported,
    ignore: locked.map(({ key }) => key),
  });
  const complaints = [
    ...locked.map(({ complaint }) => complaint),
    ...("complaints" in found ? found.complaints : []),
  ];
  return "complaints" in found || complaints.length > 0
    ? { complaints }
    : { ...found, isRecord: false };
}

/** The document's keys that the provider has and nobody can set. */
function readOnlyKeys(
  provider: Provider,
  { value, placeOf }: LocatedDocument,
): readonly { readonly key: string; readonly complaint: Complaint }[] {
  return Object.keys(isJsonObject(value) ? value : {})
    .filter((key) => Object.hasOwn(provider.readOnly, key))
    .map((key) => ({ key, complaint: cannotBeSet(provider, key, placeOf([key])) }));
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

function cannotBeSet({ title }: Provider, name: string, place: Place): Complaint {
  return { place, message: `"${name}" can only be read: ${title} sets it itself` };
}

async function readSource(host: Host, flag: string, file: string): Promise<Found<Source>> {
  const refuse = (message: string): Found<Source> => ({
    complaints: [{ place: { name: flag }, message }],
  });
  if (file === "-") {
    if (host.stdin.isTTY) {
      return refuse("stdin is a terminal: pipe the patch into the command, or name a file");
    }
    try {
      return { name: "stdin", bytes: await host.stdin.readAll(longestPatch) };
    } catch (error) {
      if (error instanceof RangeError) return refuse(`stdin holds ${error.message}`);
      throw error;
    }
  }
  try {
    const path = resolve(host.cwd, file);
    const { size } = await stat(path);
    if (size > longestPatch) return refuse(`"${file}" holds more than ${longestPatch} bytes`);
    return { name: file, bytes: await readFile(path) };
  } catch (error) {
    return refuse(`"${file}" cannot be read: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const known: Readonly<Record<string, string>> = {
    ENOENT: "there is no such file",
    EACCES: "permission denied",
    EISDIR: "it is a directory",
  };
  return known[code] ?? (code === "" ? String(error) : code);
}

function nothingNamed(host: Host, file: string | undefined): BillingError {
  return BillingError.usage([
    {
      ...(file === undefined ? {} : { place: { name: file } }),
      message: "nothing to change: name at least one field",
      hint:
        !host.stdin.isTTY && file === undefined
          ? "to read a patch from the pipe, add --file -"
          : 'for example --name "New name"; billing customers update --help lists the fields',
    },
  ]);
}
