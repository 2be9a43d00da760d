import { type Chosen, chosenField } from "../../../domain/field/chosen-fields.ts";
import { compact } from "../../../domain/compact.ts";
import { BillingError, type Complaint } from "../../../domain/errors.ts";
import { emailField, externalIdField, statusField, titleField } from "../../../domain/fields.ts";
import type { JsonObject } from "../../../domain/json.ts";
import { count } from "../../../render/text/count.ts";
import { describeDivision, type Division, divide } from "../../../find/division.ts";
import type { CustomerFilter } from "../../../find/filter.ts";
import { listCustomers } from "../../../find/list-customers.ts";
import type { Provider } from "../../../providers/contract.ts";
import { ownIdHint } from "../../../providers/wire/requests.ts";
import { mappingOf } from "../../../providers/wire/record.ts";
import { customersView } from "../../../render/customers/views.ts";
import { prepareMeasuring } from "../../../render/text/measure.ts";
import { knownOfMany } from "../../../update/known-account.ts";
import { customerDocument } from "../../../update/input/customer-document.ts";
import { chosenProviders } from "../../accounts/chosen-providers.ts";
import { openListConnection } from "../../accounts/open.ts";
import type { Handler } from "../../args/command.ts";
import { chosenCustomerFields } from "../../args/fields.ts";
import type { Ports } from "../../ports.ts";
import { type Failure, failureOfOne, failureOfSeveral } from "../../failure.ts";
import { announce } from "../../show/announce.ts";
import { say } from "../../show/say.ts";
import { listProgress } from "./list/progress.ts";
import { asWritten, filterOf, inWordsOf, statusComplaint } from "./list/filter.ts";
import type { ListOptions } from "./list.command.ts";

const usualLimit = 50;

export const handle: Handler<ListOptions> = async (options, ports) => {
  const { host, terminal } = ports;
  const connecting = { ...options, limit: [] };
  if (options.all && options.limit !== undefined) {
    const message = "says how many, and --all says every one";
    throw BillingError.usage([
      { location: { name: "--limit" }, message, hint: "keep one of them" },
    ]);
  }
  const filter = filterOf(options, host.now());
  const providers = await chosenProviders(host, connecting);
  const chosen = chosenCustomerFields(options, providers);
  const fields = withProvider(chosen ?? usualFields(providers), providers);
  const list = await terminal.list(customersView({ fields, chosen: chosen !== undefined }));
  const plans = providers.map((provider) => planFor(provider, filter, options));
  refuseImpossible(plans);

  const failures: Failure[] = [];
  let shown = 0;
  let finished = false;
  try {
    for (const plan of plans) {
      try {
        for await (const document of documents(ports, options, plan)) {
          shown += 1;
          if (!terminal.isForPrograms) await prepareMeasuring(document);
          const text = list.item(document);
          if (text !== "") await terminal.out(text);
          if (terminal.isDone()) return 0;
        }
      } catch (error) {
        failures.push(failureOfOne(plan.provider.title, error));
      }
    }
    finished = failures.length < plans.length;
  } finally {
    // A document that was begun is whole; and nobody is told that there is nobody where nobody could look.
    if (finished || shown > 0) await terminal.out(await list.end(undefined));
  }
  if (finished && shown === 0) {
    const remark = asWritten(filter, plans.some(comparesEmails));
    if (remark !== undefined) await say(terminal, "as_written", remark);
  }
  const what = "providers could not be listed to the end";
  const failure = failureOfSeveral(failures, providers.length, what);
  if (failure === undefined) return 0;
  throw providers.length === 1 ? (failures[0]?.error ?? failure) : failure;
};

interface ProviderPlan {
  readonly provider: Provider;
  /** In the provider's own words. */
  readonly filter: CustomerFilter;
  readonly division: Division;
  /** Why none of its customers can be meant. */
  readonly complaint: Complaint | undefined;
}

/** Whether the provider looks for the e-mail address, and not this program, to which capitals are the same. */
function comparesEmails({ division, complaint }: ProviderPlan): boolean {
  const asks = complaint === undefined && division.impossible.length === 0;
  return asks && !division.lacking.includes("email");
}

function planFor(
  provider: Provider,
  wanted: CustomerFilter,
  { unlisted }: ListOptions,
): ProviderPlan {
  const filter = inWordsOf(provider, wanted);
  const division = divide(provider, filter);
  const complaint = unlisted ? undefined : statusComplaint(provider, filter);
  return { provider, filter, division, complaint };
}

/** The documents of one provider's customers. */
async function* documents(
  ports: Ports,
  options: ListOptions,
  { provider, filter, division, complaint }: ProviderPlan,
): AsyncGenerator<JsonObject> {
  const { terminal } = ports;
  const remark = complaint?.message ?? describeDivision(provider, division);
  if (remark !== undefined) await say(terminal, "filtered_here", remark);
  if (division.impossible.length > 0 || complaint !== undefined) return;
  const connection = await openListConnection(
    ports,
    { ...options, limit: [], provider: provider.id },
    provider.id,
  );
  const progress = listProgress(ports, connection);
  const limit = options.all ? undefined : (options.limit ?? usualLimit);
  const customers = listCustomers(
    connection,
    compact({ filter, division, limit, onPage: progress.page }),
  );
  try {
    progress.begin();
    let step = await customers.next();
    progress.stop();
    const first = step.done === true ? undefined : step.value.customer;
    const account = knownOfMany(provider, connection.account, first);
    await announce(terminal, { provider: provider.id, account }, "customers of");
    for (; step.done !== true; step = await customers.next()) {
      yield customerDocument(connection, step.value);
    }
    if (!step.value && limit !== undefined) {
      const shown = `${count(limit, "customer")} of ${provider.title} ${limit === 1 ? "is" : "are"} listed`;
      const more = "there are more: --limit for more of them, --all for every one";
      await say(terminal, "more", `${shown}, and ${more}`);
    }
  } finally {
    progress.stop();
  }
}

/** @throws {BillingError} usage: when none of the providers can have such a customer */
function refuseImpossible(plans: readonly ProviderPlan[]): void {
  const complaints = plans.flatMap(({ provider, filter, division, complaint }) => {
    const message = describeDivision(provider, division);
    if (complaint !== undefined) return [complaint];
    if (division.impossible.length === 0 || message === undefined) return [];
    const isOwnId = division.impossible.includes("externalId");
    return [
      compact({
        message,
        hint: isOwnId ? ownIdHint(provider, filter.externalId ?? "") : undefined,
      }),
    ];
  });
  if (complaints.length === plans.length) throw BillingError.usage(complaints);
}

/** What tells customers apart, as far as one of the providers has it. */
function usualFields(providers: readonly Provider[]): readonly Chosen[] {
  const own = [titleField, emailField, externalIdField, statusField].filter((field) =>
    providers.some((provider) => mappingOf(provider, field) !== undefined),
  );
  return ["id", ...own].map(chosenField);
}

/** Whose each customer is, where they are of several, whichever fields were chosen. */
function withProvider(
  fields: readonly Chosen[],
  providers: readonly Provider[],
): readonly Chosen[] {
  const name = "provider";
  const told = providers.length === 1 || fields.some((field) => field.name === name);
  return told ? fields : [chosenField(name), ...fields];
}
