import { compact } from "../../../domain/compact.ts";
import { BillingError } from "../../../domain/errors.ts";
import { mapFailure } from "../../../domain/map-failure.ts";
import type { Provider } from "../../../providers/contract.ts";
import { type Creating, isCreating } from "../../../providers/creation.ts";
import { createCustomer } from "../../../update/create/create-customer.ts";
import { checkIfExists } from "../../../update/create/if-exists.ts";
import { openConnection } from "../../accounts/open.ts";
import type { Handler } from "../../args/command.ts";
import type { CreateOptions } from "../../args/options/create-options.ts";
import { overlookedJson } from "../../args/overlooked.ts";
import { givenCustomer } from "../../args/patch.ts";
import { journalOf } from "../../journal.ts";
import type { Ports } from "../../ports.ts";
import { performWrite } from "../../perform-update.ts";
import { checkFrom, refuseRunOptions } from "../../runs/options.ts";
import { searchIn, searchUnknown } from "../../search.ts";
import { stateDirectoryOf } from "../../state-directory.ts";

export const handle: Handler<CreateOptions> = async (options, ports) => {
  try {
    return await (options.from === undefined ? one(options, ports) : many(options, ports));
  } catch (error) {
    if (!(error instanceof BillingError) || error.kind !== "usage") throw error;
    throw mapFailure(error, { message: (text) => text, hint: withoutClearing });
  }
};

/** How a field is cleared is no remedy here: nothing is there yet. */
function withoutClearing(hint: string): string {
  return hint.replace(clearing, "leave it out");
}
const clearing =
  /^(?:to (?:clear it|remove the key) (?:use --unset|write) .+?(?=, to |$)|write null to clear the field$)/u;

async function one(options: CreateOptions, ports: Ports): Promise<number> {
  refuseRunOptions(ports.given);
  const connection = await openConnection(ports, options);
  const { ifExists } = options;
  const provider = creating(connection.provider);
  const patch = await givenCustomer(ports, options, provider);
  const complaints = checkIfExists(provider, patch, ifExists);
  if (complaints.length > 0) throw BillingError.usage(complaints);
  if (options.file !== "-" && options.metadataFile !== "-") {
    const remedy = "for the customer add --file -, for many rows --from -";
    await ports.terminal.warn(await overlookedJson(ports.host, remedy));
  }
  return performWrite(ports, options, connection, { patch }, (how) =>
    createCustomer(
      { ...connection, provider },
      {
        ...how,
        now: () => ports.host.now(),
        search: searchUnknown(connection, {
          journal: journalOf(ports, options),
          stateDir: stateDirectoryOf(ports.host, options),
        }),
        searchBefore: searchIn(connection),
        apart: true,
        ...compact({ ifExists }),
      },
    ),
  );
}

/** `customers create --from`. */
async function many(options: CreateOptions, ports: Ports): Promise<number> {
  const { beginRun } = await import("../../runs/begin-run.ts");
  checkFrom(options, ports.operands);
  const { ifExists } = options;
  const names = { by: "id", unset: [], replaceMetadata: false } as const;
  return beginRun(ports, { ...options, ...names, creates: compact({ ifExists }) });
}

/** @throws {BillingError} usage: no customer can be made there */
function creating(provider: Provider): Creating {
  if (isCreating(provider)) return provider;
  const { id, title } = provider;
  throw new BillingError("usage", `${title} is not known to make customers`, { provider: id });
}
