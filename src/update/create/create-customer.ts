/** Makes one customer: look whether it is there, plan, confirm, write, compare. */
import type { Warning } from "../../domain/change.ts";
import { BillingError } from "../../domain/errors.ts";
import { emailField, externalIdField } from "../../domain/fields.ts";
import { folded } from "../../domain/text/folded.ts";
import { shellWord } from "../../domain/text/shell-word.ts";
import { needsConsent } from "../../plan/checks/consent.ts";
import { asCreated } from "../../providers/creation.ts";
import type { CustomerName } from "../connection.ts";
import type { UpdateLocks } from "../locks/customer-locks.ts";
import {
  beforeWriting,
  declined,
  failed,
  type Pending,
  titleOf,
  type Updated,
} from "../outcomes.ts";
import { type CustomerRead, readIfThere } from "../read-customer.ts";
import { recorded, turnsOf } from "../record-change.ts";
import { updateCustomer, type UpdateOptions } from "../update-customer.ts";
import {
  type Asked,
  askedText,
  ownIdOf,
  type Search,
  type SearchWords,
  searchWords,
} from "./find-made.ts";
import type { Creates } from "./if-exists.ts";
import { type CreatingConnection, planCreation, withCreation } from "./plan-creation.ts";
import { type CreationOptions, sendCreation } from "./send-creation.ts";

export interface CreateOptions
  extends Omit<UpdateOptions, "expected" | "onRead" | "call">, CreationOptions, Creates {
  /** Looks whether it is there before it is made; missing: as afterwards. */
  readonly searchBefore?: Search;
  /** It waits for others that look the same where nothing else tells it from them, so that each knows its own. */
  readonly apart?: boolean;
}

/**
 * Never throws a {@link BillingError} once the provider was spoken to: the outcome carries it.
 *
 * @throws {BillingError} usage: the patch does not fit; whatever the options' functions throw
 */
export async function createCustomer(
  connection: CreatingConnection,
  options: CreateOptions,
): Promise<Updated> {
  const { provider } = connection;
  const pending = planCreation(connection, options.patch);
  const asked = turnsOf(asCreated(provider), pending.plan);
  const locks = options.dryRun ? undefined : options.locks?.begin(provider.id, options.onStep);
  try {
    const ended = await underLock(connection, options, pending, asked, locks);
    return withWarnings(ended, locks?.warnings() ?? []);
  } finally {
    locks?.release();
  }
}

async function underLock(
  connection: CreatingConnection,
  options: CreateOptions,
  pending: Pending,
  asked: Asked,
  locks: UpdateLocks | undefined,
): Promise<Updated> {
  const { provider } = connection;
  const { plan, planned } = pending;
  const look = async (): Promise<Updated | undefined> => {
    const there = await lookFirst(connection, options, asked, locks);
    if (there instanceof BillingError) return failed(planned, beforeWriting(there));
    return there && whereThere(connection, options, pending, there, asked);
  };
  const before = await look();
  if (before !== undefined) return before;
  if (options.dryRun) return { outcome: withCreation(connection, pending), plan };

  const letOthers = async () => locks?.release();
  const consent = needsConsent(options.confirmWhen, plan)
    ? await options.confirm(planned, letOthers)
    : "yes";
  if (consent === "no" || consent === "nobody") return declined(planned, consent);
  const meanwhile = consent === "waited" ? await look() : undefined;
  if (meanwhile !== undefined) return meanwhile;

  await options.onWrite?.(planned);
  let there: CustomerRead | undefined;
  const ended = await recorded(asCreated(provider), options.recorder, pending, async () => {
    const sent = await sendCreation(connection, options, pending);
    if (!("there" in sent)) return sent;
    there = sent.there;
    return failed(
      { ...planned, id: there.id, warnings: [] },
      alreadyThere(connection, asked, there),
    );
  });
  return there === undefined || (options.ifExists ?? "fail") === "fail"
    ? ended
    : whereThere(connection, options, pending, there, asked);
}

/** The customer that is there already, by the caller's own id, or on request by its e-mail address. */
async function lookFirst(
  connection: CreatingConnection,
  { ifExists, search, searchBefore = search, apart = false, onStep }: CreateOptions,
  asked: Asked,
  locks: UpdateLocks | undefined,
): Promise<CustomerRead | undefined | BillingError> {
  const { provider } = connection;
  const own = ownIdOf(provider, asked);
  const words = searchWords(provider, asked);
  const email = words?.email;
  const looks = own !== undefined || (ifExists !== undefined && email !== undefined);
  try {
    if (own === undefined && words !== undefined && (looks || apart)) {
      await locks?.take(nameBy(words));
    }
    if (!looks) return undefined;
    onStep?.(`looking whether ${provider.title} has the customer already`);
    if (own !== undefined) {
      const ref = { kind: "external-id", reference: own } as const;
      await locks?.take(ref);
      return await readIfThere(connection, ref);
    }
    const [first, ...others] = await searchBefore({ email: email ?? "" });
    return first === undefined || others.length === 0
      ? first
      : several(connection, email ?? "", [first, ...others]);
  } catch (error) {
    if (error instanceof BillingError) return error;
    throw error;
  }
}

/** Addresses are one in capitals and not. */
function nameBy({ email, name = "" }: SearchWords): CustomerName {
  return email === undefined
    ? { kind: "name", reference: name }
    : { kind: "email", reference: folded(email) };
}

function several(
  { provider }: CreatingConnection,
  email: string,
  found: readonly CustomerRead[],
): BillingError {
  const ids = found.slice(0, 5).map(({ id }) => id);
  const more = found.length > ids.length ? ", …" : "";
  return new BillingError(
    "conflict",
    `${provider.title} has ${found.length} customers with the e-mail address ${email}: ${ids.join(", ")}${more}`,
    {
      provider: provider.id,
      hint: "change the one you mean with billing customers update, or leave --if-exists out to make another",
    },
  );
}

async function whereThere(
  connection: CreatingConnection,
  options: CreateOptions,
  { planned }: Pending,
  there: CustomerRead,
  asked: Asked,
): Promise<Updated> {
  const { ifExists = "fail" } = options;
  const already = alreadyThere(connection, asked, there);
  const warning: Warning = { code: "already_there", message: already.message };
  if (ifExists === "update") {
    const updated = await updateCustomer(connection, { kind: "id", reference: there.id }, options);
    return withWarnings(updated, [warning]);
  }
  if (ifExists === "fail") {
    return failed({ ...planned, id: there.id, warnings: [] }, already);
  }
  const { id, customer } = there;
  return {
    outcome: {
      ...planned,
      id,
      title: titleOf(customer),
      outcome: "unchanged",
      changes: [],
      before: customer,
      after: customer,
      warnings: [warning],
    },
  };
}

function alreadyThere(
  { provider }: CreatingConnection,
  asked: Asked,
  { id, customer }: CustomerRead,
): BillingError {
  const own = askedText(asked, externalIdField);
  const [by, word] =
    own !== undefined && customer[externalIdField] === own
      ? ["your own id", own]
      : ["the e-mail address", askedText(asked, emailField) ?? ""];
  return new BillingError(
    "rejected",
    `${provider.title} has a customer with ${by} ${word} already: ${id}; none was made`,
    {
      provider: provider.id,
      hint: `to leave it as it is, add --if-exists skip; to change it, --if-exists update, or billing customers update ${shellWord(id)}`,
    },
  );
}

function withWarnings(ended: Updated, more: readonly Warning[]): Updated {
  if (more.length === 0) return ended;
  return {
    ...ended,
    outcome: { ...ended.outcome, warnings: [...more, ...ended.outcome.warnings] },
  };
}
