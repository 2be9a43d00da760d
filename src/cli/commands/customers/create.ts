import { compact } from "../../../domain/compact.ts";
import type { CustomerPatch } from "../../../domain/patch.ts";
import { BillingError, type Complaint } from "../../../domain/errors.ts";
import { emailField, externalIdField } from "../../../domain/fields.ts";
import { checkPatch } from "../../../providers/check-patch.ts";
import type { Provider } from "../../../providers/contract.ts";
import { type Creating, isCreating } from "../../../providers/creation.ts";
import { allProviders } from "../../../providers/registry.ts";
import { createCustomer } from "../../../update/create/create-customer.ts";
import { openConnection } from "../../accounts/open.ts";
import type { Handler } from "../../args/command.ts";
import type { CreateOptions } from "../../args/options/create-options.ts";
import { givenCustomer } from "../../args/patch.ts";
import { performWrite } from "../../perform-update.ts";
import { searchIn } from "../../search.ts";

export const handle: Handler<CreateOptions> = async (options, ports) => {
  const connection = await openConnection(ports, options);
  const { ifExists } = options;
  const provider = creating(connection.provider);
  const patch = await givenCustomer(ports, options, provider);
  checkIfExists(provider, patch, ifExists);
  return performWrite(ports, options, connection, { patch }, (how) =>
    createCustomer(
      { ...connection, provider },
      {
        ...how,
        now: () => ports.host.now(),
        search: searchIn(connection),
        ...compact({ ifExists }),
      },
    ),
  );
};

/** @throws {BillingError} usage: no customer can be made there */
function creating(provider: Provider): Creating {
  if (isCreating(provider)) return provider;
  const { id, title } = provider;
  throw new BillingError("usage", `${title} is not known to make customers`, { provider: id });
}

/** @throws {BillingError} usage: nothing tells whether it is there, or what is there could not be changed like this */
function checkIfExists(
  provider: Provider,
  patch: CustomerPatch,
  ifExists: CreateOptions["ifExists"],
): void {
  if (ifExists === undefined) return;
  const named = new Set(patch.edits.map(({ field }) => field));
  const complaints: Complaint[] = [];
  const canTell =
    (provider.byExternalId !== undefined && named.has(externalIdField)) || named.has(emailField);
  if (!canTell) {
    const fields = [
      ...(provider.byExternalId === undefined ? [] : [externalIdField]),
      ...(provider.fields[emailField] === undefined ? [] : [emailField]),
    ];
    complaints.push({
      location: { name: "--if-exists" },
      message: "nothing tells whether the customer is there",
      hint: `name its ${fields.join(" or ")}`,
    });
  }
  if (ifExists === "update") complaints.push(...checkPatch(provider, patch, allProviders));
  if (complaints.length > 0) throw BillingError.usage(complaints);
}
