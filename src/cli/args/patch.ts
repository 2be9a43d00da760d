/** Flags and files of one command line, as a patch that the provider would take. */
import { compact } from "../../domain/compact.ts";
import { BillingError, type Complaint } from "../../domain/errors.ts";
import { isJsonObject } from "../../domain/json.ts";
import type { CustomerPatch } from "../../domain/patch.ts";
import { knownDocument, knownRows } from "../../domain/text/files/known-file.ts";
import { hiddenInValue } from "../../patch/fields/hidden-text.ts";
import { combinePatches } from "../../patch/combine.ts";
import { checkPatch } from "../../providers/check-patch.ts";
import { asCreated, type Creating, missingFields } from "../../providers/creation.ts";
import type { Provider } from "../../providers/contract.ts";
import { allProviders } from "../../providers/registry.ts";
import { inVendorsWords } from "../../providers/wire/words.ts";
import type { CustomerRef } from "../../update/connection.ts";
import { flagPatch, patchOfDocument, patchOfRecord } from "../../update/input/document-patch.ts";
import { patchOfNewCustomer } from "../../update/input/new-customer.ts";
import { type Expectation, expectationOf, type Printed } from "../../update/expectation.ts";
import { patchOfFields } from "../../update/input/printed-fields.ts";
import type { Ports } from "../ports.ts";
import { inputsOf, readSource, type Source } from "./input-files.ts";
import type { NewCustomerOptions } from "./options/create-options.ts";
import type { PatchOptions } from "./options/update-options.ts";

/** What is to be changed, and what a printed document was printed from. */
interface Given {
  readonly patch: CustomerPatch;
  readonly expected?: Expectation;
}

type Found<T> = T | { readonly complaints: readonly Complaint[] };

/** What stands in a file. */
type FromFile = Printed & { readonly patch: CustomerPatch; readonly isRecord: boolean };

/**
 * @throws BillingError `usage` with every complaint about what is to change; nothing was sent
 */
export async function givenPatch(
  ports: Pick<Ports, "host" | "terminal">,
  options: PatchOptions,
  provider: Provider,
  ref: CustomerRef,
): Promise<Given> {
  const { source, fromFlags, fromFile } = await given(ports, options, provider, (found) =>
    patchFromSource(found, options.native, provider, ref),
  );
  if (!fromFlags.edits.length && !fromFlags.replaceMetadata && !fromFile?.patch.edits.length) {
    // A record given back unedited asks for nothing, and that is fine; naming no field at all is a mistake.
    if (fromFile?.isRecord === true) return { patch: fromFile.patch };
    const isPiped = !ports.host.stdin.isTTY && source === undefined;
    throw nothingNamed(
      source?.name,
      isPiped
        ? "to read a patch from the pipe, add --file -; many rows, --from -"
        : 'for example --name "New name"; billing customers update --help lists the fields',
    );
  }
  const patch = inVendorsWords(provider, combined(fromFile?.patch, fromFlags));
  refuse([
    ...patch.edits.flatMap((edit) => hiddenInValue(edit, fromFile?.base)),
    ...checkPatch(provider, patch, allProviders, options),
  ]);
  return compact({ patch, expected: expectationOf(fromFile ?? {}, patch) });
}

/**
 * What a new customer is to hold.
 *
 * @throws BillingError `usage` with every complaint about it; nothing was sent
 */
export async function givenCustomer(
  ports: Pick<Ports, "host" | "terminal">,
  options: NewCustomerOptions,
  provider: Creating,
): Promise<CustomerPatch> {
  const view = asCreated(provider);
  const none = { unset: [], replaceMetadata: false };
  const { fromFlags, fromFile } = await given(
    ports,
    { ...options, ...none },
    view,
    async (source) => {
      const document = await documentIn(source);
      if ("complaints" in document) return document;
      const found = patchOfNewCustomer(document.document, view, options.native);
      return "complaints" in found ? found : { ...found, isRecord: false };
    },
  );
  const isNothing = fromFlags.edits.length === 0 && !fromFile?.patch.edits.length;
  const said = isNothing ? fromFlags : combined(fromFile?.patch, fromFlags);
  const patch = inVendorsWords(view, said);
  refuse([
    ...patch.edits.flatMap((edit) => hiddenInValue(edit)),
    ...checkPatch(view, patch, allProviders.map(asCreated), options),
    ...missingFields(provider, patch),
    ...(isNothing && !ports.host.stdin.isTTY && options.file === undefined ? [unreadPipe] : []),
  ]);
  return patch;
}

