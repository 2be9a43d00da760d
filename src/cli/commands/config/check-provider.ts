/** Whether one provider can be used as it is configured. */
import { compact } from "../../../domain/compact.ts";
import { BillingError } from "../../../domain/errors.ts";
import type { HttpResponse } from "../../../domain/exchange.ts";
import type { Account } from "../../../domain/settings.ts";
import { tryReading } from "../../../find/try-reading.ts";
import type { Provider } from "../../../providers/contract.ts";
import type { KnownAccount } from "../../../domain/documents/known-account.ts";
import { knownOfMany } from "../../../update/known-account.ts";
import { openConnection, type SingleConnection } from "../../accounts/open.ts";
import type { Ports } from "../../ports.ts";
import type { CheckOptions } from "./check.command.ts";

export interface Checked {
  readonly provider: Provider;
  readonly profile?: string;
  /** Missing: it cannot be made out. */
  readonly account?: Account;
  /** What is known of it. */
  readonly known?: KnownAccount;
  /** Missing: not tried. */
  readonly reachable?: boolean;
  /** Whether the credential is; missing: not known. */
  readonly accepted?: boolean;
  readonly read?: boolean;
  /** How far this clock is ahead of the provider's. */
  readonly clockSeconds?: number;
  readonly error?: BillingError;
}

/** Seconds that a check waits for another try, where the user does not say. */
const patience = 5;

export async function checkProvider(
  ports: Ports,
  options: Omit<CheckOptions, "output" | "color" | "quiet" | "debug">,
  provider: Provider,
): Promise<Checked> {
  const facts = compact({ provider, profile: options.profile });
  let connection: SingleConnection;
  try {
    const maxWait = options.maxWait ?? patience;
    connection = await openConnection(ports, { ...options, maxWait }, provider.id);
  } catch (error) {
    if (!(error instanceof BillingError) || error.kind !== "auth") throw error;
    return { ...facts, error };
  }
  const { account } = connection;
  const { response, error, customer } = await tryReading(connection);
  if (error?.kind === "interrupted") throw error;
  return {
    ...facts,
    account,
    known: knownOfMany(provider, account, customer),
    reachable: response !== undefined,
    ...compact({ error, accepted: acceptedBy(error), read: readBy(error) }),
    ...compact({ clockSeconds: response && clockDifference(response, ports.host.now()) }),
  };
}

/** 401: the key is wrong; with 403 it is known and may not. Any other refusal tells nothing of it. */
function acceptedBy(error: BillingError | undefined): boolean | undefined {
  if (error === undefined) return true;
  const status = error.providerError?.status;
  return status === 401 ? false : status === 403 ? true : undefined;
}

function readBy(error: BillingError | undefined): boolean | undefined {
  if (error === undefined) return true;
  return error.kind === "auth" ? false : undefined;
}

/** Seconds that this clock is ahead; the header knows no parts of one. */
function clockDifference({ headers }: HttpResponse, now: number): number | undefined {
  const theirs = Date.parse(headers["date"] ?? "");
  return Number.isNaN(theirs) ? undefined : Math.round((now - theirs) / 1000);
}
