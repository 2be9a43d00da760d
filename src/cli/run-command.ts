/** What every command that talks to a provider does before and after its own work. */
import { BillingError } from "../domain/errors.ts";
import type { Provider } from "../providers/contract.ts";
import { checkReference, type ReferenceKind } from "../providers/requests.ts";
import type { GivenOptions, Invocation } from "./command.ts";
import { openSession, type Session } from "./session.ts";
import { type OutputFormat, outputFormats } from "./shared-options.ts";
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
    format: format satisfies OutputFormat,
    color: color ?? "auto",
    quiet: options.has("quiet"),
    debug: options.has("debug"),
  });
}

/** Runs the work with a provider at hand; whatever it throws is told in the asked form. */
export async function withSession(
  invocation: Invocation,
  work: (at: Work) => Promise<number>,
): Promise<number> {
  const { host, options, operands } = invocation;
  const terminal = terminalFor(invocation);
  let session: Session | undefined;
  try {
    session = await openSession(host, options, terminal);
    return await work({ session, terminal, kind: kindOf(options), reference: operands[0] ?? "" });
  } catch (error) {
    await terminal.fail(error);
    return error instanceof BillingError ? error.exitCode : 1;
  } finally {
    await session?.close();
  }
}

/** @throws BillingError `usage` when the text cannot be a customer's id there */
export function checkTarget(provider: Provider, kind: ReferenceKind, reference: string): void {
  const complaint = checkReference(provider, kind, reference);
  if (complaint !== undefined) throw BillingError.usage([complaint]);
}

function kindOf(options: GivenOptions): ReferenceKind {
  return options.text("by") === "external-id" ? "external-id" : "id";
}