const unreadPipe: Complaint = {
  message: "nothing is named, and what is piped in is not read",
  hint: "to read the customer from the pipe, add --file -; many rows, --from -",
};

/** @throws BillingError `usage`: the flags or the files cannot be read */
async function given(
  ports: Pick<Ports, "host" | "terminal">,
  options: PatchOptions,
  provider: Provider,
  patchIn: (source: Source) => Promise<Found<FromFile>>,
) {
  const inputs = inputsOf(ports);
  const complaints: Complaint[] = [...checkFileOptions(options)];
  const keep = <T extends object>(found: Found<T>): T | undefined => {
    if (!("complaints" in found)) return found;
    for (const complaint of found.complaints) complaints.push(complaint);
    return undefined;
  };
  const read = async (flag: string, file: string | undefined): Promise<Source | undefined> => {
    return file === undefined || complaints.length > 0
      ? undefined
      : keep(await readSource(inputs, flag, file));
  };

  const source = await read("--file", options.file);
  const metadataSource = await read("--metadata-file", options.metadataFile);
  const metadataFile =
    metadataSource === undefined ? undefined : keep(await documentIn(metadataSource))?.document;
  const fromFlags = keep(flagPatch(options, provider, metadataFile));
  const fromFile = source === undefined ? undefined : keep(await patchIn(source));
  if (complaints.length > 0 || fromFlags === undefined) throw BillingError.usage(complaints);
  return { source, fromFlags: fromFlags.patch, fromFile };
}

function combined(first: CustomerPatch | undefined, second: CustomerPatch): CustomerPatch {
  const found = combinePatches(first, second);
  if ("complaints" in found) throw BillingError.usage(found.complaints);
  return found.patch;
}

function refuse(complaints: readonly Complaint[]): void {
  if (complaints.length > 0) throw BillingError.usage(complaints);
}

function checkFileOptions(options: PatchOptions): readonly Complaint[] {
  const twice = options.file === "-" && options.metadataFile === "-";
  const orphan = options.native && options.file === undefined;
  return [
    ...(twice
      ? [
          {
            location: { name: "--metadata-file" },
            message: "stdin can be read once, and --file reads it",
          },
        ]
      : []),
    ...(orphan
      ? [
          {
            location: { name: "--native" },
            message: "it says how to read --file, which is missing",
          },
        ]
      : []),
  ];
}

/** Parsers are loaded where there is something to parse. */
export async function documentIn(
  { bytes, name }: Source,
  options: { readonly numbers?: "keep" } = {},
) {
  const { readDocument } = await import("../../patch/document.ts");
  const read = readDocument(bytes, name, options);
  const isObject = "document" in read && isJsonObject(read.document.value);
  const other = isObject
    ? knownDocument(read.document.value, name)
    : knownRows(Buffer.from(bytes).toString("utf8"), name);
  return other === undefined ? read : { complaints: [{ location: { name }, ...other }] };
}

async function patchFromSource(
  source: Source,
  native: boolean,
  provider: Provider,
  ref: CustomerRef,
): Promise<Found<FromFile>> {
  const kept = await documentIn(source, { numbers: "keep" });
  if ("complaints" in kept) {
    // Who minds numbers finds as much, and more.
    const found = await documentIn(source);
    return "complaints" in found ? found : kept;
  }
  const changed = native
    ? undefined
    : (patchOfFields(kept.document, provider, ref) ?? patchOfRecord(kept.document, provider, ref));
  if (changed !== undefined) {
    return "complaints" in changed ? changed : { ...changed, isRecord: true };
  }
  // Read again, now that every number in it may be written.
  const strict = kept.document.isSimple === true ? kept : await documentIn(source);
  if ("complaints" in strict) return strict;
  const found = patchOfDocument(strict.document, provider, native);
  return "complaints" in found ? found : { ...found, isRecord: false };
}

/** Nothing is to be changed: a mistake rather than a wish. */
function nothingNamed(file: string | undefined, hint: string): BillingError {
  return BillingError.usage([
    {
      ...(file === undefined ? {} : { location: { name: file } }),
      message: "nothing to change: name at least one field",
      hint,
    },
  ]);
}
