/** Plans a customer that is not there yet, and shows what would be sent. */
import type { UpdateOutcome, Warning } from "../../domain/change.ts";
import type { HttpRequest } from "../../domain/exchange.ts";
import type { CustomerPatch } from "../../domain/patch.ts";
import { type Plan, planUpdate } from "../../plan/plan.ts";
import { asCreated, type Creating, creationBody } from "../../providers/creation.ts";
import type { Route } from "../../providers/route.ts";
import { inDialect, requestFor } from "../../providers/wire/requests.ts";
import type { Connection } from "../connection.ts";
import { type Pending, plannedOutcome, previewOf, titleOf } from "../outcomes.ts";

/** The way to a provider that makes customers. */
export interface CreatingConnection extends Connection {
  readonly provider: Creating;
}

/** What is before it is made. */
const nothing = { id: "", native: {}, customer: {} };

/**
 * The plan from nothing: all that is named is added. Nothing of it destroys anything, whatever the field.
 *
 * @throws {BillingError} usage: a value breaks a rule of the provider for the whole of its field
 */
export function planCreation(
  { provider, account }: CreatingConnection,
  patch: CustomerPatch,
): Pending {
  const view = asCreated(provider);
  const found = planUpdate(view, nothing.native, patch);
  const plan: Plan = {
    ...found,
    changes: found.changes.map(({ destructive: _none, ...change }) => ({
      ...change,
      kind: "added",
    })),
    warnings: [...found.warnings, ...besides(provider, found)],
  };
  const planned = plannedOutcome({ provider: view, account }, nothing, plan);
  return {
    read: nothing,
    plan,
    planned: { ...planned, creates: true, title: titleOf(plan.after) },
  };
}

/** What the provider does of its own accord. */
function besides({ create }: Creating, { body }: Plan): readonly Warning[] {
  const { unless, says } = create.besides ?? {};
  if (unless === undefined || says === undefined || Object.hasOwn(body, unless)) return [];
  return [{ code: "done_besides", message: says }];
}

/** The creation as a request, without credential and key. */
export function creationRequest(
  { provider, account }: CreatingConnection,
  { plan }: Pending,
): { readonly request: HttpRequest; readonly route: Route } {
  const route = inDialect(provider, account, provider.create.route);
  const body = creationBody(provider, plan.body);
  return { request: requestFor(provider, account, route, { ref: "" }, body), route };
}

/** The outcome with the request that carrying it out would send. */
export function withCreation(connection: CreatingConnection, pending: Pending): UpdateOutcome {
  const { request } = creationRequest(connection, pending);
  const { idempotency } = asCreated(connection.provider);
  return { ...pending.planned, request: previewOf(idempotency?.header, request) };
}
