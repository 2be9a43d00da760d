/** Reads the customers that are compared, all at once. */
import { compact } from "../../../../domain/compact.ts";
import type { DriftCustomer } from "../../../../domain/documents/drift.ts";
import { errorDocument } from "../../../../domain/documents/errors/error-document.ts";
import { BillingError } from "../../../../domain/errors.ts";
import type { Warning } from "../../../../domain/change.ts";
import type { Side } from "../../../../drift/side.ts";
import { count } from "../../../../render/text/count.ts";
import { customerDocument } from "../../../../update/input/customer-document.ts";
import { knownAccount } from "../../../../update/known-account.ts";
import { titleOf } from "../../../../update/outcomes.ts";
import { readCustomer, secretWarning } from "../../../../update/read-customer.ts";
import { type ListConnection, openListConnection } from "../../../accounts/open.ts";
import { type Failure, failureOfOne } from "../../../failure.ts";
import type { Ports } from "../../../ports.ts";
import type { DriftOptions } from "../drift.command.ts";
import { withSearchHint } from "../named-customer.ts";
import type { Target } from "./targets.ts";

/** A customer that was read, or why it was not. */
export interface ReadTarget {
  readonly customer: DriftCustomer;
  readonly side: Side;
  readonly failure?: Failure;
  readonly warnings: readonly Warning[];
}

/** @throws {BillingError} what ends them all: an interruption, a mistake */
export async function readTargets(
  ports: Ports,
  options: DriftOptions,
  targets: readonly Target[],
): Promise<readonly ReadTarget[]> {
  const connections = await openAll(ports, options, targets);
  const progress = ports.terminal.progress();
  const text = `reading ${count(targets.length, "customer")}`;
  progress.step(text);
  for (const connection of connections.values()) {
    if ("onWait" in connection) connection.onWait((waiting) => progress.step(waiting));
  }
  try {
    return await Promise.all(
      targets.map(async (target) => {
        const connection = connections.get(keyOf(target));
        if (connection === undefined || "error" in connection) return unread(target, connection);
        try {
          return await read(target, connection);
        } catch (error) {
          const said =
            error instanceof BillingError
              ? withSearchHint(error, target.provider, target.ref, optionsFor(target, options))
              : error;
          return unread(target, failureOfOne(target.title, said));
        }
      }),
    );
  } finally {
    progress.stop();
  }
}

/** One after the other: a credential may be asked for. Customers of one account share its connection. */
async function openAll(
  ports: Ports,
  options: DriftOptions,
  targets: readonly Target[],
): Promise<ReadonlyMap<string, ListConnection | Failure>> {
  const opened = new Map<string, ListConnection | Failure>();
  for (const target of targets) {
    const key = keyOf(target);
    if (opened.has(key)) continue;
    try {
      const { provider } = target;
      const connection = await openListConnection(ports, optionsFor(target, options), provider.id);
      opened.set(key, connection);
    } catch (error) {
      opened.set(key, failureOfOne(target.title, error));
    }
  }
  return opened;
}

function keyOf({ provider, profile }: Target): string {
  return JSON.stringify([provider.id, profile]);
}

function optionsFor({ provider, profile }: Target, options: DriftOptions): DriftOptions {
  return { ...options, provider: provider.id, profile: profile ?? options.profile };
}

async function read(target: Target, connection: ListConnection): Promise<ReadTarget> {
  const { provider, account, secrets } = connection;
  const found = await readCustomer(connection, target.ref);
  return {
    customer: {
      ...factsOf(target),
      id: found.id,
      title: titleOf(found.customer),
      account: knownAccount(provider, account, found.customer),
      ...compact({ requestId: found.requestId }),
    },
    side: { provider, document: customerDocument(connection, found) },
    warnings: secretWarning(provider, secrets, found.native),
  };
}

function unread(target: Target, failure: Failure | undefined): ReadTarget {
  const { title, provider } = target;
  const said = failure ?? { title, error: new BillingError("internal", "it was not opened") };
  // An account that cannot be opened fails for each of its customers.
  const own = { ...said, title };
  return {
    customer: { ...factsOf(target), error: errorDocument(own.error) },
    side: { provider },
    failure: own,
    warnings: [],
  };
}

function factsOf({ name, provider, ref }: Target) {
  return { name, provider: provider.id, by: ref.kind, reference: ref.reference };
}
