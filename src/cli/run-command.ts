/** What every command that talks to a provider does before and after its own work. */
import { BillingError } from "../domain/errors.ts";
import type { Provider } from "../providers/contract.ts";
import { checkReference, type ReferenceKind } from "../providers/wire/requests.ts";
import type { GivenOptions, Invocation } from "./args/command.ts";
import { embeddedEmulator } from "./accounts/emulated.ts";
import { runSessions, type RunSessions } from "./accounts/run-sessions.ts";
import { openRunSession, openSession, type Session } from "./accounts/open.ts";
import { outputFormats } from "./args/shared-options.ts";
import { createTerminal, type Terminal } from "./terminal.ts";

interface Work {
  readonly session: Session;
  readonly terminal: Terminal;
  readonly kind: ReferenceKind;
  readonly reference: string;
}

/** The terminal the options ask for. */
export function terminalFor({ host, options }: Pick<Invocation, "host" | "options">): Terminal {
  const format = outputFormats.find((known) => known === options.text("output")) ?? "table";
  const color = (["always", "never"] as const).find((known) => known === options.text("color"));
  return createTerminal(host, {
    format,
    color: color ?? "auto",
    quiet: options.has("quiet"),
    debug: options.has("debug"),
  });
}

export interface Reporting {
  readonly terminal: Terminal;
  /** Opens a session with the provider. */
  readonly open: (provider?: string) => Promise<Session>;
  /** The accounts of a run, with these options where they are not those of the command line. */
  readonly sessions: (options?: GivenOptions) => RunSessions;
}

/** Runs the work; whatever it throws is told in the asked form. */
export async function reporting(
  invocation: Invocation,
  work: (at: Reporting) => Promise<number>,
): Promise<number> {
  const { host, options } = invocation;
  const terminal = terminalFor(invocation);
  const emulator = embeddedEmulator(host, options);
  const at = { host, options, terminal, emulator };
  const open = (provider?: string): Promise<Session> => openSession(at, provider);
  const sessions = (own: GivenOptions = options): RunSessions =>
    runSessions((provider, facts) => openRunSession({ ...at, options: own }, provider, facts));
  try {
    const code = await work({ terminal, open, sessions });
    await terminal.flush();
    return code;
  } catch (error) {
    await terminal.fail(error);
    return error instanceof BillingError ? error.exitCode : 1;
  } finally {
    await emulator.close();
  }
}

/** Runs the work with the chosen provider at hand. */
export function withSession(
  invocation: Invocation,
  work: (at: Work) => Promise<number>,
): Promise<number> {
  const { options, operands } = invocation;
  return reporting(invocation, async ({ terminal, open }) => {
    const session = await open();
    return work({ session, terminal, kind: kindOf(options), reference: operands[0] ?? "" });
  });
}

/** @throws BillingError `usage` when the text cannot be a customer's id there */
export function checkTarget(provider: Provider, kind: ReferenceKind, reference: string): void {
  const complaint = checkReference(provider, kind, reference);
  if (complaint !== undefined) throw BillingError.usage([complaint]);
}

function kindOf(options: GivenOptions): ReferenceKind {
  return options.text("by") === "external-id" ? "external-id" : "id";
}
